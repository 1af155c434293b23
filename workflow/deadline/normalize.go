package deadline

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

var (
	strayTags  = regexp.MustCompile(`(?i)</?(?:p|br|span|div|b|font|td)\b[^<>]*>|&nbsp;`)
	dashes     = regexp.MustCompile(`[—–―‒−─~〜∼-]+`)
	spacedOut  = regexp.MustCompile(`(^|[^\d ])(\d(?: \d)+)([年月日号])`)
	zeroLetter = regexp.MustCompile(`([一二三四五六七八九])[Oo0]([〇零○一二三四五六七八九])`) // 二O二三年
	anySpace   = regexp.MustCompile(`\s+`)
	outerSpace = regexp.MustCompile(`(^|\D) | (\D|$)`)
)

// normalize brings an expression to one spelling: half-width forms, "-" for every dash, no tags that a copy from a web
// page left behind, no spaces except between two numbers, Arabic figures for numbers that count or date something.
func normalize(raw string) string {
	s := strayTags.ReplaceAllString(raw, " ")
	s = norm.NFKC.String(s) // also maps the radicals that PDF copies contain (⽉) to ideographs (月)
	s = zeroLetter.ReplaceAllString(s, "${1}〇$2")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == mark:
			return '?' // the mark is ours
		case unicode.IsSpace(r):
			return ' '
		case unicode.In(r, unicode.Cf, unicode.Cc, unicode.Mn):
			return -1
		}
		return r
	}, s)
	s = dashes.ReplaceAllString(s, "-")
	s = anySpace.ReplaceAllString(s, " ")
	s = outerSpace.ReplaceAllString(s, "$1$2")
	s = outerSpace.ReplaceAllString(s, "$1$2") // neighbours of a one-character word overlap in the first pass
	s = spacedOut.ReplaceAllStringFunc(s, func(m string) string { return strings.ReplaceAll(m, " ", "") })
	return arabic(s)
}

const chineseDigits = "〇零○一二三四五六七八九十两廿卅百"

// counted are the words that make a Chinese numeral before them a number to be read. 分 is left to clock times.
var counted = []string{"年", "月", "日", "号", "个", "季度", "周", "星期", "天", "时", "点", "小时", "工作日", "次"}

// arabic rewrites the Chinese numerals that date or count something. 二〇二三年九月 becomes 2023年9月; weekdays (周三),
// enumerations (一、) and words (统一) stay.
func arabic(s string) string {
	runes := []rune(s)
	var b strings.Builder
	for i := 0; i < len(runes); {
		end := numeralEnd(runes, i)
		if end == i {
			b.WriteRune(runes[i])
			i++
			continue
		}
		if weekdayBefore(runes[:i]) && !hasAny(runes[end:], []string{"次", "个", "期", "报", "篇"}) {
			b.WriteRune(runes[i]) // 周三十五时: the first numeral names the day
			i++
			continue
		}
		text := string(runes[i:end])
		if n, ok := numeralValue(text); ok && (isCounted(runes, end) || clockMinutes(b.String(), runes[end:])) {
			text = strconv.Itoa(n)
		}
		b.WriteString(text)
		i = end
	}
	return b.String()
}

// clockMinutes tells whether a numeral between what is written and what follows is the minutes of 15时三十分.
func clockMinutes(written string, rest []rune) bool {
	return hasAny(rest, []string{"分"}) && (strings.HasSuffix(written, "时") || strings.HasSuffix(written, "点"))
}

func numeralEnd(runes []rune, i int) int {
	for i < len(runes) && strings.ContainsRune(chineseDigits, runes[i]) {
		i++
	}
	return i
}

func weekdayBefore(before []rune) bool {
	s := string(before[max(0, len(before)-2):])
	return strings.HasSuffix(s, "周") || strings.HasSuffix(s, "星期") || strings.HasSuffix(s, "礼拜")
}

// isCounted tells whether a numeral that ends at i counts or dates something, directly or as the first of a range (一至四月).
func isCounted(runes []rune, i int) bool {
	if hasAny(runes[i:], counted) {
		return true
	}
	if i < len(runes) && strings.ContainsRune("至到-", runes[i]) {
		end := i + 1
		for end < len(runes) && (unicode.IsDigit(runes[end]) || strings.ContainsRune(chineseDigits, runes[end])) {
			end++
		}
		return end > i+1 && hasAny(runes[end:], counted)
	}
	return false
}

func hasAny(runes []rune, prefixes []string) bool {
	head := string(runes[:min(len(runes), 4)])
	for _, p := range prefixes {
		if strings.HasPrefix(head, p) {
			return true
		}
	}
	return false
}

var positional = regexp.MustCompile(`^(?:([一二三四五六七八九])?百零?)?(?:([一二两三四五六七八九])?(十)|([廿卅]))?([一二三四五六七八九])?$`)

// numeralValue reads a numeral: by places (二十八, 一百零五) when it has a place word, digit by digit (二〇二三) otherwise.
func numeralValue(s string) (int, bool) {
	if !strings.ContainsAny(s, "十百廿卅") {
		n := 0
		for _, r := range s {
			if n = n*10 + digitValue(r); n > 1_000_000 {
				return 0, false
			}
		}
		return n, true
	}
	m := positional.FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	n := 0
	if strings.Contains(s, "百") {
		n = 100 * max(1, digitOf(m[1]))
	}
	switch {
	case m[3] != "":
		n += 10 * max(1, digitOf(m[2]))
	case m[4] == "廿":
		n += 20
	case m[4] == "卅":
		n += 30
	}
	return n + digitOf(m[5]), true
}

func digitOf(s string) int {
	for _, r := range s {
		return digitValue(r)
	}
	return 0
}

func digitValue(r rune) int {
	switch r {
	case '〇', '零', '○':
		return 0
	case '两':
		return 2
	}
	return strings.IndexRune("一二三四五六七八九", r)/len("一") + 1
}
