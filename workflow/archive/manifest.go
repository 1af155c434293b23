package archive

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"slices"
	"strings"

	"github.com/emmansun/gmsm/sm3"
)

// algorithm is a hash whose manifests a bag may have. SHA-256 is always there; SM3 (GB/T 32905-2016) is for receivers who
// ask for it. Both have 256 bits.
type algorithm struct {
	name string // as it stands in the names of manifests
	new  func() hash.Hash
}

var algorithms = []algorithm{{"sha256", sha256.New}, {"sm3", sm3.New}}

func (a algorithm) manifest() string    { return "manifest-" + a.name + ".txt" }
func (a algorithm) tagManifest() string { return "tag" + a.manifest() }

// isTagManifest reports whether a path is one of the manifests that nothing lists.
func isTagManifest(path string) bool {
	return slices.ContainsFunc(algorithms, func(a algorithm) bool { return path == a.tagManifest() })
}

// digest is what an algorithm makes.
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
