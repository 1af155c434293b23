package archive

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
)

// digest is a SHA-256.
type digest [sha256.Size]byte

// Escapes of paths in manifests, by RFC 8493, 2.1.3.
var (
	escapes   = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	unescapes = strings.NewReplacer("%25", "%", "%0D", "\r", "%0d", "\r", "%0A", "\n", "%0a", "\n")
)

func manifestLine(d digest, path string) string {
	return hex.EncodeToString(d[:]) + "  " + escapes.Replace(path) + "\n"
}

// readManifest calls see for every line of a manifest. An error names the line.
func readManifest(r io.Reader, see func(path string, d digest) error) error {
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		sum, path, found := strings.Cut(lines.Text(), " ")
		path = unescapes.Replace(strings.TrimLeft(path, " "))
		var d digest
		decoded, err := hex.DecodeString(sum)
		if !found || err != nil || copy(d[:], decoded) != len(d) || len(decoded) != len(d) || goodPath(path) != nil {
			return &lineFault{n}
		}
		if err := see(path, d); err != nil {
			return err
		}
	}
	return lines.Err()
}

// lineFault is a line that cannot be read.
type lineFault struct{ number int }

// Error says the number of the line.
func (l *lineFault) Error() string { return fmt.Sprintf("archive: line %d cannot be read", l.number) }
