package checkpoint

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// Programs that start at once in one folder come to the same key, which only its owner can read.
func TestFirstKey(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys", "checkpoint.key")
	verifiers := make([]string, 8)
	var group sync.WaitGroup
	for i := range verifiers {
		group.Go(func() {
			if key, err := FirstKey(path); err != nil {
				t.Error(err)
			} else {
				verifiers[i] = key.Verifier()
			}
		})
	}
	group.Wait()
	for _, v := range verifiers {
		if v != verifiers[0] {
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
	if _, err := FirstKey(path); err == nil {
		t.Error("a key that others can read is accepted")
	}
	torn := filepath.Join(t.TempDir(), "torn")
	if err := os.WriteFile(torn, []byte("PRIVATE+KEY+"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := FirstKey(torn); err == nil {
		t.Error("a torn key is accepted")
	}
}
