package textcount

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"testing/quick"
)

// The cases are shared with the console, whose count beside a text box must be the one the service enforces.
func TestCount(t *testing.T) {
	data, err := os.ReadFile("testdata/cases.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Text  string
		Count int
		Why   string
	}
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	if len(cases) < 20 {
		t.Fatalf("only %d shared cases: the file was cut", len(cases))
	}
	for _, c := range cases {
		if got := Count(c.Text); got != c.Count {
			t.Errorf("%s: Count(%+q) = %d, want %d", c.Why, c.Text, got, c.Count)
		}
	}
}

// Counting in parts gives the same as counting the whole, wherever the text is cut between characters.
func TestCountAdds(t *testing.T) {
	adds := func(a, b []rune) bool { return Count(string(a)+string(b)) == Count(string(a))+Count(string(b)) }
	if err := quick.Check(adds, nil); err != nil {
		t.Fatal(err)
	}
}

// JSON cannot carry broken UTF-8, so this case is not among the shared ones.
func TestCountBrokenUTF8(t *testing.T) {
	if got := Count("整\xff改"); got != 3 {
		t.Fatalf("got %d, want 3", got)
	}
}

func BenchmarkCount(b *testing.B) {
	text := strings.Repeat("各责任处室每周三前报送整改进展情况。 ", 30)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Count(text)
	}
}
