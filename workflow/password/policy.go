package password

import (
	"unicode"
	"unicode/utf8"
)

// Policy is what a password that a person chooses must be like.
type Policy struct {
	Min, Max int // length in characters
	Classes  int // how many of capitals, small letters, digits and others it must mix; 1 asks for nothing
}

// The policies of the profiles. Length alone is what ASVS 5.0 (6.2) recommends; GB/T 22239-2019 8.1.4.1 demands
// "complexity", and three of four classes is how it is commonly read.
var (
	Standard = Policy{Min: 10, Max: 128, Classes: 1}
	DJBH3    = Policy{Min: 10, Max: 128, Classes: 3}
)

// Accepts reports whether a password is long, short and mixed enough.
func (p Policy) Accepts(secret string) bool {
	n := utf8.RuneCountInString(secret)
	return n >= p.Min && n <= p.Max && classes(secret) >= p.Classes
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
