package words

// Sentences about uploaded files.
const (
	FileEmpty Code = "file_empty"
	FileKind  Code = "file_kind"
)

var _ = add(map[Code]text{
	FileEmpty: {"文件为空。", "The file is empty."},
	FileKind:  {"不能上传“{name}”：仅接受 {endings}，且内容须与后缀相符。", "“{name}” cannot be uploaded: only {endings}, and the content must be what the ending says."},
})
