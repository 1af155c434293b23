package words

// What is wrong with an archive package, and with making one.
const (
	ArchiveOff      Code = "archive_off"
	ArchiveEvidence Code = "archive_evidence"

	ArchiveNotZip      Code = "archive_not_zip"
	ArchiveTooLarge    Code = "archive_too_large"
	ArchivePath        Code = "archive_path"
	ArchiveTwice       Code = "archive_twice"
	ArchiveNoPart      Code = "archive_no_part"
	ArchiveBagit       Code = "archive_bagit"
	ArchiveManifest    Code = "archive_manifest"
	ArchiveMissing     Code = "archive_missing"
	ArchiveExtra       Code = "archive_extra"
	ArchiveChanged     Code = "archive_changed"
	ArchiveUnreadable  Code = "archive_unreadable"
	ArchiveTotals      Code = "archive_totals"
	ArchiveEncoding    Code = "archive_encoding"
	ArchiveCatalogue   Code = "archive_catalogue"
	ArchiveNumber      Code = "archive_number"
	ArchiveElement     Code = "archive_element"
	ArchiveNoFile      Code = "archive_no_file"
	ArchiveUnlisted    Code = "archive_unlisted"
	ArchiveListedTwice Code = "archive_listed_twice"
	ArchiveTitle       Code = "archive_title"
	ArchiveDigest      Code = "archive_digest"
	ArchiveLine        Code = "archive_line"
	ArchivePosition    Code = "archive_position"
	ArchiveHash        Code = "archive_hash"
	ArchiveChain       Code = "archive_chain"
	ArchiveShort       Code = "archive_short"
	ArchiveUnsigned    Code = "archive_unsigned"
	ArchiveSignature   Code = "archive_signature"
	ArchiveNoteText    Code = "archive_note_text"
	ArchiveBeyond      Code = "archive_beyond"
	ArchiveRoot        Code = "archive_root"
	ArchiveLost        Code = "archive_lost"
	ArchiveUnrecorded  Code = "archive_unrecorded"
)

var _ = add(map[Code]text{
	ArchiveOff:      {"本机未启用档案包功能。", "This program makes no archive packages."},
	ArchiveEvidence: {"佐证材料“{name}”的文件缺失或与登记的摘要值不符，不能归档，请先运行 rectify verify。", "The evidence {name} is missing or not what was registered; run rectify verify first."},

	ArchiveNotZip:      {"不是 ZIP 文件，或文件不完整。", "This is not a ZIP file, or not all of it."},
	ArchiveTooLarge:    {"超出核验上限：{what}。", "Beyond the limits of the check: {what}."},
	ArchivePath:        {"条目名称不安全或不合规：{file}。", "The name of an entry is not allowed: {file}."},
	ArchiveTwice:       {"条目重复：{file}。", "An entry is there twice: {file}."},
	ArchiveNoPart:      {"缺少必备文件：{file}。", "A part is missing that must be there: {file}."},
	ArchiveBagit:       {"bagit.txt 不是 BagIt 1.0 的声明。", "bagit.txt is not the declaration of BagIt 1.0."},
	ArchiveManifest:    {"清单 {file} 第 {line} 行无法识别。", "Line {line} of the manifest {file} cannot be read."},
	ArchiveMissing:     {"清单所列文件不存在：{file}。", "A file of the manifest is not there: {file}."},
	ArchiveExtra:       {"文件不在清单中（多余文件或清单缺行）：{file}。", "A file is not in the manifest: {file}."},
	ArchiveChanged:     {"文件内容与清单的摘要值不符：{file}。", "A file is not what the manifest says: {file}."},
	ArchiveUnreadable:  {"文件无法读出：{file}。", "A file cannot be read: {file}."},
	ArchiveTotals:      {"bag-info.txt 所记字节数和文件数（{said}）与实际（{found}）不符。", "bag-info.txt says {said} bytes and files, there are {found}."},
	ArchiveEncoding:    {"文件编码不是所声明的 UTF-8，或未声明编码：{file}。", "The encoding is not UTF-8 or not declared: {file}."},
	ArchiveCatalogue:   {"文件目录无法识别：{fault}。", "The catalogue cannot be read: {fault}."},
	ArchiveNumber:      {"文件目录顺序号不连续：应为 {want}，实为 {got}。", "The numbers of the catalogue have a hole: {got} where {want} should be."},
	ArchiveElement:     {"文件目录第 {number} 号缺少或写错“{element}”。", "Number {number} of the catalogue has no valid {element}."},
	ArchiveNoFile:      {"文件目录第 {number} 号所列文件不存在：{file}。", "Number {number} of the catalogue names a file that is not there: {file}."},
	ArchiveUnlisted:    {"文件未列入文件目录：{file}。", "A file is not in the catalogue: {file}."},
	ArchiveListedTwice: {"文件目录第 {number} 号所列文件已在前面列过：{file}。", "Number {number} of the catalogue names a file once more: {file}."},
	ArchiveTitle:       {"文件目录第 {number} 号题名“{title}”与文件内容不符，内容为“{fact}”。", "Number {number} of the catalogue is called {title}, its content {fact}."},
	ArchiveDigest:      {"文件 {file} 所载文稿不在流转记录中（摘要值 {digest}）。", "The text in {file} is not in the history (digest {digest})."},
	ArchiveLine:        {"流转记录第 {line} 行无法识别。", "Line {line} of the history cannot be read."},
	ArchivePosition:    {"流转记录次序中断：应为第 {want} 条，实为第 {got} 条（删除、插入或调换）。", "The history is out of order: entry {got} where {want} should be."},
	ArchiveHash:        {"流转记录第 {position} 条被改动：哈希不符。", "Entry {position} of the history has been changed: its hash does not hold."},
	ArchiveChain:       {"流转记录第 {position} 条与同一对象的前一条不衔接：{fault}。", "Entry {position} of the history does not follow the one before it: {fault}."},
	ArchiveShort:       {"流转记录应有 {want} 条，实有 {got} 条。", "The history should have {want} entries and has {got}."},
	ArchiveUnsigned:    {"检查点 {file} 不是本日志的检查点：没有所给公钥的签名。", "The checkpoint {file} is of another log: no known key has signed it."},
	ArchiveSignature:   {"检查点 {file} 的签名与内容不符。", "The signature of the checkpoint {file} does not hold."},
	ArchiveNoteText:    {"检查点或公钥无法识别：{file}。", "A checkpoint or key cannot be read: {file}."},
	ArchiveBeyond:      {"检查点 {file} 覆盖 {size} 条流转记录，包内只有 {entries} 条。", "The checkpoint {file} covers {size} entries, the package has {entries}."},
	ArchiveRoot:        {"流转记录的前 {size} 条与检查点 {file} 签署的不符。", "The first {size} entries of the history are not those that the checkpoint {file} has signed."},
	ArchiveLost:        {"流转记录中登记的佐证材料不在包内：{name}。", "Evidence of the history is not in the package: {name}."},
	ArchiveUnrecorded:  {"佐证材料未在流转记录中登记，或内容与登记的摘要值不符：{file}。", "Evidence is not in the history, or is not what was registered: {file}."},
})
