package docx

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// titleWidth is how many characters of a title one line holds: 19 × 22 pt of 442 pt, and a little room on both sides.
const titleWidth = 19

// breakTitle breaks a long title into lines of about the same length, as GB/T 9704 7.3.1 wants it: whole words, symmetric,
// no line of a single character. Lines that the writer broke himself stay as they are.
func breakTitle(title string) string {
	var broken []string
	for _, line := range lines(title) {
		broken = append(broken, balance([]rune(line))...)
	}
	return strings.Join(broken, "\n")
}

func balance(title []rune) []string {
	n := (len(title) + titleWidth - 1) / titleWidth
	var parts []string
	for ; n > 1; n-- {
		cut := bestCut(title, len(title)/n, n-1)
		parts = append(parts, string(title[:cut]))
		title = title[cut:]
	}
	return append(parts, string(title))
}

// words of titles that no line end goes through.
var wholeWords = regexp.MustCompile(`关于|巡视|巡察|反馈|意见|集中|整改|专项|工作|方案|情况|进展|报告|报送|备案|会议|纪要|周报|汇总|措施|` +
	`一览表|落实|建设|运行|管理|城市|党组|党委|领导|小组|办公室|审计|销号|对账|问题|第[0-9]+期|[0-9]+年|[0-9]+月|[0-9]+日|[A-Za-z0-9]+`)

// bestCut finds the best place for a line end near the wanted one, so that the rest fits into the lines that are left. It
// counts against a place how far it is away, and much more if it is inside of what belongs together.
func bestCut(title []rune, wanted, left int) int {
	inside := map[int]bool{}
	for _, m := range wholeWords.FindAllStringIndex(string(title), -1) {
		from, to := utf8.RuneCountInString(string(title)[:m[0]]), utf8.RuneCountInString(string(title)[:m[1]])
		for i := from + 1; i < to; i++ {
			inside[i] = true
		}
	}
	best, least := wanted, 1<<30
	for cut := max(2, len(title)-left*titleWidth); cut <= min(titleWidth, len(title)-2); cut++ {
		cost := 2 * abs(cut-wanted)
		last, first := title[cut-1], title[cut]
		switch {
		case inside[cut], strings.ContainsRune("（《“‘〔对和与及向", last), strings.ContainsRune("的、，。》）”’：；了和与", first):
			cost += 40
		case strings.ContainsRune("、，》）”：组局委办", last), strings.HasPrefix(string(title[cut:]), "关于"):
			cost -= 6
		}
		if strings.HasSuffix(string(title[:cut]), "关于") {
			cost += 40
		}
		if cost < least {
			best, least = cut, cost
		}
	}
	return best
}

func abs(n int) int { return max(n, -n) }
