package checkpoint

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// memory is a log in memory, with the nodes that a tree keeps.
type memory struct {
	entries [][]byte
	nodes   map[Node][]byte
	trees   []Checkpoint // by size
}

func (m *memory) EntryHashes(from, to int64) ([][]byte, error) { return m.entries[from:to], nil }

func (m *memory) KeptNode(n Node) ([]byte, error) {
	if hash := m.nodes[n]; hash != nil {
		return hash, nil
	}
	return nil, fmt.Errorf("no node %v", n)
}

func grown(t *testing.T, n int) *memory {
	t.Helper()
	m := &memory{nodes: map[Node][]byte{}}
	tree := NewTree()
	for i := range n + 1 {
		root, err := tree.Root()
		if err != nil {
			t.Fatal(err)
		}
		m.trees = append(m.trees, Checkpoint{Origin: "rectify-test", Size: int64(i), Root: root})
		if tree, err = Resume(tree.Size(), tree.Peaks()); err != nil { // as each checkpoint takes up the one before
			t.Fatal(err)
		}
		hash := sha256.Sum256(fmt.Append(nil, i))
		m.entries = append(m.entries, hash[:])
		if err := tree.Append(hash[:], func(node Node, hash []byte) { m.nodes[node] = hash }); err != nil {
			t.Fatal(err)
		}
	}
	return m
}

// The tree is that of RFC 6962: written once more, straight from its definition.
func rfc(entries [][]byte) []byte {
	switch n := len(entries); n {
	case 0:
		sum := sha256.Sum256(nil)
		return sum[:]
	case 1:
		sum := sha256.Sum256(append([]byte{0}, entries[0]...))
		return sum[:]
	default:
		k := 1
		for k*2 < n {
			k *= 2
		}
		sum := sha256.Sum256(append(append([]byte{1}, rfc(entries[:k])...), rfc(entries[k:])...))
		return sum[:]
	}
}

func TestTreeIsThatOfRFC6962(t *testing.T) {
	m := grown(t, 600)
	for _, size := range []int{0, 1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 600} {
		if got, want := hex.EncodeToString(m.trees[size].Root), hex.EncodeToString(rfc(m.entries[:size])); got != want {
			t.Errorf("%d entries: root %s, want %s", size, got, want)
		}
	}
}

func TestProofs(t *testing.T) {
	m := grown(t, 600)
	for _, size := range []int64{1, 2, 5, 255, 256, 257, 512, 600} {
		for index := range size {
			if size > 10 && index%37 != 0 && index != size-1 {
				continue
			}
			hashes, err := Inclusion(index, size, m)
			if err == nil {
				err = VerifyInclusion(m.trees[size], index, m.entries[index], hashes)
			}
			if err != nil {
				t.Errorf("entry %d of %d: %v", index, size, err)
			}
			if VerifyInclusion(m.trees[size], index, m.entries[index+1], hashes) == nil {
				t.Errorf("entry %d of %d: another entry passes", index, size)
			}
		}
		for _, older := range []int64{1, 2, 4, 200, 256, 300} {
			if older > size {
				continue
			}
			hashes, err := Consistency(older, size, m)
			if err == nil {
				err = VerifyConsistency(m.trees[older], m.trees[size], hashes)
			}
			if err != nil {
				t.Errorf("%d in %d: %v", older, size, err)
			}
			forged := m.trees[older]
			forged.Root = m.trees[older-1].Root
			if VerifyConsistency(forged, m.trees[size], hashes) == nil {
				t.Errorf("%d in %d: another root passes", older, size)
			}
		}
	}
	for _, bad := range [][2]int64{{-1, 5}, {5, 5}, {6, 5}} {
		if _, err := Inclusion(bad[0], bad[1], m); err == nil {
			t.Errorf("entry %d of %d was proven", bad[0], bad[1])
		}
	}
	if _, err := Consistency(6, 5, m); err == nil {
		t.Error("6 entries in 5 were proven")
	}
}

