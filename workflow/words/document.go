package words

// Sentences about tables of measures in XLSX workbooks: why a file is refused, what was found in it, and what was
// expected there.
const (
	DocumentUnknownKind   Code = "document_unknown_kind"
	DocumentUnreadable    Code = "document_unreadable"
	DocumentEncrypted     Code = "document_encrypted"
	DocumentMacro         Code = "document_macro"
	DocumentExternalLink  Code = "document_external_link"
	DocumentEmbedded      Code = "document_embedded"
	DocumentClassified    Code = "document_classified"
	DocumentTooLarge      Code = "document_too_large"
	DocumentBomb          Code = "document_bomb"
	DocumentTooManyRows   Code = "document_too_many_rows"
	DocumentTooWide       Code = "document_too_wide"
	DocumentNoTable       Code = "document_no_table"
	DocumentMissingColumn Code = "document_missing_column"
	DocumentCellTooLong   Code = "document_cell_too_long"

	DocumentTitleMissing     Code = "document_title_missing"
	DocumentTitleDiffers     Code = "document_title_differs"
	DocumentContactBlank     Code = "document_contact_blank"
	DocumentLineIgnored      Code = "document_line_ignored"
	DocumentCellIgnored      Code = "document_cell_ignored"
	DocumentSheetIgnored     Code = "document_sheet_ignored"
	DocumentHeaderRepeated   Code = "document_header_repeated"
	DocumentAnchorDiffers    Code = "document_anchor_differs"
	DocumentAnchorImpossible Code = "document_anchor_impossible"
	DocumentNumberShared     Code = "document_number_shared"
	DocumentNumberUnclear    Code = "document_number_unclear"
	DocumentNumberDoubled    Code = "document_number_doubled"
	DocumentSeveralNames     Code = "document_several_names"
	DocumentSeveralMeasures  Code = "document_several_measures"
	DocumentSubItems         Code = "document_sub_items"
	DocumentMarkSplit        Code = "document_mark_split"
	DocumentMixedMarks       Code = "document_mixed_marks"
	DocumentBrackets         Code = "document_brackets"
	DocumentBlank            Code = "document_blank"
	DocumentInherited        Code = "document_inherited"
	DocumentJoined           Code = "document_joined"
	DocumentLongTerm         Code = "document_long_term"
	DocumentTagStripped      Code = "document_tag_stripped"
	DocumentFormula          Code = "document_formula"
	DocumentErrorValue       Code = "document_error_value"
	DocumentDateCell         Code = "document_date_cell"
	DocumentNoRows           Code = "document_no_rows"
	DocumentMoreInfos        Code = "document_more_infos"

	DocumentBodyIgnored      Code = "document_body_ignored"
	DocumentTableIgnored     Code = "document_table_ignored"
	DocumentTitleUnlisted    Code = "document_title_unlisted"
	DocumentNoOutline        Code = "document_no_outline"
	DocumentOutline          Code = "document_outline"
	DocumentReadFromSentence Code = "document_read_from_sentence"
	DocumentNoMeasures       Code = "document_no_measures"
	DocumentDetailMissing    Code = "document_detail_missing"
	DocumentUnitsRead        Code = "document_units_read"
	DocumentDetailsInside    Code = "document_details_inside"
	DocumentDueFromText      Code = "document_due_from_text"
	DocumentNumberGiven      Code = "document_number_given"
	DocumentParagraphJoined  Code = "document_paragraph_joined"

	ExpectTitle      Code = "expect_title"
	ExpectNumber     Code = "expect_number"
	ExpectProblem    Code = "expect_problem"
	ExpectLeader     Code = "expect_leader"
	ExpectUnit       Code = "expect_unit"
	ExpectOneName    Code = "expect_one_name"
	ExpectMeasure    Code = "expect_measure"
	ExpectOneMeasure Code = "expect_one_measure"
	ExpectListNumber Code = "expect_list_number"
	ExpectDeadline   Code = "expect_deadline"
	ExpectDate       Code = "expect_date"
	ExpectEvidence   Code = "expect_evidence"
	ExpectReview     Code = "expect_review"
)

