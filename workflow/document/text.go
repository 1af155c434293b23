package document

import (
	"regexp"
	"strings"
	"unicode"
)

var (
	// strayTag matches the tags that text recognition and web forms leave behind. Other text in angle brackets stays.
	strayTag = regexp.MustCompile(`(?i)</?(?:p|br|div|span|b|i|u|strong|em|font)(?:\s[^<>]*)?/?>`)
	lineTag  = regexp.MustCompile(`(?i)<br\s*/?>|</p>\s*<p>`)
	nbsp     = strings.NewReplacer("&nbsp;", " ", "\u00a0", " ", "\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n")
)

// clean takes out stray tags, characters that do not show, and blanks at the ends. It returns the tags it took out, for
// the finding.
func clean(s string) (text, tags string) {
	s = nbsp.Replace(s)
	tags = strings.Join(strayTag.FindAllString(s, -1), " ")
	if tags != "" {
		s = lineTag.ReplaceAllString(s, "\n")
		s = strayTag.ReplaceAllString(s, "")
	}
	s = strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return r
		}
		if unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar || r == '\ufffe' || r == '\uffff' {
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(s), tags
}

// narrow gives the half-width form of brackets, digits and full stops, which typists mix.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case '０' <= r && r <= '９':
			return r - '０' + '0'
		case r == '（' || r == '﹙' || r == '【' || r == '〔':
			return '('
		case r == '）' || r == '﹚' || r == '】' || r == '〕':
			return ')'
		case r == '．':
			return '.'
		case r == '：':
			return ':'
		}
		return r
	}, s)
}

// squeeze takes out all blanks, full-width ones and line breaks too.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// finished tells whether a text ends like a sentence; one that does not may go on in the next row.
func finished(s string) bool {
	s = strings.TrimRight(s, "”’\"')）】》")
	return s == "" || strings.ContainsAny(s[lastRune(s):], "。！？；….!?;")
}

func lastRune(s string) int {
	last := 0
	for i := range s {
		last = i
	}
	return last
}

// plainNumber and doubleNumber match what may stand in the column of numbers: "1", "一", "1-2", "1(21)".
var (
	plainNumber  = regexp.MustCompile(`^([0-9一二三四五六七八九十百.\-—]+)$`)
	doubleNumber = regexp.MustCompile(`^([0-9一二三四五六七八九十百.\-—]+)\(([^()]+)\)$`)
)

// splitNumber reads "1 (21)" as the bureau's own number and the superior's. Another form is kept whole, and ok is false.
func splitNumber(s string) (own, superior string, ok bool) {
	n := strings.TrimRight(squeeze(narrow(s)), ".、")
	if m := doubleNumber.FindStringSubmatch(n); m != nil {
		return m[1], m[2], true
	}
	if plainNumber.MatchString(n) {
		return n, "", true
	}
	return s, "", false
}

var (
	// listMark is a list number in front of a text. A digit right after it makes it a decimal or a date: 1.5万吨, 9.15前.
	listMark   = regexp.MustCompile(`^(?:[（(]\s*([0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})\s*[）)]\s*[、.．]?|([0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})\s*[、.．]|([①-⑳]))\s*`)
	digitFirst = regexp.MustCompile(`^[0-9０-９]`)
	// innerMark is one more list number inside of a text, at the start of a sentence.
	innerMark = regexp.MustCompile(`[。；;.\n\s]\s*(?:[0-9０-９]{1,2}\s*[.．、]\s*)+[^0-9０-９\s]`)
	ordinal   = regexp.MustCompile(`(?:^|[。；;，,.\s])\s*[一二三四五六七八九十]是`)
)

// marked is a measure's text with its list number split off.
type marked struct {
	number, mark, text string
	doubled            bool // "3. 1."
	several            bool // more list numbers follow inside, so nothing was split off
}

// splitMark splits the list number off a measure. "3. 1." is one doubled number. A cell that holds a whole list is left
// as it is: taking the first number away would mutilate the list.
func splitMark(s string) marked {
	m := marked{text: s}
	rest := s
	for depth := 0; depth < 3; depth++ {
		g := listMark.FindStringSubmatch(rest)
		if g == nil {
			break
		}
		after := rest[len(g[0]):]
		if digitFirst.MatchString(after) && !listMark.MatchString(after) {
			break
		}
		if m.number != "" {
			m.number, m.doubled = m.number+".", true
		}
		m.number += narrow(g[1] + g[2] + g[3])
		rest = after
	}
	if m.number == "" || rest == "" {
		return marked{text: s}
	}
	if innerMark.MatchString(rest) {
		return marked{text: s, doubled: m.doubled, several: true}
	}
	m.mark, m.text = s[:len(s)-len(rest)], rest
	return m
}

// separator is the sign after a list number: "、" or "." or ")".
func separator(mark string) string {
	mark = strings.TrimSpace(mark)
	return narrow(mark[lastRune(mark):])
}
