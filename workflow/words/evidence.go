package words

// Sentences about uploaded files.
const (
	FileEmpty   Code = "file_empty"
	FileKind    Code = "file_kind"
	FileMixed   Code = "file_mixed"
	FileDamaged Code = "file_damaged"
	FilePixels  Code = "file_pixels"
	FileActive  Code = "file_active"
	FileMalware Code = "file_malware"
)

var _ = add(map[Code]text{
	FileEmpty:   {"文件为空。", "The file is empty."},
	FileKind:    {"不能上传“{name}”：仅接受 {endings}，且内容须与后缀相符。", "“{name}” cannot be uploaded: only {endings}, and the content must be what the ending says."},
	FileMixed:   {"文件同时含有另一种格式的内容，不予接收。请重新导出后再上传。", "The file is of two kinds at once and is refused. Export it anew and upload that."},
	FileDamaged: {"文件已损坏，无法识别。", "The file is damaged and cannot be read."},
	FilePixels:  {"图片过大（{width}×{height} 像素，上限 {limit} 像素），请缩小后再上传。", "The picture is too large ({width}×{height} pixels, limit {limit}). Make it smaller and upload it again."},
	FileActive:  {"PDF 含有脚本、可执行动作或动态表单（{what}），不予接收。请打印为普通 PDF 后再上传。", "The PDF holds scripts, actions or a dynamic form ({what}) and is refused. Print it to a plain PDF and upload that."},
	FileMalware: {"文件含有病毒特征，不予接收。", "The file has the signature of a virus and is refused."},
})
