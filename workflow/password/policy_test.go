package password

import (
	"strings"
	"testing"
)

func TestPolicies(t *testing.T) {
	for _, c := range []struct {
		secret          string
		standard, djbh3 bool
	}{
		{"aaaaaaaaa", false, false},
		{"aaaaaaaaaa", true, false},
		{"aaaaaaaa1A", true, true},
		{"aaaaaaaa1 ", true, true},
		{"AAAAAAAA1", false, false}, // nine
		{"整改到位不反弹请放心", true, false},
		{"整改到位不反弹Ok1", true, true},
		{strings.Repeat("整", 127) + "1", true, false},
		{strings.Repeat("a", 126) + "A1", true, true},
		{strings.Repeat("a", 127) + "A1", false, false},
	} {
		if Standard.Accepts(c.secret) != c.standard || DJBH3.Accepts(c.secret) != c.djbh3 {
			t.Errorf("%q: standard %v, djbh3 %v", c.secret, Standard.Accepts(c.secret), DJBH3.Accepts(c.secret))
		}
	}
	if longest := strings.Repeat("整", Standard.Max); !Check(Hash(longest), longest) {
		t.Error("a password of the greatest length is accepted and then never right")
	}
}
