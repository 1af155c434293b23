package checkpoint

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"

	"rectify/workflow/keyfile"
)

// LoadKey reads the key in a file. A file that others may read is refused. Fs.ErrNotExist when there is none.
func LoadKey(path string) (*Key, error) {
	content, err := keyfile.Read(path)
	if err != nil {
		return nil, fmt.Errorf("checkpoint: %w", err)
	}
	key, err := ReadKey(content)
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, path)
	}
	return key, nil
}

// FirstKey loads the key in a file and makes one when there is none, for a log whose name is made up with it.
func FirstKey(path string) (*Key, error) {
	key, err := LoadKey(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return key, err
	}
	random := make([]byte, 4)
	_, _ = rand.Read(random) // crypto/rand never fails
	private, err := NewKey("rectify-" + hex.EncodeToString(random))
	if err != nil {
		return nil, err
	}
	if err := keyfile.Create(path, private); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("checkpoint: %w", err)
	}
	return LoadKey(path)
}
