package docx

import (
	"maps"
	"regexp"
	"slices"
)

// Fields are the values that the marks {{标题}} and {{措施.序号}} of a template stand for.
type Fields struct {
	Values map[string]string
	Lists  map[string][]map[string]string // a row of the template's table for each
	Groups map[string][]string            // columns of a list whose equal neighbours are one cell
	Mark   string                         // of a draft; "" for a text that may be sent
}

// MarkField is the field of the draft's mark. In a template without it the mark is put on top of the text.
const MarkField = "稿件标记"

// Names lists every field, sorted: 标题, 措施.序号. Of an empty list only the name is known.
func (f Fields) Names() []string {
	names := slices.Collect(maps.Keys(f.Values))
	for list, rows := range f.Lists {
		if len(rows) == 0 {
			names = append(names, list)
			continue
		}
		for field := range rows[0] {
			names = append(names, list+"."+field)
		}
	}
	slices.Sort(names)
	return names
}

// mark is a field's mark. Whoever types Chinese types full-width braces as well.
var mark = regexp.MustCompile(`[{｛]{2}\s*([^{}｛｝]{1,60}?)\s*[}｝]{2}`)

// broken is what begins or ends a mark and has no other half.
var broken = regexp.MustCompile(`[{｛]{2}[^{}｛｝]{0,20}|[^{}｛｝]{0,20}[}｝]{2}`)
