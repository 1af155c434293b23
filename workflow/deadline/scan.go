package deadline

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// mark stands for one point in time in reading.rest.
const mark = '◇'

var (
	digits     = regexp.MustCompile(`^\d+`)
	afterPoint = regexp.MustCompile(`◇(?:\(?(?:周|星期|礼拜)[一二三四五六日天]\)?)?(?:(?:上午|中午|下午)?\d{1,2}[时点:](?:\d{1,2}分?|半)?)?(?:起|开始)?[-至到、和及]$`)
)

// scan finds the points of the text and puts mark in their place in rest.
func (r *reading) scan() {
	var rest strings.Builder
	for s := r.text; s != ""; {
		p, n := r.pointAt(s, rest.String())
		switch {
		case n > 0:
			p.raw = s[:n]
			r.points = append(r.points, p)
			rest.WriteRune(mark)
		default:
			if n = len(digits.FindString(s)); n == 0 { // a number is passed over whole: there is no date inside 2024010100123
				_, n = utf8.DecodeRuneInString(s)
			}
			rest.WriteString(s[:n])
		}
		s = s[n:]
	}
	r.rest = strings.ReplaceAll(rest.String(), " ", "")
}

// pointAt reads a point at the beginning of s, where before is already rewritten; n is its length, 0 when there is none.
func (r *reading) pointAt(s, before string) (p point, n int) {
	for _, f := range wholeForms {
		if m := f.pattern.FindStringSubmatch(s); m != nil {
			p = point{}
			if f.fill(r, &p, m[2:], before) {
				return p, len(m[1])
			}
		}
	}
	p = point{}
	if m := yearForm.FindStringSubmatch(s); m != nil {
		r.fillYear(&p, m[1:])
		n = len(m[0])
	}
	for _, f := range partForms {
		if m := f.pattern.FindStringSubmatch(s[n:]); m != nil && f.fill(r, &p, m[2:], before) {
			return p, n + len(m[1])
		}
	}
	if n > 0 {
		m := yearTail.FindStringSubmatch(s[n:])
		fillYearTail(&p, m[1:])
		n += len(m[0])
	}
	return p, n
}