var _ = add(map[Code]text{
	DocumentUnknownKind:   {"文件不是可以读取的 XLSX 工作簿、DOCX 文档或纯文本。旧格式（.xls、.doc、.et、.wps）请另存为 .xlsx 或 .docx。", "The file is no XLSX workbook, DOCX document or plain text that can be read. Save old formats (.xls, .doc, .et, .wps) as .xlsx or .docx."},
	DocumentUnreadable:    {"文件已损坏或内部结构有误，无法读取。请用表格或文字处理软件打开后另存为新文件。", "The file is damaged and cannot be read. Open it in a spreadsheet or word processor and save it as a new file."},
	DocumentEncrypted:     {"文件设有密码，请去掉密码后再试。", "The file is protected by a password. Remove it and try again."},
	DocumentMacro:         {"文件含有宏（{part}），不予接收。请另存为不含宏的 .xlsx 或 .docx。", "The file holds macros ({part}) and is refused. Save it as .xlsx or .docx without macros."},
	DocumentExternalLink:  {"文件链接到外部数据（{part}），不予接收。请断开链接、保留内容后再试。", "The file links to data outside of itself ({part}) and is refused. Break the links, keep the values and try again."},
	DocumentEmbedded:      {"文件内嵌了其他对象（{part}），不予接收。请删除内嵌对象后再试。", "The file has other objects embedded ({part}) and is refused. Delete them and try again."},
	DocumentClassified:    {"发现密级标志“{mark}”。本系统不得存储、处理国家秘密，文件不予接收。", "The classification mark {mark} was found. State secrets may not be stored or processed here; the file is refused."},
	DocumentTooLarge:      {"文件过大，上限为 {limit} 字节。", "The file is too large: the limit is {limit} bytes."},
	DocumentBomb:          {"文件解压后过大或部件过多（{what}，上限 {limit}），不予接收。", "Unpacked, the file is too large or has too many parts ({what}, limit {limit}); it is refused."},
	DocumentTooManyRows:   {"工作表行数超过上限 {limit}，请删除表格下方的空行。", "A sheet has more than {limit} rows. Delete the empty rows below the table."},
	DocumentTooWide:       {"工作表过宽（上限 {limit} 列）或单元格过多，请删除表格以外的空列、空行。", "A sheet is too wide (limit {limit} columns) or has too many cells. Delete the empty columns and rows around the table."},
	DocumentNoTable:       {"没有找到整改措施表：表头应有序号、具体问题、牵头领导、责任部门、整改措施、完成时限。", "No table of measures was found: its header should have 序号, 具体问题, 牵头领导, 责任部门, 整改措施, 完成时限."},
	DocumentMissingColumn: {"工作表“{sheet}”第 {row} 行的表头缺少：{columns}。如列名不同，请先改为这些列名。", "The header in row {row} of sheet {sheet} lacks: {columns}. If they have other names, rename them first."},
	DocumentCellTooLong:   {"第 {row} 行的文字有 {length} 个字符，超过单元格上限 {limit}，未予导出。", "The text in row {row} has {length} characters, more than the {limit} a cell can hold. Nothing was written."},

	DocumentTitleMissing:     {"表格上方没有标题。", "There is no title above the table."},
	DocumentTitleDiffers:     {"标题“{title}”与“……措施一览表”不一致，请与方案的附件清单核对。", "The title {title} is not …措施一览表. Hold it against the plan's list of annexes."},
	DocumentContactBlank:     {"表头信息未填写：{lines}。", "Left blank above the table: {lines}."},
	DocumentLineIgnored:      {"表格以外的文字没有导入：{text}", "Text outside of the table was not taken over: {text}"},
	DocumentCellIgnored:      {"该列不在导入范围，内容没有导入：{text}", "This column is not taken over: {text}"},
	DocumentSheetIgnored:     {"工作表“{sheet}”没有导入。", "Sheet {sheet} was not taken over."},
	DocumentHeaderRepeated:   {"重复的表头已跳过：{text}", "The header is repeated here and was skipped: {text}"},
	DocumentAnchorDiffers:    {"表头的起算日 {anchor} 与本次整改的起始日 {base} 不一致，时限按表头计算。", "The header counts from {anchor}, the campaign from {base}. The deadlines were read against the header's day."},
	DocumentAnchorImpossible: {"表头的起算日不存在：{text}", "The day in the header does not exist: {text}"},
	DocumentNumberShared:     {"编号 {number} 下有不止一个牵头领导或责任部门，本行单列为一个问题（{leader}，{unit}），请确认。", "Number {number} has more than one leader or division. This row was made a problem of its own ({leader}, {unit}); confirm it."},
	DocumentNumberUnclear:    {"编号“{text}”无法拆分为本单位编号和上级编号，已原样保留。", "The number {text} cannot be split into the bureau's own and the superior's; it was kept as it is."},
	DocumentNumberDoubled:    {"措施带有双重编号（如“3. 1.”），请核对编号。", "The measure is numbered twice, like “3. 1.”. Check the numbering."},
	DocumentSeveralNames:     {"一个单元格内有多个名称：{text}。已原样保留，请明确由谁牵头。", "Several names stand in one cell: {text}. They were kept as they are; make clear who leads."},
	DocumentSeveralMeasures:  {"一个单元格内有多条编号措施，已合为一条措施，编号和文字原样保留；如须分别督办，请分行填写。", "One cell holds several numbered measures. They were kept as one measure, numbers and all; give each a row of its own to follow them apart."},
	DocumentSubItems:         {"措施正文含“一是、二是”等 {count} 个分项，已保留在同一条措施内。", "The measure has {count} items (一是, 二是 …) in its text; they stay in one measure."},
	DocumentMarkSplit:        {"措施前的编号“{mark}”已单独存放（{number}），正文不再重复。", "The list number {mark} in front of the measure is kept apart ({number}) from its text."},
	DocumentMixedMarks:       {"措施编号的写法不统一：{signs}", "The list numbers are written in different ways: {signs}"},
	DocumentBrackets:         {"编号和表头中有 {half} 处半角括号、{full} 处全角括号，按同一含义读取。", "Numbers and headers have {half} half-width and {full} full-width brackets; they were read alike."},
	DocumentBlank:            {"“{header}”未填写。", "{header} is blank."},
	DocumentInherited:        {"单元格空白，按延续上一行读取：{text}", "The cell is blank and was read as carrying the row above on: {text}"},
	DocumentJoined:           {"单元格内容在句中断开，已与上一行合并，请确认：{text}", "The cell was broken in the middle of a sentence and joined to the row above; confirm it: {text}"},
	DocumentLongTerm:         {"长期坚持的措施没有截止日期。", "A long-term measure has no last day."},
	DocumentTagStripped:      {"已去除误入的标记：{tags}", "Stray tags were removed: {tags}"},
	DocumentFormula:          {"该单元格是公式，导入的是文件中保存的计算结果：{text}", "The cell is a formula. Its stored result was taken over: {text}"},
	DocumentErrorValue:       {"单元格是错误值：{text}", "The cell holds an error value: {text}"},
	DocumentDateCell:         {"单元格存放的是日期数值 {raw}，按“{text}”读取。", "The cell holds the date number {raw}, read as {text}."},
	DocumentMoreInfos:        {"另有 {count} 条提示未列出，其中可能有未导入的文字，请对照原表。", "{count} more remarks are not listed; some may quote text that was not taken over. Hold the table against its source."},
	DocumentNoRows:           {"表头以下没有任何问题。", "There is no problem below the header."},

	DocumentBodyIgnored:      {"正文中的 {count} 段文字没有导入（从“{first}”到“{last}”）。", "{count} paragraphs of the text were not taken over, from “{first}” to “{last}”."},
	DocumentTableIgnored:     {"第 {number} 张表不是整改措施表，没有导入。", "Table {number} is no table of measures and was not taken over."},
	DocumentTitleUnlisted:    {"标题“{title}”与正文附件清单中的“{listed}”不一致，请核对。", "The title {title} is not the one in the list of annexes, {listed}; check it."},
	DocumentNoOutline:        {"没有找到整改措施表，也没有找到带编号和“责任单位、完成时限”等说明的问题和措施。", "There is no table of measures, and no numbered problems and measures with 责任单位, 完成时限 and the like."},
	DocumentOutline:          {"文件中没有整改措施表，已按带编号的段落识别出 {problems} 个问题、{measures} 条措施，请逐条核对。", "The file has no table of measures. {problems} problems and {measures} measures were read out of its numbered paragraphs; check each."},
	DocumentReadFromSentence: {"牵头领导“{leader}”、责任部门“{unit}”是从句子中识别的，请确认：{text}", "The leader {leader} and the division {unit} were read out of a sentence; confirm them: {text}"},
	DocumentNoMeasures:       {"该问题下没有找到整改措施：{text}", "No measure was found below this problem: {text}"},
	DocumentDetailMissing:    {"没有写明{detail}：{text}", "{detail} is not stated: {text}"},
	DocumentUnitsRead:        {"责任部门读作“{unit}”，配合单位读作“{co_units}”，请确认。", "{unit} was read as the responsible division and {co_units} as co-operating units; confirm it."},
	DocumentDetailsInside:    {"措施的下级段落另有单位或时限，已并入措施，未单列，请核对：{text}", "A paragraph below a measure has a unit or deadline of its own. It was kept inside of the measure; check it: {text}"},
	DocumentDueFromText:      {"完成时限取自段末括号“{due}”，请确认。", "The deadline was read out of the brackets at the end, {due}; confirm it."},
	DocumentNumberGiven:      {"该问题在原文中没有编号或编号不唯一，暂编为 {number}，请确认：{text}", "This problem has no number, or one that others have too. It was given {number}; confirm it: {text}"},
	DocumentParagraphJoined:  {"没有编号的段落已并入上一段，请确认：{text}", "A paragraph without a number was added to the one above it; confirm it: {text}"},

	ExpectTitle:      {"标题，如“……整改工作措施一览表”", "a title such as …整改工作措施一览表"},
	ExpectNumber:     {"编号，如“1 (21)”", "a number such as “1 (21)”"},
	ExpectProblem:    {"具体问题", "the problem's text"},
	ExpectLeader:     {"牵头领导", "the lead leader"},
	ExpectUnit:       {"责任部门", "the responsible division"},
	ExpectOneName:    {"一个牵头的名称，其余列入配合单位", "the one name that leads; the others are co-operating units"},
	ExpectMeasure:    {"整改措施", "the measure's text"},
	ExpectOneMeasure: {"每行一条措施", "one measure in a row"},
	ExpectListNumber: {"统一的一级编号，如“1.”", "one level of numbers in one form, such as “1.”"},
	ExpectDeadline:   {"明确的时限，如“9月底”“2023年9月30日前”", "a clear deadline, such as 9月底 or 2023年9月30日前"},
	ExpectDate:       {"存在的日期", "a date that exists"},
	ExpectEvidence:   {"完成时限；完成情况须附佐证材料", "a deadline; the claim needs evidence"},
	ExpectReview:     {"定期检查的间隔", "an interval of review"},
})
