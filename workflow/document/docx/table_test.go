package docx

import (
	"strings"
	"testing"
)

// A table's head is on every page; cells that continue are one; a short group of rows stays on one page, a long one may
// break between its rows.
func TestTable(t *testing.T) {
	group := func(text string) [][]Cell {
		rows := [][]Cell{Cells("1", text), Cells("1", text), Cells("1", text)}
		rows[1][0].Above, rows[2][0].Above = true, true
		return rows
	}
	for name, c := range map[string]struct {
		text     string
		held     string // for each row, whether it stays with the next
		unbroken int    // rows that no page end goes through
	}{
		"short": {"清运并覆盖", "yyn", 3},
		"long":  {strings.Repeat("清运并覆盖", 30), "nnn", 3},
		"huge":  {strings.Repeat("清运并覆盖", 200), "nnn", 0},
	} {
		e := written(&Table{Columns: []Column{{Share: 1}, {Share: 3}}, Head: []string{"序号", "措施"}, Rows: group(c.text)}).FindElement("w:tbl")
		rows := e.SelectElements("w:tr")
		if len(rows) != 4 || rows[0].FindElement("w:trPr/w:tblHeader") == nil {
			t.Fatalf("%s: %d rows", name, len(rows))
		}
		held, unbroken, merges := "", 0, ""
		for _, row := range rows[1:] {
			mark := "n"
			if row.FindElement("w:tc/w:p/w:pPr/w:keepNext") != nil {
				mark = "y"
			}
			held += mark
			if row.FindElement("w:trPr/w:cantSplit") != nil {
				unbroken++
			}
			merges += row.FindElement("w:tc/w:tcPr/w:vMerge").SelectAttrValue("w:val", "") + " "
		}
		if held != c.held || unbroken != c.unbroken || merges != "restart continue continue " {
			t.Errorf("%s: held %s, %d unbroken, %s", name, held, unbroken, merges)
		}
	}
}
