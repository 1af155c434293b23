package words

// Sentences about Word documents and text files: what stands in them beside the text that is taken over.
const (
	ProseDeleted     Code = "prose_deleted"
	ProseInserted    Code = "prose_inserted"
	ProseHidden      Code = "prose_hidden"
	ProseInField     Code = "prose_in_field"
	ProseTextBox     Code = "prose_text_box"
	ProseNote        Code = "prose_note"
	ProseComment     Code = "prose_comment"
	ProseSymbol      Code = "prose_symbol"
	ProseNestedTable Code = "prose_nested_table"
	ProseMargin      Code = "prose_margin"
	ProseLinks       Code = "prose_links"
)

var _ = add(map[Code]text{
	ProseDeleted:     {"修订中已删除的文字没有导入：{text}", "Text that a tracked change deletes was left out: {text}"},
	ProseInserted:    {"修订中新增的文字已按接受修订导入，请确认：{text}", "Text that a tracked change inserts was taken over as if accepted; confirm it: {text}"},
	ProseHidden:      {"隐藏文字没有导入：{text}", "Hidden text was left out: {text}"},
	ProseInField:     {"域代码中的文字没有导入：{text}", "Text inside of a field code was left out: {text}"},
	ProseTextBox:     {"文本框、图形中的文字没有导入：{text}", "Text in a box or drawing was not taken over: {text}"},
	ProseNote:        {"脚注、尾注没有导入：{text}", "A footnote or endnote was not taken over: {text}"},
	ProseComment:     {"批注没有导入：{text}", "A comment was not taken over: {text}"},
	ProseSymbol:      {"符号字体中的字符（{text}）已用“□”代替，请核对。", "A character of a symbol font ({text}) was replaced by □; check it."},
	ProseNestedTable: {"单元格内还有表格，已按行合并为文字，请核对：{text}", "A table stands inside of a cell and was read as lines of text; check it: {text}"},
	ProseMargin:      {"页眉、页脚的文字没有导入：{text}", "Text of a page header or footer was not taken over: {text}"},
	ProseLinks:       {"超链接只保留了文字，链接地址没有导入。", "Of hyperlinks only the text was taken over, not the address."},
})
