package password

import (
	"regexp"
	"strings"
	"testing"
)

func TestCheck(t *testing.T) {
	phc := Hash("正确的口令")
	for name, c := range map[string]struct {
		phc, password string
		want          bool
	}{
		"right":         {phc, "正确的口令", true},
		"wrong":         {phc, "错误的口令", false},
		"empty":         {phc, "", false},
		"unknown user":  {"", "正确的口令", false},
		"unreadable":    {"plain", "plain", false},
		"other version": {"$argon2id$v=16$m=19456,t=2,p=1$c2FsdA$a2V5", "x", false},
		"too long":      {phc, string(make([]byte, maxLen+1)), false},
	} {
		if got := Check(c.phc, c.password); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if first, second := Hash("a"), Hash("a"); first == second {
		t.Error("two hashes share a salt")
	}
}

func TestOneTime(t *testing.T) {
	form := regexp.MustCompile(`^([a-hj-km-np-z2-9]{5}-){3}[a-hj-km-np-z2-9]{5}$`)
	seen := map[string]bool{}
	for range 100 {
		p := OneTime()
		if !form.MatchString(p) || seen[p] {
			t.Fatalf("%q", p)
		}
		seen[p] = true
	}
}

func TestHalves(t *testing.T) {
	first, second := Half(), Half()
	for _, code := range []string{first + "-" + second, first + second, " " + strings.ToUpper(first) + "  " + second + " ", strings.ReplaceAll(first, "-", "") + second} {
		if a, b := Halves(code); a != first || b != second {
			t.Errorf("%q: %q, %q", code, a, b)
		}
	}
	for _, code := range []string{"", first, first + second + "a", "整改"} {
		if a, b := Halves(code); a != "" || b != "" {
			t.Errorf("%q: %q, %q", code, a, b)
		}
	}
}
