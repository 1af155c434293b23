// Package keyring holds the program's own secret: a key that lies in a file and never in the database, so that neither a
// copy of the database nor a backup of it gives away what was encrypted with it.
package keyring

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Key is 32 random bytes. From it comes a key of its own for each purpose, and nothing is encrypted with the Key itself.
type Key [32]byte

// ErrSealed says that something was not sealed with this key for this purpose, or was changed since.
var ErrSealed = errors.New("keyring: not sealed with this key for this purpose")

// Load reads the key of a file, 64 hexadecimal digits, and makes it when there is no such file. Of several programs that
// start at once in the same folder, one makes it and all use it. A file that others may read is refused.
func Load(path string) (Key, error) {
	key, err := read(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return key, err
	}
	if err := create(path); err != nil {
		return key, fmt.Errorf("keyring: %w", err)
	}
	return read(path)
}

func read(path string) (key Key, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return key, fmt.Errorf("keyring: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return key, fmt.Errorf("keyring: %s can be read by others: chmod 600", path)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return key, fmt.Errorf("keyring: %w", err)
	}
	content, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(content) != len(key) {
		return key, fmt.Errorf("keyring: %s does not hold 64 hexadecimal digits", path)
	}
	copy(key[:], content)
	return key, nil
}

// create writes a whole file under another name and links it to its own, so that nobody reads half a key and nobody
// replaces the key of another.
func create(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	var key Key
	_, _ = rand.Read(key[:])                                 // crypto/rand never fails
	file, err := os.CreateTemp(filepath.Dir(path), ".new-*") // 0600
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(file.Name()) }() // the name is not needed any more
	_, err = fmt.Fprintf(file, "%x\n", key)
	if err := errors.Join(err, file.Sync(), file.Close()); err != nil {
		return err
	}
	if err := os.Link(file.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}

// derive returns the key of one purpose.
func (k Key) derive(purpose string) []byte {
	key, err := hkdf.Key(sha256.New, k[:], nil, purpose, 32)
	if err != nil {
		panic(err) // only for lengths that SHA-256 cannot give
	}
	return key
}

func (k Key) aead(purpose string) cipher.AEAD {
	block, err := aes.NewCipher(k.derive(purpose))
	if err != nil {
		panic(err) // only for other lengths of keys
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic(err) // only for other sizes of blocks
	}
	return aead
}

// Seal encrypts something for a purpose and binds it to whom it belongs, so that it opens in no other place.
func (k Key) Seal(purpose, owner string, plain []byte) []byte {
	return k.aead(purpose).Seal(nil, nil, plain, []byte(owner))
}

// Open decrypts what Seal has encrypted for the same purpose and owner, or returns ErrSealed.
func (k Key) Open(purpose, owner string, sealed []byte) ([]byte, error) {
	plain, err := k.aead(purpose).Open(nil, nil, sealed, []byte(owner))
	if err != nil {
		return nil, ErrSealed
	}
	return plain, nil
}

// Digest sums up something that could be guessed, such as a login: without the key nobody can try his guesses.
func (k Key) Digest(purpose, text string) []byte {
	mac := hmac.New(sha256.New, k.derive(purpose))
	_, _ = mac.Write([]byte(text)) // a hash takes everything
	return mac.Sum(nil)
}
