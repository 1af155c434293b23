package password

import (
	"strings"
	"testing"
	"time"
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

func TestCommon(t *testing.T) {
	for secret, want := range map[string]bool{
		"password123": true, "Password123!": true, "qwertyuiop": true, "1qaz2wsx3edc": true, "aaaaaaaa1A": true, "1234567890": true,
		"Admin@12345": true, "P@ssw0rd2023": true, "rectify2026": true, "zhang.san-1": true, "abcdefghij": true,
		"correct horse battery": false, "整改到位不反弹请放心": false, "Zhenggai-2023": false, OneTime(): false,
		strings.Repeat("correct horse battery ", 5): false,
	} {
		if got := Common(secret, "zhang.san"); got != want {
			t.Errorf("%q: %v", secret, got)
		}
	}
}

func TestExpired(t *testing.T) {
	chosen := time.Date(2023, 8, 29, 1, 0, 0, 0, time.UTC)
	last := chosen.Add(90*24*time.Hour - time.Second)
	if DJBH3.Expired(chosen, last) || !DJBH3.Expired(chosen, last.Add(time.Second)) || Standard.Expired(chosen, last.AddDate(10, 0, 0)) {
		t.Error("a password lasts 90 days, or for ever")
	}
}
