// Package checkpoint makes the log of all history provable from outside: a Merkle tree over it as RFC 6962 describes, and
// signed statements "so many entries have this root" in the text form of C2SP tlog-checkpoint. It is pure: the same
// functions sign in the service, verify in `rectify verify` and verify an archive offline.
package checkpoint

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"rectify/workflow/clock"
)

// Checkpoint says what the first Size entries of a log come to.
type Checkpoint struct {
	Origin string // names the log; as the name of the key that signs it
	Size   int64  // number of entries
	Root   []byte // of the Merkle tree over them, 32 bytes
	Time   time.Time
}

// ErrMalformed says that a text is no checkpoint.
var ErrMalformed = errors.New("checkpoint: not a checkpoint")

// timeLine begins the extension line that says when the checkpoint was taken.
const timeLine = "time "

// Text is what is signed: origin, size, root in base64, and the time as an extension line, each with a line end.
func (c Checkpoint) Text() string {
	return fmt.Sprintf("%s\n%d\n%s\n%s%s\n", c.Origin, c.Size, base64.StdEncoding.EncodeToString(c.Root),
		timeLine, c.Time.UTC().Format(time.RFC3339))
}

// Short is the line that is printed where there is no room for the text: origin, size, the first 16 hex digits of the
// root, and the time in Asia/Shanghai.
func (c Checkpoint) Short() string {
	return fmt.Sprintf("%s  %d  %s  %s", c.Origin, c.Size, hex.EncodeToString(c.Root)[:16], c.Time.In(clock.Shanghai).Format("2006-01-02 15:04"))
}

// Parse reads a signed checkpoint without looking at its signatures, for what the program itself has stored and checked.
func Parse(signed string) (Checkpoint, error) {
	text, _, found := strings.Cut(signed, "\n\n")
	if !found {
		return Checkpoint{}, ErrMalformed
	}
	return parse(text + "\n")
}

// parse reads the text of a checkpoint, strictly: what it accepts is what Text writes, but for extension lines of others.
func parse(text string) (Checkpoint, error) {
	lines := strings.Split(text, "\n")
	if len(lines) < 4 || lines[len(lines)-1] != "" || lines[0] == "" {
		return Checkpoint{}, ErrMalformed
	}
	c := Checkpoint{Origin: lines[0]}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] {
		return Checkpoint{}, fmt.Errorf("%w: size %q", ErrMalformed, lines[1])
	}
	c.Size = size
	if c.Root, err = base64.StdEncoding.Strict().DecodeString(lines[2]); err != nil || len(c.Root) != 32 {
		return Checkpoint{}, fmt.Errorf("%w: root %q", ErrMalformed, lines[2])
	}
	for _, line := range lines[3 : len(lines)-1] {
		if line == "" {
			return Checkpoint{}, fmt.Errorf("%w: an empty line", ErrMalformed)
		}
		if at, is := strings.CutPrefix(line, timeLine); is {
			if c.Time, err = time.Parse(time.RFC3339, at); err != nil {
				return Checkpoint{}, fmt.Errorf("%w: time %q", ErrMalformed, at)
			}
		}
	}
	return c, nil
}

// Same reports whether two checkpoints say the same of a log, whenever they were taken.
func (c Checkpoint) Same(other Checkpoint) bool {
	return c.Origin == other.Origin && c.Size == other.Size && bytes.Equal(c.Root, other.Root)
}
