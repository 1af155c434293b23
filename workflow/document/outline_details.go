package document

import (
	"regexp"
	"slices"
	"strings"
)

// details are what an outline says of a problem or a measure beside its text.
type details struct {
	leader, unit, deadline string
	coUnits                []string
	unsure                 bool // read out of a sentence, not from a label
}

func (d details) any() bool {
	return d.leader != "" || d.unit != "" || d.deadline != "" || len(d.coUnits) > 0
}

// inherit fills what is missing from those above.
func (d details) inherit(above details) details {
	if d.leader == "" {
		d.leader = above.leader
	}
	if d.unit == "" {
		d.unit = above.unit
	}
	if d.deadline == "" {
		d.deadline = above.deadline
	}
	return d
}

// more are names that outlines use beside the headers of tables.
var more = map[Field][]string{
	FieldLeader:   {"牵头人", "责任人", "包案领导", "责任局领导"},
	FieldUnit:     {"牵头责任单位", "主责单位", "主责部门"},
	FieldCoUnits:  {"参与单位", "责任配合单位"},
	FieldDeadline: {"整改时间", "办结时限"},
}

// fieldOfLabel gives the field of each label.
var fieldOfLabel = func() map[string]Field {
	all := map[string]Field{}
	for _, f := range []Field{FieldLeader, FieldUnit, FieldCoUnits, FieldDeadline} {
		for _, name := range slices.Concat(synonyms[f], more[f]) {
			all[name] = f
		}
	}
	return all
}()

// detailLabel matches a label with its colon.
var detailLabel = func() *regexp.Regexp {
	var names []string
	for name := range fieldOfLabel {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { // the longer first: 牵头责任单位 before 责任单位
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	return regexp.MustCompile(`(` + strings.Join(names, "|") + `)\s*[:：]`)
}()

// byName matches the sentence that a plan uses in place of labels: 由某某同志牵头，某某处具体负责（负责牵头联系甲、乙）.
var byName = regexp.MustCompile(`[，,；;]?由([^，,。；;“”]{1,20}?)(?:同志)?牵头[，,、]([^，,。；;（(]{2,30}?)(?:具体)?负责(?:[（(](?:负责)?(?:牵头)?联系([^）)]*)[）)])?`)

// takeDetails splits the details off a paragraph: in brackets, behind labels at its end, or out of a sentence.
func takeDetails(s string) (text string, d details) {
	text = s
	for _, g := range brackets(s) {
		if inside := s[g.from:g.to]; labelsIn(inside) != nil {
			rest := d.read(inside)
			text = strings.Replace(text, s[g.open:g.close], rest, 1)
		}
	}
	if labels := labelsIn(text); labels != nil {
		at := labels[0][0]
		rest := d.read(text[at:])
		text = text[:at] + rest
	}
	if g := byName.FindStringSubmatchIndex(text); !d.any() && g != nil {
		d.leader, d.unit, d.unsure = strings.TrimSpace(text[g[2]:g[3]]), strings.TrimSpace(text[g[4]:g[5]]), true
		if g[6] >= 0 {
			d.coUnits = splitNames(text[g[6]:g[7]])
		}
		text = text[:g[0]] + text[g[1]:]
	}
	text = strings.TrimSpace(text)
	if d.any() && strings.Trim(text, "（）() ") == "" { // the brackets themselves stand on lines of their own
		text = ""
	}
	return text, d
}

// labelsIn finds the labels of a text as FindAllStringSubmatchIndex does. One in the middle of a word is none.
func labelsIn(s string) [][]int {
	var list [][]int
	for _, m := range detailLabel.FindAllStringSubmatchIndex(s, -1) {
		if standsApart(s[:m[0]]) {
			list = append(list, m)
		}
	}
	return list
}

// standsApart tells whether a label may follow this text.
func standsApart(before string) bool {
	return before == "" || strings.ContainsAny(before[lastRune(before):], "。；;，,、：: \t\n\u3000（(【〔")
}

// read takes the values behind the labels of s, and returns what follows the last of them and is no value.
func (d *details) read(s string) (rest string) {
	labels := labelsIn(s)
	before := strings.Trim(s[:labels[0][0]], "；;，,、。 \t\n\u3000（()）【】")
	for i, m := range labels {
		end := len(s)
		if i+1 < len(labels) {
			end = labels[i+1][0]
		} else if stop := strings.Index(s[m[1]:], "。"); stop >= 0 { // another sentence follows
			end = m[1] + stop
			rest = strings.Trim(s[end:], "。）)】 \t\n\u3000")
		}
		value := strings.Trim(s[m[1]:end], "；;，,、。 \t\n\u3000（【】")
		if strings.Count(value, "）")+strings.Count(value, ")") > strings.Count(value, "（")+strings.Count(value, "(") {
			value = strings.TrimRight(value, "）) ")
		}
		d.set(s[m[2]:m[3]], value)
	}
	return before + rest
}

// set enters the value of a label. A second value of the same kind is not lost: units go on as co-operating ones.
func (d *details) set(label, value string) {
	switch fieldOfLabel[label] {
	case FieldLeader:
		d.leader = both(d.leader, strings.TrimSuffix(value, "同志"))
	case FieldDeadline:
		d.deadline = both(d.deadline, value)
	case FieldCoUnits:
		d.coUnits = append(d.coUnits, splitNames(value)...)
	case FieldUnit:
		names := splitNames(value)
		if leads := strings.HasPrefix(label, "牵头") || strings.HasPrefix(label, "主责"); leads && d.unit != "" && len(names) > 0 {
			d.coUnits, d.unit = append([]string{d.unit}, d.coUnits...), ""
		}
		for _, name := range names {
			if d.unit == "" {
				d.unit = name
			} else if name != d.unit {
				d.coUnits = append(d.coUnits, name)
			}
		}
	}
}

func both(a, b string) string {
	if a == "" || a == b {
		return b
	}
	return a + "、" + b
}

// bracket is a pair of brackets in a text: the places of the brackets and of what is inside.
type bracket struct{ open, from, to, close int }

// brackets finds the outer pairs of brackets, of whatever width. One that is never closed ends with the text.
func brackets(s string) []bracket {
	var list []bracket
	depth := 0
	var at bracket
	for i, c := range s {
		size := len(string(c))
		switch c {
		case '（', '(', '【', '〔', '[':
			if depth == 0 {
				at = bracket{open: i, from: i + size}
			}
			depth++
		case '）', ')', '】', '〕', ']':
			if depth == 0 {
				continue
			}
			if depth--; depth == 0 {
				at.to, at.close = i, i+size
				list = append(list, at)
			}
		}
	}
	if depth > 0 {
		at.to, at.close = len(s), len(s)
		list = append(list, at)
	}
	return list
}
