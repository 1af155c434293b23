package document

import (
	"regexp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"rectify/workflow/words"
)

// Field is a column of the table by its meaning.
type Field string

// The fields. All but CoUnits must be there.
const (
	FieldNumber   Field = "number"
	FieldProblem  Field = "problem"
	FieldLeader   Field = "lead_leader"
	FieldUnit     Field = "unit"
	FieldMeasure  Field = "measure"
	FieldDeadline Field = "deadline"
	FieldCoUnits  Field = "co_units"
)

var required = []Field{FieldNumber, FieldProblem, FieldLeader, FieldUnit, FieldMeasure, FieldDeadline}

// synonyms are the headers seen for each field, the surest first: when two columns fit, the earlier one wins.
var synonyms = map[Field][]string{
	FieldNumber:   {"序号", "编号", "问题序号", "问题编号"},
	FieldProblem:  {"具体问题", "存在问题", "存在的问题", "反馈问题", "问题表现", "主要问题", "问题"},
	FieldLeader:   {"牵头领导", "责任领导", "牵头局领导", "牵头负责人", "分管领导"},
	FieldUnit:     {"责任部门", "责任单位", "责任处室", "责任科室", "牵头单位", "牵头部门", "牵头处室"},
	FieldMeasure:  {"整改措施", "具体措施", "具体整改措施", "主要措施", "措施"},
	FieldDeadline: {"完成时限", "整改时限", "完成时间", "整改期限", "完成期限", "时限"},
	FieldCoUnits:  {"配合单位", "配合部门", "配合处室", "协办单位", "协同单位"},
}

// headerName is how people call a field.
func headerName(f Field) string { return synonyms[f][0] }

// Mapping says by hand which column holds which field: a column letter ("B") or a header as it stands in the sheet.
// Fields that are left out are found by their synonyms.
type Mapping map[Field]string

var (
	bracketed   = regexp.MustCompile(`\([^()]*\)`)
	columnLabel = regexp.MustCompile(`^[A-Za-z]{1,3}$`)
)

// headerKey is a header without blanks, line breaks and what stands in brackets.
func headerKey(s string) string {
	return strings.Trim(bracketed.ReplaceAllString(squeeze(narrow(s)), ""), ":*")
}

// layout is where the fields of a sheet stand.
type layout struct {
	row, last int // the header's rows
	columns   map[Field]int
	headers   map[int]string // as written, by column
}

// headerSearch is how many rows from the top may come before the header.
const headerSearch = 60

// findLayout looks for the header: the row that names most fields, or two rows when they name more together. Two fields at
// least, one of them the problem or the measure, make a header. Missing fields are for the caller to judge.
func findLayout(s *sheet, mapping Mapping) *layout {
	var best *layout
	for more := range 2 {
		for row := 1; row+more <= min(len(s.rows), headerSearch); row++ {
			l := layoutAt(s, row, row+more, mapping)
			if l != nil && (best == nil || len(l.columns) > len(best.columns)) {
				best = l
			}
		}
	}
	return best
}

// layoutAt reads the rows from row to last as a header, or returns nil when they are none. In a header of two rows the
// lower one names the column, unless it is blank.
func layoutAt(s *sheet, row, last int, mapping Mapping) *layout {
	l := &layout{row: row, last: last, columns: map[Field]int{}, headers: map[int]string{}}
	for r := row; r <= last; r++ {
		for _, column := range s.filled(r) {
			l.headers[column] = s.at(r, column).text
		}
	}
	byName := 0
	for f, names := range synonyms {
		by, given := mapping[f]
		switch {
		case given && columnLabel.MatchString(by):
			if column, err := excelize.ColumnNameToNumber(by); err == nil && l.headers[column] != "" {
				l.columns[f] = column
			}
		case given:
			l.place(f, []string{headerKey(by)})
			byName++
		default:
			l.place(f, names)
			if l.columns[f] > 0 {
				byName++
			}
		}
	}
	problem, measure := l.columns[FieldProblem] > 0, l.columns[FieldMeasure] > 0
	if len(l.columns) < 2 || !problem && !measure || byName == 0 && len(mapping) < len(required) {
		return nil
	}
	return l
}

// place finds the column of a field: the first name that fits, from left to right.
func (l *layout) place(f Field, names []string) {
	columns := l.sortedColumns()
	for _, name := range names {
		for _, column := range columns {
			if headerKey(l.headers[column]) == name {
				l.columns[f] = column
				return
			}
		}
	}
}

func (l *layout) sortedColumns() []int {
	var columns []int
	for column := range l.headers {
		columns = append(columns, column)
	}
	slices.Sort(columns)
	return columns
}

// field gives the field of a column, or "".
func (l *layout) field(column int) Field {
	for f, c := range l.columns {
		if c == column {
			return f
		}
	}
	return ""
}

// missing is the refusal of a header without all the fields that are needed, or nil.
func (l *layout) missing(s *sheet) error {
	var names []string
	for _, f := range required {
		if l.columns[f] == 0 {
			names = append(names, headerName(f))
		}
	}
	if names == nil {
		return nil
	}
	return refuse(words.DocumentMissingColumn, words.Params{
		"columns": strings.Join(names, "、"), "sheet": s.name, "row": l.row,
	}, nil)
}

// repeats tells whether a row is the header once more, as on every page of a long table.
func (l *layout) repeats(s *sheet, row int) bool {
	same := 0
	for f, column := range l.columns {
		key := headerKey(s.at(row, column).text)
		if key == headerKey(l.headers[column]) || slices.Contains(synonyms[f], key) {
			same++
		}
	}
	return same >= 3
}