func newKey(t *testing.T, origin string) *Key {
	t.Helper()
	private, err := NewKey(origin)
	if err != nil {
		t.Fatal(err)
	}
	key, err := ReadKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func TestSignedText(t *testing.T) {
	key, stranger := newKey(t, "rectify-test"), newKey(t, "rectify-test")
	root := sha256.Sum256([]byte("root"))
	taken := Checkpoint{Origin: "rectify-test", Size: 12, Root: root[:], Time: time.Date(2023, 9, 13, 7, 0, 0, 0, time.UTC)}
	signed, err := key.Sign(taken)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(signed, taken.Text()+"\n— rectify-test ") {
		t.Errorf("signed text:\n%s", signed)
	}
	if got, err := Open(signed, stranger.Verifier(), key.Verifier()); err != nil || !got.Same(taken) || !got.Time.Equal(taken.Time) {
		t.Errorf("opened %v, %v", got, err)
	}
	if short := taken.Short(); !strings.HasPrefix(short, "rectify-test  12  ") || !strings.HasSuffix(short, "2023-09-13 15:00") ||
		!strings.Contains(short, hex.EncodeToString(root[:8])) {
		t.Error(short)
	}
	for name, c := range map[string]struct {
		text string
		keys []string
		want error
	}{
		"another size":         {strings.Replace(signed, "\n12\n", "\n13\n", 1), []string{key.Verifier()}, ErrSignature},
		"another key":          {signed, []string{stranger.Verifier()}, ErrUnsigned},
		"no key":               {signed, nil, ErrUnsigned},
		"no signature":         {taken.Text(), []string{key.Verifier()}, ErrMalformed},
		"nothing":              {"", []string{key.Verifier()}, ErrMalformed},
		"a key that is no key": {signed, []string{"rectify-test+0+0"}, ErrKey},
	} {
		if _, err := Open(c.text, c.keys...); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// What is no checkpoint is not taken for one, even when it is signed.
func TestParseIsStrict(t *testing.T) {
	sound := Checkpoint{Origin: "o", Size: 1, Root: make([]byte, 32), Time: time.Unix(0, 0)}.Text()
	if _, err := parse(sound); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"", "o\n1\n", strings.Replace(sound, "\n1\n", "\n01\n", 1), strings.Replace(sound, "\n1\n", "\n-1\n", 1),
		strings.Replace(sound, "A=\n", "B=\n", 1), strings.Replace(sound, "AAAA", "", 1), strings.TrimSuffix(sound, "\n"),
		strings.Replace(sound, "time ", "time x", 1), sound + "\n", "\n" + sound} {
		if c, err := parse(text); !errors.Is(err, ErrMalformed) {
			t.Errorf("%q was read as %v, %v", text, c, err)
		}
	}
}

// A key that is printed, or does not read, does not show itself.
func TestKeyKeepsItsSecret(t *testing.T) {
	private, err := NewKey("rectify-test")
	if err != nil {
		t.Fatal(err)
	}
	key, err := ReadKey(private)
	if err != nil {
		t.Fatal(err)
	}
	secret := strings.Split(private, "\n")[0]
	secret = secret[strings.LastIndex(secret, "+")+1:]
	if strings.Contains(fmt.Sprint(key), secret) || !strings.Contains(private, secret) {
		t.Error("the key prints itself")
	}
	for _, bad := range []string{"", "PRIVATE+KEY+x", private[1:], secret, strings.Split(private, "\n")[0]} {
		if _, err := ReadKey(bad); !errors.Is(err, ErrKey) || strings.Contains(err.Error(), secret) {
			t.Errorf("%v", err)
		}
	}
	for _, origin := range []string{"", "two words", "a+b"} {
		if _, err := NewKey(origin); err == nil {
			t.Errorf("a key for %q", origin)
		}
	}
	if OriginOf(key.Verifier()) != "rectify-test" || OriginOf("x") != "" {
		t.Error(OriginOf(key.Verifier()))
	}
}
