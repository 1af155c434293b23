package document

import "slices"

// TableColumn is a column of a table that came in, as a person must see it to say which field it holds.
type TableColumn struct {
	Letter  string   `json:"letter"`
	Header  string   `json:"header"`
	Field   Field    `json:"field,omitempty"` // as it was recognised; "" for none
	Samples []string `json:"samples"`         // what stands in its first rows
}

// samples is how many cells of a column are shown.
const samples = 3

// describe lists the columns of a layout with what stands below their headers.
func (l *layout) describe(s *sheet) []TableColumn {
	var list []TableColumn
	for _, column := range l.sortedColumns() {
		if l.headers[column] == "" {
			continue
		}
		c := TableColumn{Letter: columnName(column), Header: l.headers[column], Field: l.field(column), Samples: []string{}}
		for row := l.last + 1; row <= len(s.rows) && len(c.Samples) < samples; row++ {
			if text := s.at(row, column).text; text != "" {
				c.Samples = append(c.Samples, shortened(text))
			}
		}
		list = append(list, c)
	}
	return list
}

func shortened(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// lacking lists the fields that must be there and are not.
func (l *layout) lacking() []Field {
	var list []Field
	for _, f := range required {
		if l.columns[f] == 0 {
			list = append(list, f)
		}
	}
	return list
}

// guessLayout is a header whose words nobody knows: the first row of the sheets with the most filled cells that no cell
// goes across. It is nil when no sheet has a row of three.
func guessLayout(sheets []*sheet) (*sheet, *layout) {
	var source *sheet
	var best *layout
	most := 2
	for _, s := range sheets {
		if s.hidden || best != nil {
			continue
		}
		for row := 1; row <= min(len(s.rows), headerSearch); row++ {
			if filled := s.filled(row); len(filled) > most && !s.crossed(row) {
				most, source = len(filled), s
				best = &layout{row: row, last: row, columns: map[Field]int{}, headers: map[int]string{}}
				for _, column := range filled {
					best.headers[column] = s.at(row, column).text
				}
				for f, names := range synonyms {
					best.place(f, names)
				}
			}
		}
	}
	return source, best
}

// crossed reports whether a cell of the row goes over several columns: it is a title or a line of contacts.
func (s *sheet) crossed(row int) bool {
	return slices.ContainsFunc(s.merges, func(a area) bool {
		return a.from.row <= row && row <= a.to.row && a.from.column < a.to.column
	})
}

// Unmapped is the error of a table whose headers are not known. It wraps the *Refused and holds what a person needs to say
// which column is which.
type Unmapped struct {
	error
	Columns []TableColumn
	Lacking []Field // fields that must be there, and that no column was recognised as
}

// Unwrap gives the refusal.
func (u *Unmapped) Unwrap() error { return u.error }

func unmapped(err error, s *sheet, l *layout) error {
	if l == nil {
		return err
	}
	return &Unmapped{err, l.describe(s), l.lacking()}
}

// Fields lists every field a column may hold, those that must be there first.
func Fields() []Field { return append(slices.Clone(required), FieldCoUnits) }

// ParseField reads the name of a field; ok is false when there is none of that name.
func ParseField(name string) (f Field, ok bool) {
	f = Field(name)
	return f, synonyms[f] != nil
}

// Label is what people call the field.
func (f Field) Label() string { return headerName(f) }
