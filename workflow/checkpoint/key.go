package checkpoint

import (
	"crypto/rand"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// What opening a signed checkpoint may find.
var (
	ErrUnsigned  = errors.New("checkpoint: no signature by a known key")
	ErrSignature = errors.New("checkpoint: the signature does not hold")
	ErrKey       = errors.New("checkpoint: not a key")
)

// Key signs the checkpoints of one log with ed25519. It never shows its private part.
type Key struct {
	signer   note.Signer
	verifier string
}

// NewKey makes a key for a log and returns it as it is kept in a file. The origin must not hold white space or "+".
func NewKey(origin string) (private string, err error) {
	private, verifier, err := note.GenerateKey(rand.Reader, origin)
	if err != nil {
		return "", err
	}
	if _, err := note.NewVerifier(verifier); err != nil {
		return "", fmt.Errorf("%w: origin %q", ErrKey, origin)
	}
	return joinKey(private, verifier), nil
}

// joinKey is the content of a key file: the private key, and below it the public one.
func joinKey(private, verifier string) string { return private + "\n" + verifier + "\n" }

// ReadKey reads what NewKey has made.
func ReadKey(content string) (*Key, error) {
	private, verifier, _ := strings.Cut(strings.TrimSpace(content), "\n")
	signer, err := note.NewSigner(strings.TrimSpace(private))
	if err != nil {
		return nil, ErrKey // note's error quotes the key
	}
	verifier = strings.TrimSpace(verifier)
	public, err := note.NewVerifier(verifier)
	if err != nil || public.Name() != signer.Name() || public.KeyHash() != signer.KeyHash() {
		return nil, fmt.Errorf("%w: its two lines do not belong together", ErrKey)
	}
	return &Key{signer: signer, verifier: verifier}, nil
}

// Origin names the log that the key signs for.
func (k *Key) Origin() string { return k.signer.Name() }

// Verifier is the public key as notes write it: origin, number and key, joined by "+". It may be published.
func (k *Key) Verifier() string { return k.verifier }

// String is the public key: a key that is printed by mistake gives nothing away.
func (k *Key) String() string { return k.verifier }

// Sign returns the signed text of a checkpoint. Its origin becomes that of the key.
func (k *Key) Sign(c Checkpoint) (string, error) {
	c.Origin = k.Origin()
	signed, err := note.Sign(&note.Note{Text: c.Text()}, k.signer)
	return string(signed), err
}

// Open reads a signed checkpoint and demands the signature of one of the public keys. What other signatures say is not
// looked at.
func Open(signed string, verifiers ...string) (Checkpoint, error) {
	known := make([]note.Verifier, 0, len(verifiers))
	for _, v := range verifiers {
		verifier, err := note.NewVerifier(strings.TrimSpace(v))
		if err != nil {
			return Checkpoint{}, fmt.Errorf("%w: %q", ErrKey, v)
		}
		known = append(known, verifier)
	}
	opened, err := note.Open([]byte(signed), note.VerifierList(known...))
	var unverified *note.UnverifiedNoteError
	var invalid *note.InvalidSignatureError
	switch {
	case errors.As(err, &unverified):
		return Checkpoint{}, ErrUnsigned
	case errors.As(err, &invalid):
		return Checkpoint{}, ErrSignature
	case err != nil:
		return Checkpoint{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	c, err := parse(opened.Text)
	if err == nil && c.Origin != opened.Sigs[0].Name {
		err = fmt.Errorf("%w: origin %q is signed as %q", ErrMalformed, c.Origin, opened.Sigs[0].Name)
	}
	return c, err
}

// OriginOf is the log that a public key is for, or "" when it is no key.
func OriginOf(verifier string) string {
	v, err := note.NewVerifier(strings.TrimSpace(verifier))
	if err != nil {
		return ""
	}
	return v.Name()
}
