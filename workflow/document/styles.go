package document

import "github.com/xuri/excelize/v2"

// look is how a cell looks.
type look struct {
	kind    lookKind
	centred bool
	number  bool
	top     bool // the text stands at the top: its cell goes over more than a page
	fill    string
}

type lookKind int

const (
	bodyCell lookKind = iota
	titleCell
	lineCell
	headerCell
)

var (
	lookTitle  = look{kind: titleCell, centred: true}
	lookLine   = look{kind: lineCell}
	lookHeader = look{kind: headerCell, centred: true}
)

// Fonts of official documents. They are named and not shipped; what a machine lacks it replaces.
const (
	titleFont  = "方正小标宋简体"
	headerFont = "黑体"
	bodyFont   = "仿宋_GB2312"
)

// styleBook makes each style of a workbook once.
type styleBook struct {
	file  *excelize.File
	known map[look]int
}

func (b styleBook) id(l look) (int, error) {
	if id, known := b.known[l]; known {
		return id, nil
	}
	s := &excelize.Style{
		Font:      &excelize.Font{Family: bodyFont, Size: bodySize},
		Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "center", WrapText: true},
		NumFmt:    49, // text: a number that is corrected by hand does not become a date
	}
	switch l.kind {
	case titleCell:
		s.Font = &excelize.Font{Family: titleFont, Size: titleSize}
	case lineCell:
		s.Font.Size = lineSize
	case headerCell:
		s.Font.Family = headerFont
	}
	if l.kind == bodyCell || l.kind == headerCell {
		for _, side := range []string{"left", "right", "top", "bottom"} {
			s.Border = append(s.Border, excelize.Border{Type: side, Color: "000000", Style: 1})
		}
	}
	if l.centred {
		s.Alignment.Horizontal = "center"
	}
	if l.number {
		s.NumFmt = 1
	}
	if l.top {
		s.Alignment.Vertical = "top"
	}
	if l.fill != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}}
	}
	id, err := b.file.NewStyle(s)
	if err == nil {
		b.known[l] = id
	}
	return id, err
}
