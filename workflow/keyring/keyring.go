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
	"strings"

	"rectify/workflow/keyfile"
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
	text, err := keyfile.Read(path)
	if err != nil {
		return key, fmt.Errorf("keyring: %w", err)
	}
	content, err := hex.DecodeString(strings.TrimSpace(text))
	if err != nil || len(content) != len(key) {
		return key, fmt.Errorf("keyring: %s does not hold 64 hexadecimal digits", path)
	}
	copy(key[:], content)
	return key, nil
}

// create makes a key, unless another program has just done so.
func create(path string) error {
	var key Key
	_, _ = rand.Read(key[:]) // crypto/rand never fails
	if err := keyfile.Create(path, fmt.Sprintf("%x\n", key)); err != nil && !errors.Is(err, fs.ErrExist) {
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
