package checkpoint

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// LoadKey reads the key in a file. A file that others may read is refused. Fs.ErrNotExist when there is none.
func LoadKey(path string) (*Key, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("checkpoint: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("checkpoint: %s can be read by others: chmod 600", path)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("checkpoint: %w", err)
	}
	key, err := ReadKey(string(content))
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, path)
	}
	return key, nil
}

// StoreKey writes a key to a file that does not exist yet, whole or not at all, so that of several programs that start at
// once one makes the key and all use it. Fs.ErrExist when there is such a file.
func StoreKey(path, private string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".new-*") // 0600
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(file.Name()) }() // the name is not needed any more
	_, err = file.WriteString(private)
	if err := errors.Join(err, file.Sync(), file.Close()); err != nil {
		return err
	}
	return os.Link(file.Name(), path)
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
	if err := StoreKey(path, private); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("checkpoint: %w", err)
	}
	return LoadKey(path)
}
