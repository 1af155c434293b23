package document

import (
	"regexp"
	"strconv"
	"strings"
)

// form is how a number in front of a paragraph is written. Official documents number their levels in this order (GB/T
// 9704, 7.3.3); a problem that is called one may stand anywhere among them.
type form int

// The forms, from the highest level down.
const (
	noForm      form = iota
	headingForm      // a heading without a number
	chapter          // 一、
	section          // （一）
	item             // 1.
	subItem          // （1）
	subSubItem       // ①
	problemForm      // 问题一：
)

const han = `[一二三四五六七八九十百]{1,5}`

// forms match the numbers. A digit right after a full stop makes it a decimal or a date.
var forms = []struct {
	form form
	re   *regexp.Regexp
}{
	{problemForm, regexp.MustCompile(`^(?:具体)?问题\s*(` + han + `|[0-9０-９]{1,3})\s*[:：、.．]\s*`)},
	{section, regexp.MustCompile(`^[（(]\s*(` + han + `)\s*[）)]\s*[、.．]?\s*`)},
	{subItem, regexp.MustCompile(`^[（(]\s*([0-9０-９]{1,3})\s*[）)]\s*[、.．]?\s*`)},
	{subItem, regexp.MustCompile(`^([0-9０-９]{1,3})\s*[）)]\s*[、.．]?\s*`)},
	{subSubItem, regexp.MustCompile(`^([①-⑳])\s*[、.．]?\s*`)},
	{chapter, regexp.MustCompile(`^(` + han + `)\s*[、.．]\s*`)},
	{item, regexp.MustCompile(`^([0-9０-９]{1,3})\s*(?:[（(]\s*([0-9０-９]{1,3})\s*[）)])\s*[、.．]?\s*`)},
	{item, regexp.MustCompile(`^([0-9０-９]{1,3})\s*[、.．]\s*`)},
}

// numbered is a paragraph with its number split off.
type numbered struct {
	form     form
	value    int    // 1, 2, 3 …
	superior string // the second number of "1（21）"
	mark     string // as written, "（一）"
	text     string
}

// splitNumbered splits the number off a paragraph.
func splitNumbered(s string) numbered {
	for _, f := range forms {
		g := f.re.FindStringSubmatch(s)
		if g == nil {
			continue
		}
		rest := s[len(g[0]):]
		if f.form == item && !strings.HasSuffix(strings.TrimSpace(g[0]), "、") && digitFirst.MatchString(rest) && !listMark.MatchString(rest) {
			continue
		}
		n := numbered{form: f.form, value: valueOf(g[1]), mark: g[0], text: rest}
		if len(g) > 2 {
			n.superior = narrow(g[2])
		}
		return n
	}
	return numbered{text: s}
}

// valueOf reads a number in Arabic digits, Chinese numerals or a circle; 0 is none.
func valueOf(s string) int {
	r := []rune(narrow(s))
	if len(r) == 1 && '①' <= r[0] && r[0] <= '⑳' {
		return int(r[0]-'①') + 1
	}
	if n, err := strconv.Atoi(string(r)); err == nil {
		return n
	}
	total, digit := 0, 0
	for _, c := range r {
		switch i := strings.IndexRune("一二三四五六七八九", c); {
		case i >= 0:
			digit = i/len("一") + 1
		case c == '十':
			total, digit = total+max(digit, 1)*10, 0
		case c == '百':
			total, digit = total+max(digit, 1)*100, 0
		default:
			return 0
		}
	}
	return total + digit
}
