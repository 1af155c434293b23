package prose

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// numberingPart is word/numbering.xml (ECMA-376 17.9).
type numberingPart struct {
	Abstract []struct {
		ID     string      `xml:"abstractNumId,attr"`
		Levels []listLevel `xml:"lvl"`
	} `xml:"abstractNum"`
	Numbers []struct {
		ID       string `xml:"numId,attr"`
		Abstract val    `xml:"abstractNumId"`
		Override []struct {
			Level string     `xml:"ilvl,attr"`
			Start *val       `xml:"startOverride"`
			Whole *listLevel `xml:"lvl"`
		} `xml:"lvlOverride"`
	} `xml:"num"`
}

// val is an element with nothing but a value.
type val struct {
	Val string `xml:"val,attr"`
}

func (v *val) number(otherwise int) int {
	if v == nil {
		return otherwise
	}
	if n, err := strconv.Atoi(v.Val); err == nil {
		return n
	}
	return otherwise
}

type listLevel struct {
	Level   string `xml:"ilvl,attr"`
	Start   *val   `xml:"start"`
	Format  val    `xml:"numFmt"`
	Text    val    `xml:"lvlText"`
	Restart *val   `xml:"lvlRestart"`
	Legal   *val   `xml:"isLgl"`
	Style   val    `xml:"pStyle"`
}

// maxLevels is how many levels a list of Word has.
const maxLevels = 9

// list is one w:num: its levels, and the counters it shares with the lists of the same abstract definition.
type list struct {
	levels   [maxLevels]*listLevel
	starts   [maxLevels]int // where this list begins anew; -1 for nowhere
	begun    [maxLevels]bool
	counters *[maxLevels]int
}

// lists numbers paragraphs as Word would print them.
type lists map[string]*list

func readLists(content []byte) (lists, error) {
	all := lists{}
	if content == nil {
		return all, nil
	}
	var part numberingPart
	if err := xml.Unmarshal(content, &part); err != nil {
		return nil, err
	}
	abstract := map[string]*list{}
	for _, a := range part.Abstract {
		l := &list{counters: new([maxLevels]int)}
		for i := range a.Levels {
			if n, ok := levelOf(a.Levels[i].Level); ok {
				l.levels[n] = &a.Levels[i]
				l.counters[n] = a.Levels[i].Start.number(0) - 1
			}
		}
		abstract[a.ID] = l
	}
	for _, n := range part.Numbers {
		base := abstract[n.Abstract.Val]
		if base == nil {
			continue
		}
		l := &list{levels: base.levels, counters: base.counters}
		for i := range l.starts {
			l.starts[i] = -1
		}
		for _, o := range n.Override {
			i, ok := levelOf(o.Level)
			if !ok {
				continue
			}
			if o.Whole != nil {
				l.levels[i] = o.Whole
				l.starts[i] = o.Whole.Start.number(0)
			}
			if o.Start != nil {
				l.starts[i] = o.Start.number(0)
			}
		}
		all[n.ID] = l
	}
	return all, nil
}

func levelOf(s string) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && 0 <= n && n < maxLevels
}

// levelOfStyle finds the level of a list that belongs to a paragraph style.
func (l *list) levelOfStyle(style string) int {
	for i, level := range l.levels {
		if level != nil && level.Style.Val == style {
			return i
		}
	}
	return 0
}

// next counts one paragraph on a level and gives its number as printed: "" for bullets and unknown lists.
func (all lists) next(id string, level int) string {
	l := all[id]
	if l == nil || level < 0 || level >= maxLevels || l.levels[level] == nil {
		return ""
	}
	if l.starts[level] >= 0 && !l.begun[level] {
		l.counters[level] = l.starts[level] - 1
	}
	l.begun[level] = true
	for above := range level { // a level that was never printed counts as begun
		if lv := l.levels[above]; lv != nil && l.counters[above] < lv.Start.number(0) {
			l.counters[above] = lv.Start.number(0)
		}
	}
	l.counters[level]++
	for below := level + 1; below < maxLevels; below++ {
		if lv := l.levels[below]; lv != nil && (lv.Restart == nil || lv.Restart.number(below) != 0) {
			l.counters[below] = lv.Start.number(0) - 1
		}
	}
	return l.print(level)
}

func (l *list) print(level int) string {
	own := l.levels[level]
	if own.Format.Val == "bullet" || own.Format.Val == "none" && own.Text.Val == "" {
		return ""
	}
	s := own.Text.Val
	for i := range maxLevels {
		mark := "%" + strconv.Itoa(i+1)
		if l.levels[i] == nil || !strings.Contains(s, mark) {
			continue
		}
		format := l.levels[i].Format.Val
		if own.Legal != nil && own.Legal.Val != "0" && own.Legal.Val != "false" {
			format = "decimal"
		}
		s = strings.ReplaceAll(s, mark, numeral(l.counters[i], format))
	}
	return s
}
