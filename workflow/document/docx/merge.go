package docx

import (
	"slices"
	"strings"

	"github.com/beevik/etree"
)

// merge makes one cell of the cells of neighbouring rows that say what their whole group has in common: the problem of
// several measures. The rows were filled from the list's rows, one after the other, by the template's row.
func (f Fields) merge(template *etree.Element, filled []*etree.Element, list string) {
	common := f.Groups[list]
	if len(common) == 0 {
		return
	}
	for i, cell := range template.SelectElements("w:tc") {
		marks := mark.FindAllStringSubmatch(allText(cell), -1)
		shared := len(marks) > 0 && !slices.ContainsFunc(marks, func(m []string) bool {
			column, of := strings.CutPrefix(m[1], list+".")
			return !of || !slices.Contains(common, column)
		})
		if !shared {
			continue
		}
		for n := 1; n < len(filled); n++ {
			if same(f.Lists[list][n-1], f.Lists[list][n], common) {
				join(filled[n-1].SelectElements("w:tc")[i], filled[n].SelectElements("w:tc")[i])
			}
		}
	}
}

func same(a, b map[string]string, columns []string) bool {
	return !slices.ContainsFunc(columns, func(c string) bool { return a[c] != b[c] })
}

// join lets a cell continue the one above it.
func join(above, below *etree.Element) {
	if setMerge(above, "") {
		above.FindElement("w:tcPr/w:vMerge").CreateAttr("w:val", "restart")
	}
	setMerge(below, "continue")
	for _, t := range below.FindElements(".//w:t") {
		t.SetText("")
	}
}

// setMerge gives a cell a vertical merge where it has none, in the place that the schema wants, and says whether it did.
func setMerge(cell *etree.Element, value string) bool {
	properties := cell.SelectElement("w:tcPr")
	if properties == nil {
		properties = etree.NewElement("w:tcPr")
		cell.InsertChildAt(0, properties)
	}
	if properties.SelectElement("w:vMerge") != nil {
		return false
	}
	at := 0
	for _, before := range []string{"w:cnfStyle", "w:tcW", "w:gridSpan", "w:hMerge"} {
		if e := properties.SelectElement(before); e != nil {
			at = e.Index() + 1
		}
	}
	m := etree.NewElement("w:vMerge")
	m.CreateAttr("w:val", value)
	properties.InsertChildAt(at, m)
	return true
}
