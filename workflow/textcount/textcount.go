// Package textcount counts the characters of a text as an office does when it asks for "about 300 characters".
package textcount

import "unicode"

// notCounted are the characters that take no place of their own: white space (the ideographic space U+3000 and the
// no-break space included), controls, format characters (zero-width space and joiners, byte order mark, soft hyphen),
// and non-spacing or enclosing marks (accents and variation selectors belong to the character before them).
//
// In JavaScript the same set is /[\p{White_Space}\p{Cc}\p{Cf}\p{Mn}\p{Me}]/u; testdata/cases.json holds both to it.
var notCounted = []*unicode.RangeTable{unicode.White_Space, unicode.Cc, unicode.Cf, unicode.Mn, unicode.Me}

// Count returns the number of characters of s: punctuation counts, white space does not. A character is a Unicode code
// point, so an ideograph outside the basic plane is one and a digit or a Latin letter is one each. It equals the figure
// that word processors show as "characters, no spaces" for Chinese text. A byte that is not UTF-8 counts as one.
func Count(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.In(r, notCounted...) {
			n++
		}
	}
	return n
}
