package keyring

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// Programs that start at once in one folder come to the same key, which only its owner can read.
func TestLoad(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys", "secrets.key")
	keys := make([]Key, 8)
	var group sync.WaitGroup
	for i := range keys {
		group.Go(func() {
			var err error
			if keys[i], err = Load(path); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	for _, k := range keys {
		if k != keys[0] || k == (Key{}) {
			t.Fatal("not one key")
		}
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	if left, err := os.ReadDir(filepath.Dir(path)); err != nil || len(left) != 1 {
		t.Errorf("%d files are left, %v", len(left), err)
	}
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(path); err == nil {
		t.Error("a key that others can read is accepted")
	}
	short := filepath.Join(t.TempDir(), "short")
	if err := os.WriteFile(short, []byte("abcd"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(short); err == nil {
		t.Error("a short key is accepted")
	}
}

func TestSealed(t *testing.T) {
	key := Key{1}
	sealed := key.Seal("totp", "a", []byte("secret"))
	if bytes.Contains(sealed, []byte("secret")) {
		t.Error("it can be read")
	}
	if plain, err := key.Open("totp", "a", sealed); err != nil || string(plain) != "secret" {
		t.Errorf("%q, %v", plain, err)
	}
	changed := bytes.Clone(sealed)
	changed[len(changed)-1] ^= 1
	for name, open := range map[string]func() ([]byte, error){
		"another owner":   func() ([]byte, error) { return key.Open("totp", "b", sealed) },
		"another purpose": func() ([]byte, error) { return key.Open("oidc", "a", sealed) },
		"another key":     func() ([]byte, error) { return Key{2}.Open("totp", "a", sealed) },
		"changed":         func() ([]byte, error) { return key.Open("totp", "a", changed) },
		"nothing":         func() ([]byte, error) { return key.Open("totp", "a", nil) },
	} {
		if _, err := open(); !errors.Is(err, ErrSealed) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if bytes.Equal(key.Digest("login", "a"), Key{2}.Digest("login", "a")) || !bytes.Equal(key.Digest("login", "a"), key.Digest("login", "a")) {
		t.Error("a digest does not depend on the key alone")
	}
}
