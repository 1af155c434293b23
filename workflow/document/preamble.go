package document

import (
	"regexp"
	"strings"

	"rectify/workflow/words"
)

var (
	// label matches the fixed words of the lines above the table.
	label = regexp.MustCompile(`(填报单位|报送单位|填报部门|联系人|联系电话|联系方式)\s*[:：]\s*`)
	// bareLabel is a label in a cell of its own, without a colon.
	bareLabel = regexp.MustCompile(`^(填报单位|报送单位|填报部门|联系人|联系电话|联系方式)$`)
	annexLine = regexp.MustCompile(`^附件[一二三四五六七八九十0-9]*[:：]?$`)
	// annexName is one name in the list of annexes: 附件：1. 整改措施一览表
	annexName = regexp.MustCompile(`^[-•]?(?:附件:?)?(?:[0-9]{1,2}[.、])?([^。;]*一览表)[。;]?$`)
	// usualTitle is what the title of a table says.
	usualTitle = "措施一览表"
)

// readPreamble reads the title and the lines 填报单位 / 联系人 / 联系电话.
func (r *reader) readPreamble() {
	for row := 1; row < r.row; row++ {
		r.readLine(row)
	}
	t := r.table
	switch {
	case t.Title == "":
		r.tellColumn(Confirm, 0, 0, words.DocumentTitleMissing, nil, words.ExpectTitle)
	case !strings.Contains(squeeze(t.Title), usualTitle):
		r.tellColumn(Confirm, 0, 0, words.DocumentTitleDiffers, words.Params{"title": t.Title}, words.ExpectTitle)
	}
	var blank []string
	for _, line := range []struct{ name, value string }{
		{"填报单位", t.ReportingUnit}, {"联系人", t.Contact}, {"联系电话", t.Phone},
	} {
		if line.value == "" {
			blank = append(blank, line.name)
		}
	}
	if blank != nil {
		r.tellColumn(Confirm, 0, 0, words.DocumentContactBlank, words.Params{"lines": strings.Join(blank, "、")}, "")
	}
}

// readLine reads one row outside of the table. A label's value stands behind its colon or in the next filled cell.
func (r *reader) readLine(row int) {
	var waiting *string // the label that still has no value
	for _, column := range r.filled(row) {
		text := r.at(row, column).text
		r.look(row, column)
		labels := label.FindAllStringSubmatchIndex(text, -1)
		switch {
		case bareLabel.MatchString(text):
			waiting = r.lineFor(text)
			continue
		case labels == nil && waiting != nil && *waiting == "":
			*waiting, waiting = text, nil
			continue
		case labels == nil:
			r.readFreeText(row, column, text)
			continue
		}
		if before := strings.TrimSpace(text[:labels[0][0]]); before != "" {
			r.readFreeText(row, column, before)
		}
		for i, m := range labels {
			end := len(text)
			if i+1 < len(labels) {
				end = labels[i+1][0]
			}
			value := strings.TrimSpace(text[m[1]:end])
			line := r.lineFor(text[m[2]:m[3]])
			switch {
			case value == "":
				waiting = line
			case *line == "":
				*line, waiting = value, nil
			case *line != value:
				r.tellColumn(Confirm, row, column, words.DocumentLineIgnored, words.Params{"text": text}, "")
			}
		}
	}
}

func (r *reader) lineFor(label string) *string {
	switch label {
	case "联系人":
		return &r.table.Contact
	case "联系电话", "联系方式":
		return &r.table.Phone
	}
	return &r.table.ReportingUnit
}

// readFreeText takes the first free line above the table as its title; every other line is quoted in a finding.
func (r *reader) readFreeText(row, column int, text string) {
	if row < r.row && r.table.Title == "" && !annexLine.MatchString(squeeze(text)) {
		r.table.Title = text
		return
	}
	r.tellColumn(Info, row, column, words.DocumentLineIgnored, words.Params{"text": text}, "")
}
