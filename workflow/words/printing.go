package words

// Sentences about documents that are printed, and their templates.
const (
	PDFAbsent            Code = "pdf_absent"
	PDFFailed            Code = "pdf_failed"
	MinutesNotYet        Code = "minutes_not_yet"
	NotACompilation      Code = "not_a_compilation"
	TemplateNotDOCX      Code = "template_not_docx"
	TemplateFieldUnknown Code = "template_field_unknown"
	TemplateMarkBroken   Code = "template_mark_broken"
	TemplateListsMixed   Code = "template_lists_mixed"
	TemplateFields       Code = "template_fields"
)

var _ = add(map[Code]text{
	PDFAbsent: {
		"本机未安装 LibreOffice，不能直接生成 PDF。请下载 DOCX 后在 Word 或 WPS 中另存为 PDF，或在浏览器中打印。",
		"LibreOffice is not on this machine, so no PDF can be made. Download the DOCX and save it as PDF in Word or WPS, or print from the browser.",
	},
	PDFFailed: {
		"PDF 转换没有成功，已记入日志。请下载 DOCX 后另存为 PDF，或稍后再试。",
		"The conversion to PDF did not succeed; the log has the reason. Download the DOCX and save it as PDF, or try again later.",
	},
	MinutesNotYet:        {"会议尚未闭会，还没有会议纪要。", "The meeting is not closed: there are no minutes yet."},
	NotACompilation:      {"只有工作方案、周报汇总和整改情况报告才对外报送备案。", "Only plans, bulletins and situation reports are filed outward."},
	TemplateNotDOCX:      {"模板须为 Word 文档（.docx）。", "A template is a Word document (.docx)."},
	TemplateFieldUnknown: {"模板中的字段“{mark}”不存在。", "The template's field “{mark}” does not exist."},
	TemplateMarkBroken:   {"模板中有不完整的字段标记：“{mark}”。字段名前后各有两个花括号，须在同一段落内。", "The template has half a mark: “{mark}”. A field's name stands between two braces on each side, within one paragraph."},
	TemplateListsMixed:   {"模板表格的同一行里用了不同清单的字段：{mark}。", "One row of the template's table has fields of different lists: {mark}."},
	TemplateFields:       {"可用的字段：{fields}。", "The fields are: {fields}."},
})
