package filetype

import (
	"archive/zip"
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestOf(t *testing.T) {
	var book, archive bytes.Buffer
	if err := excelize.NewFile().Write(&book); err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(&archive)
	if _, err := z.Create("OFD.xml"); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	png := "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
	for name, c := range map[string]struct {
		content string
		media   string
		ok      bool
	}{
		"台账.xlsx":     {book.String(), xlsx, true},
		"台账.XLSX":     {book.String(), xlsx, true},
		"通知.pdf":      {"%PDF-1.7\n", "application/pdf", true},
		"公文.ofd":      {archive.String(), "application/ofd", true},
		"现场.png":      {png, "image/png", true},
		"假图.png":      {"%PDF-1.7\n", "image/png", false},
		"台账.docx":     {book.String(), docx, false},
		"程序.exe":      {"MZ", "", false},
		"宏.xlsm":      {book.String(), "", false},
		"页面.html":     {"<html>", "", false},
		"空.pdf":       {"", "application/pdf", false},
		"没有后缀":        {"%PDF-1.7\n", "", false},
		"双后缀.pdf.exe": {"%PDF-1.7\n", "", false},
	} {
		media, ok, err := Of(name, bytes.NewReader([]byte(c.content)))
		if err != nil || media != c.media || ok != c.ok {
			t.Errorf("%s: %q, %v, %v", name, media, ok, err)
		}
	}
}
