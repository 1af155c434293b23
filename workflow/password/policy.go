package password

import (
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/ccojocar/zxcvbn-go"
)

// Policy is what a password that a person chooses must be like.
type Policy struct {
	Min, Max int           // length in characters
	Classes  int           // how many of capitals, small letters, digits and others it must mix; 1 asks for nothing
	MaxAge   time.Duration // after which it must be changed; 0 for never
	Remember int           // how many passwords before may not be chosen again, at most Kept
}

// Kept is how many former passwords of a user are kept.
const Kept = 5

// The policies of the profiles. Length and no common password is what ASVS 5.0 (6.2) recommends, and neither composition
// nor expiry; GB/T 22239-2019 8.1.4.1 demands "complexity" and "regular change", and three of four classes and 90 days is how
// it is commonly read.
var (
	Standard = Policy{Min: 10, Max: 128, Classes: 1}
	DJBH3    = Policy{Min: 10, Max: 128, Classes: 3, MaxAge: 90 * 24 * time.Hour, Remember: Kept}
)

// Accepts reports whether a password is long, short and mixed enough.
func (p Policy) Accepts(secret string) bool {
	n := utf8.RuneCountInString(secret)
	return n >= p.Min && n <= p.Max && classes(secret) >= p.Classes
}

// Expired reports whether a password that was chosen at a time must be changed now.
func (p Policy) Expired(chosen, now time.Time) bool {
	return p.MaxAge > 0 && now.Sub(chosen) >= p.MaxAge
}

// Common reports whether a password is among the first that guessers try: a common password or word, a name given in
// hints, a row of keys, a repetition, or a few of these together.
func Common(secret string, hints ...string) bool {
	const longest = 64 // what follows cannot make it worse, and the estimate of a long text takes long
	if runes := []rune(secret); len(runes) > longest {
		secret = string(runes[:longest])
	}
	return zxcvbn.PasswordStrength(secret, append(hints, "rectify")).Score < 2 // fewer than a million guesses
}

func classes(secret string) int {
	var upper, lower, digit, other int
	for _, r := range secret {
		switch {
		case unicode.IsUpper(r):
			upper = 1
		case unicode.IsLower(r):
			lower = 1
		case unicode.IsDigit(r):
			digit = 1
		default:
			other = 1
		}
	}
	return upper + lower + digit + other
}
