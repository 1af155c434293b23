package models

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
)

// Blobs keeps the bytes of evidence in a folder, each file under its SHA-256. A file is never changed: the same bytes
// are kept once, whoever uploads them.
type Blobs struct{ dir string }

// ErrTooLarge: more bytes came than are allowed.
var ErrTooLarge = errors.New("models: too many bytes")

// OpenBlobs makes the folder ready.
func OpenBlobs(dir string) (*Blobs, error) {
	if err := os.MkdirAll(filepath.Join(dir, "incoming"), 0o700); err != nil {
		return nil, fmt.Errorf("evidence folder: %w", err)
	}
	return &Blobs{dir: dir}, nil
}

// Keep stores up to limit bytes of r and returns their SHA-256 in hex and their number. When it returns nil they are on
// the disk, under their name, also after a power failure.
func (b *Blobs) Keep(r io.Reader, limit int64) (digest string, size int64, err error) {
	incoming, err := os.CreateTemp(filepath.Join(b.dir, "incoming"), "*")
	if err != nil {
		return "", 0, fmt.Errorf("evidence: %w", err)
	}
	defer func() {
		_ = incoming.Close()           // closed before on success
		_ = os.Remove(incoming.Name()) // renamed on success
	}()
	sum := sha256.New()
	size, err = io.Copy(io.MultiWriter(incoming, sum), io.LimitReader(r, limit+1))
	if err != nil {
		return "", 0, fmt.Errorf("evidence: %w", err)
	}
	if size > limit {
		return "", 0, ErrTooLarge
	}
	digest = hex.EncodeToString(sum.Sum(nil))
	if err := errors.Join(incoming.Sync(), incoming.Chmod(0o400), incoming.Close()); err != nil {
		return "", 0, fmt.Errorf("evidence: %w", err)
	}
	folder := filepath.Join(b.dir, digest[:2])
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", 0, fmt.Errorf("evidence: %w", err)
	}
	if err := os.Rename(incoming.Name(), filepath.Join(folder, digest)); err != nil {
		return "", 0, fmt.Errorf("evidence: %w", err)
	}
	return digest, size, errors.Join(syncFolder(folder), syncFolder(b.dir))
}

var digestForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

// Open opens the bytes with this SHA-256 for reading, or gives ErrNotFound.
func (b *Blobs) Open(digest string) (*os.File, error) {
	if !digestForm.MatchString(digest) {
		return nil, ErrNotFound
	}
	file, err := os.Open(filepath.Join(b.dir, digest[:2], digest))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNotFound
	}
	return file, err
}

// Check reads the bytes with this SHA-256 and reports whether they are still the ones it names, in full.
func (b *Blobs) Check(digest string, size int64) error {
	file, err := b.Open(digest)
	if err != nil {
		return fmt.Errorf("evidence %s: %w", digest, err)
	}
	defer file.Close()
	sum := sha256.New()
	n, err := io.Copy(sum, file)
	if err != nil {
		return fmt.Errorf("evidence %s: %w", digest, err)
	}
	if n != size || hex.EncodeToString(sum.Sum(nil)) != digest {
		return fmt.Errorf("evidence %s: the bytes have changed", digest)
	}
	return nil
}

// syncFolder makes names in a folder durable.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
