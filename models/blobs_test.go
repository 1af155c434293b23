package models

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestBlobs(t *testing.T) {
	blobs, err := OpenBlobs(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Repeat("整改台账", 1000)
	digest, size, err := blobs.Keep(strings.NewReader(text), int64(len(text)))
	if err != nil || size != int64(len(text)) {
		t.Fatal(digest, size, err)
	}
	again, _, err := blobs.Keep(strings.NewReader(text), 1<<20)
	if err != nil || again != digest {
		t.Errorf("the same bytes again: %s, %v", again, err)
	}
	file, err := blobs.Open(digest)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(file)
	if err != nil || !bytes.Equal(got, []byte(text)) {
		t.Errorf("read %d bytes, %v", len(got), err)
	}
	if err := file.Close(); err != nil {
		t.Error(err)
	}
	if err := blobs.Check(digest, size); err != nil {
		t.Error(err)
	}
	if _, _, err := blobs.Keep(strings.NewReader(text), int64(len(text))-1); !errors.Is(err, ErrTooLarge) {
		t.Errorf("one byte too many: %v", err)
	}
	for _, bad := range []string{"", "../../etc/passwd", strings.Repeat("0", 64)} {
		if _, err := blobs.Open(bad); !errors.Is(err, ErrNotFound) {
			t.Errorf("open %q: %v", bad, err)
		}
	}
	left, err := os.ReadDir(filepath.Join(blobs.dir, "incoming"))
	if err != nil || len(left) != 0 {
		t.Errorf("%d files are left in the way, %v", len(left), err)
	}
	path := filepath.Join(blobs.dir, digest[:2], digest)
	if err := errors.Join(os.Chmod(path, 0o600), os.WriteFile(path, []byte("swapped"), 0o600)); err != nil {
		t.Fatal(err)
	}
	if err := blobs.Check(digest, size); err == nil {
		t.Error("swapped bytes are not found")
	}
}
