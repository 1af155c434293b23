package docx

var numerals = []string{"一", "二", "三", "四", "五", "六", "七", "八", "九"}

// Numeral writes 1 to 99 as headings have it: 十一.
func Numeral(n int) string {
	switch tens, ones := n/10, n%10; {
	case tens == 0:
		return numerals[n-1]
	case tens > 9:
		return Numeral(tens) + "百" // nobody has a hundred headings; it stays readable
	default:
		text := "十"
		if tens > 1 {
			text = numerals[tens-1] + text
		}
		if ones > 0 {
			text += numerals[ones-1]
		}
		return text
	}
}
