package document

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"
)

// The sheets of the template besides that of the table.
const (
	guideSheet  = "填表说明"
	choiceSheet = "选项"
	// ownMark stands in the first cell of sheets that belong to the template and are not read.
	ownMark = "本页随模板提供，导入时不读取。"
)

// isOurs reports whether a sheet belongs to the template.
func (s *sheet) isOurs() bool { return s.at(1, 1).text == ownMark }

// templateRows is how many rows of the template are ready to be filled in.
const templateRows = 100

// Choices are the names that a template offers.
type Choices struct {
	Units   []string // that can be responsible
	CoUnits []string // that can co-operate
	Leaders []string
}

// WriteImportTemplate writes an empty table of measures for people to fill in: the headers that an import knows, lists to
// choose units and leaders from, and a sheet that explains. Filled in as it says, it is read without a finding.
func WriteImportTemplate(w io.Writer, head Head, choices Choices) error {
	layout := AnnexLayout(head, true)
	layout.Sheet = sheetTitle
	t := &templateWriter{file: excelize.NewFile(), layout: layout}
	defer t.file.Close()
	t.do(t.file.SetSheetName("Sheet1", sheetTitle))
	t.table()
	t.choices(choices)
	t.guide()
	if t.err == nil {
		t.do(t.file.Write(w))
	}
	return t.err
}

// templateWriter writes the template. The first error stays.
type templateWriter struct {
	file   *excelize.File
	layout Layout
	err    error
}

func (t *templateWriter) do(err error) {
	if t.err == nil && err != nil {
		t.err = fmt.Errorf("write the template: %w", err)
	}
}

func (t *templateWriter) text(sheet string, row, column int, s string) {
	t.do(t.file.SetCellStr(sheet, at(row, column), s))
}

func (t *templateWriter) style(sheet string, from, to string, l look) {
	id, err := styleBook{t.file, map[look]int{}}.id(l)
	t.do(err)
	t.do(t.file.SetCellStyle(sheet, from, to, id))
}

// table writes the sheet that is filled in.
func (t *templateWriter) table() {
	columns := len(t.layout.Columns)
	last := columnName(columns)
	page := &sheetWriter{file: t.file, layout: t.layout, sheet: sheetTitle, header: 3, row: 3 + templateRows}
	page.setPage()
	page.repeatHeader()
	t.do(page.err)
	t.text(sheetTitle, 1, 1, t.layout.Title)
	t.do(t.file.MergeCell(sheetTitle, "A1", last+"1"))
	t.style(sheetTitle, "A1", last+"1", lookTitle)
	t.do(t.file.SetRowHeight(sheetTitle, 1, 36))
	for i, line := range t.layout.Lines {
		from, to := at(2, 2*i+1), at(2, 2*i+2)
		if i == len(t.layout.Lines)-1 {
			to = last + "2"
		}
		t.text(sheetTitle, 2, 2*i+1, line)
		t.do(t.file.MergeCell(sheetTitle, from, to))
	}
	t.style(sheetTitle, "A2", last+"2", lookLine)
	t.do(t.file.SetRowHeight(sheetTitle, 2, 24))
	end := 3 + templateRows
	for i, c := range t.layout.Columns {
		name := columnName(i + 1)
		t.do(t.file.SetColWidth(sheetTitle, name, name, c.Width))
		t.text(sheetTitle, 3, i+1, c.Header)
		t.style(sheetTitle, at(4, i+1), at(end, i+1), look{centred: c.Centred})
	}
	t.style(sheetTitle, "A3", last+"3", lookHeader)
	t.do(t.file.SetRowHeight(sheetTitle, 3, 36))
	t.do(t.file.SetPanes(sheetTitle, &excelize.Panes{Freeze: true, YSplit: 3, TopLeftCell: "A4", ActivePane: "bottomLeft"}))
}

