// Package keyfile keeps secrets in files that only the program's own user can read.
package keyfile

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Read returns what is in a file. A file that others may read is refused. Fs.ErrNotExist when there is none.
func Read(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	if info.Mode().Perm()&0o077 != 0 {
		return "", fmt.Errorf("%s can be read by others: chmod 600", path)
	}
	content, err := os.ReadFile(path)
	return string(content), err
}

// Create writes a file that does not exist yet, whole or not at all: it is written under another name and linked to its
// own, so that nobody reads half a key, and of several programs that start at once one makes the key and all use it.
// Fs.ErrExist when there is such a file.
func Create(path, content string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".new-*") // 0600
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(file.Name()) }() // the name is not needed any more
	_, err = file.WriteString(content)
	if err := errors.Join(err, file.Sync(), file.Close()); err != nil {
		return err
	}
	return os.Link(file.Name(), path)
}
