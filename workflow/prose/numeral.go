package prose

import (
	"strconv"
	"strings"
)

// numeral writes a number in one of Word's formats (ST_NumberFormat). A format that no Chinese document uses is written in
// Arabic digits.
func numeral(n int, format string) string {
	switch format {
	case "none":
		return ""
	case "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand",
		"ideographDigital", "japaneseDigitalTenThousand", "koreanDigital":
		return chinese(n)
	case "upperLetter", "lowerLetter":
		return letter(n, format == "upperLetter")
	case "upperRoman":
		return roman(n)
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "decimalZero":
		if 0 < n && n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese", "ideographEnclosedCircle":
		if 1 <= n && n <= 20 {
			return string(rune('①' + n - 1))
		}
	}
	return strconv.Itoa(n)
}

const chineseDigits = "〇一二三四五六七八九"

// chinese writes 1 to 999 as people count: 十, 十一, 二十, 一百零一.
func chinese(n int) string {
	if n < 0 || n > 999 {
		return strconv.Itoa(n)
	}
	digits := []rune(chineseDigits)
	var b strings.Builder
	hundreds, tens, ones := n/100, n/10%10, n%10
	if hundreds > 0 {
		b.WriteString(string(digits[hundreds]) + "百")
	}
	switch {
	case tens == 1 && hundreds == 0:
		b.WriteString("十")
	case tens > 0:
		b.WriteString(string(digits[tens]) + "十")
	case hundreds > 0 && ones > 0:
		b.WriteString("零")
	}
	if ones > 0 || n == 0 {
		b.WriteRune(digits[ones])
	}
	return b.String()
}

func letter(n int, upper bool) string {
	if n < 1 || n > 780 { // Word repeats the letter: aa, bb … thirty times
		return strconv.Itoa(n)
	}
	first := 'a'
	if upper {
		first = 'A'
	}
	return strings.Repeat(string(first+rune((n-1)%26)), (n-1)/26+1)
}

func roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, r := range []struct {
		value int
		sign  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for n >= r.value {
			b.WriteString(r.sign)
			n -= r.value
		}
	}
	return b.String()
}