// choices writes the lists to choose from on a hidden sheet: a list inside of a cell's rule holds 255 characters only.
func (t *templateWriter) choices(c Choices) {
	_, err := t.file.NewSheet(choiceSheet)
	t.do(err)
	t.text(choiceSheet, 1, 1, ownMark)
	for i, list := range []struct {
		header string
		names  []string
		column string // of the table; a strict list refuses what is not in it
		strict bool
	}{
		{"牵头领导", c.Leaders, "C", false}, {"责任部门", c.Units, "D", true}, {"配合单位", c.CoUnits, "G", false},
	} {
		t.text(choiceSheet, 2, i+1, list.header)
		for n, name := range list.names {
			t.text(choiceSheet, n+3, i+1, name)
		}
		if len(list.names) == 0 {
			continue
		}
		rule := excelize.NewDataValidation(true)
		rule.Sqref = fmt.Sprintf("%s4:%s%d", list.column, list.column, 3+templateRows)
		letter := columnName(i + 1)
		rule.SetSqrefDropList(fmt.Sprintf("'%s'!$%s$3:$%s$%d", choiceSheet, letter, letter, len(list.names)+2))
		if list.strict {
			rule.SetError(excelize.DataValidationErrorStyleStop, "没有这个部门", "请从下拉列表中选择责任部门；新设的部门请先由系统管理员建立。")
		} else {
			rule.SetError(excelize.DataValidationErrorStyleInformation, "不在列表中", "所填名称不在列表中。多个配合单位之间用顿号分开；请核对后继续。")
		}
		t.do(t.file.AddDataValidation(sheetTitle, rule))
	}
	t.do(t.file.SetSheetVisible(choiceSheet, false))
}

// guide writes the sheet that explains how the table is filled in.
func (t *templateWriter) guide() {
	_, err := t.file.NewSheet(guideSheet)
	t.do(err)
	lines := []string{
		ownMark,
		"一、一行填写一条整改措施及其完成时限。同一问题有多条措施的，序号、具体问题、牵头领导、责任部门只填第一行，以下各行留空或合并单元格。",
		"二、序号填写本单位编号；上级分工方案另有编号的，写在括号内，如 1 (21)。同一序号由不同领导或部门分别负责的，各填一行具体问题、牵头领导和责任部门。",
		"三、责任部门从下拉列表中选择，一行只填一个；配合单位可填多个，用顿号分开。",
		"四、整改措施不必编号。分项较多的，请分行填写，便于分别督办。",
		"五、完成时限填写日期或期限，如 9月30日前、9月底、9月7日至8日、长期坚持。已完成的也请写明原定时限，完成情况在系统中填报并上传佐证材料。",
		"六、填报单位、联系人、联系电话填在标题下方冒号之后。",
		"七、请勿填写涉及国家秘密的内容。请勿使用公式、宏或外部链接。",
	}
	for i, line := range lines {
		t.text(guideSheet, i+1, 1, line)
		t.do(t.file.SetRowHeight(guideSheet, i+1, rowHeight(textLines(line, 90, lineSize), lineSize)))
	}
	t.style(guideSheet, "A1", at(len(lines), 1), lookLine)
	t.do(t.file.SetColWidth(guideSheet, "A", "A", 90))
	page := &sheetWriter{file: t.file, sheet: guideSheet}
	page.setPage()
	t.do(page.err)
	example := len(lines) + 2
	t.text(guideSheet, example, 1, "示例：")
	for i, row := range []string{
		"序号 1 (21)｜具体问题 河道沿线垃圾清理不及时。｜牵头领导 分管副局长｜责任部门 市容处｜整改措施 对沿线点位逐一清理。｜完成时限 9月20日前｜配合单位 甲镇、乙街道",
		"（以上各栏留空）｜整改措施 建立每周巡查制度。｜完成时限 长期坚持",
	} {
		t.text(guideSheet, example+1+i, 1, row)
		t.do(t.file.SetRowHeight(guideSheet, example+1+i, rowHeight(textLines(row, 90, lineSize), lineSize)))
	}
	t.style(guideSheet, at(example, 1), at(example+2, 1), lookLine)
}
