// Package archive writes and checks the archive package of a campaign: a ZIP that holds a bag of RFC 8493 (BagIt 1.0),
// laid out as 电子档案移交与接收办法 asks. It is pure: a package is checked without the program's database, by whoever has
// the file.
package archive

import (
	"fmt"
	"path"
	"strings"
	"unicode/utf8"
)

// The parts of a bag, below its top folder.
const (
	bagitName = "bagit.txt"
	infoName  = "bag-info.txt"
)

// The payload, below data/.
const (
	ReadmeName    = "说明文件.TXT"
	CatalogueName = "文件目录.XML"
	Documents     = "电子档案"
	Ledgers       = "台账"
	EvidenceFiles = "佐证材料"
	Records       = "流转记录"

	HistoryName    = Records + "/history.jsonl"
	KeysName       = Records + "/检查点公钥.txt"
	CheckpointsDir = Records + "/检查点"
)

const (
	payload   = "data/"
	bagitText = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
)

// Labels in bag-info.txt that the check reads.
const (
	oxumLabel    = "Payload-Oxum"
	historyLabel = "Rectify-History-Entries"
)

// longestName is how many characters of a text become part of a file's name.
const longestName = 60

// SafeName is a text as part of a file's name: without what no file system takes, in one line, not too long. The ending is
// kept.
func SafeName(text string) string {
	name := strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == utf8.RuneError || strings.ContainsRune(`\/:*?"<>|%`, r) || (r >= 0x200b && r <= 0x200f) ||
			(r >= 0x202a && r <= 0x202e) || (r >= 0x2066 && r <= 0x2069) {
			return '_'
		}
		return r
	}, strings.ToValidUTF8(text, "_"))
	ending := path.Ext(name)
	if utf8.RuneCountInString(ending) > 10 {
		ending = ""
	}
	stem := []rune(strings.TrimSuffix(name, ending))
	name = strings.Trim(string(stem[:min(len(stem), longestName)])+ending, ". ")
	if name == "" {
		return "文件"
	}
	return name
}

// goodPath refuses the name of an entry that would not stay in its folder, or that another system would read otherwise.
func goodPath(name string) error {
	switch {
	case !utf8.ValidString(name):
		return fmt.Errorf("not UTF-8")
	case name == "" || strings.HasPrefix(name, "/") || strings.ContainsAny(name, "\\:\x00\r\n"):
		return fmt.Errorf("not a plain relative path")
	}
	for _, part := range strings.Split(name, "/") {
		if part == "" || part == "." || part == ".." {
			return fmt.Errorf("a part of the path is %q", part)
		}
	}
	return nil
}
