package filetype

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"rectify/workflow/officefile"
	"rectify/workflow/officefile/officetest"
	"rectify/workflow/words"
)

func encoded(t *testing.T, encode func(*bytes.Buffer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// huge is the head of a PNG that claims to be that large.
func huge(width, height uint32) string {
	head := binary.BigEndian.AppendUint32([]byte("IHDR"), width)
	head = append(binary.BigEndian.AppendUint32(head, height), 8, 2, 0, 0, 0)
	sum := binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE(head))
	return "\x89PNG\r\n\x1a\n\x00\x00\x00\x0d" + string(head) + string(sum)
}

func TestCheck(t *testing.T) {
	small := image.NewGray(image.Rect(0, 0, 2, 2))
	photo := encoded(t, func(b *bytes.Buffer) error { return jpeg.Encode(b, small, nil) })
	drawing := encoded(t, func(b *bytes.Buffer) error { return png.Encode(b, small) })
	book := encoded(t, func(b *bytes.Buffer) error { return excelize.NewFile().Write(b) })
	archive := encoded(t, func(b *bytes.Buffer) error {
		z := zip.NewWriter(b)
		if _, err := z.Create("evil.exe"); err != nil {
			return err
		}
		return z.Close()
	})
	packed := func(objects string) string {
		return encoded(t, func(b *bytes.Buffer) error {
			b.WriteString("%PDF-1.7\n1 0 obj\n<</Type/ObjStm/Filter/FlateDecode>>stream\n")
			z := zlib.NewWriter(b)
			if _, err := z.Write([]byte(objects)); err != nil {
				return err
			}
			if err := z.Close(); err != nil {
				return err
			}
			b.WriteString("\nendstream\nendobj\n%%EOF")
			return nil
		})
	}
	pdf := func(objects string) string { return "%PDF-1.7\n1 0 obj\n<<" + objects + ">>\nendobj\n%%EOF\n" }
	text := `<w:p><w:r><w:t>佐证</w:t></w:r></w:p>`
	docxWith := func(parts officetest.Parts) string {
		return string(officetest.Zip(t, officetest.DOCX(text).With(parts)))
	}
	virus := string(eicar)
	tests := map[string]struct {
		content, media string
		want           words.Code
	}{
		"台账.xlsx":     {content: book, media: xlsx},
		"台账.XLSX":     {content: book, media: xlsx},
		"报告.docx":     {content: docxWith(nil), media: docx},
		"通知.pdf":      {content: pdf("/Type/Catalog/OpenAction[1 0 R/Fit]"), media: "application/pdf"},
		"只有开头.pdf":    {content: "%PDF-1.7\n", media: "application/pdf"},
		"有链接.pdf":     {content: pdf("/A<</S/URI/URI(https://example.invalid)>>"), media: "application/pdf"},
		"流中巧合.pdf":    {content: "%PDF-1.7\n<<>>stream\n\x01/JS /Launch \nendstream", media: "application/pdf"},
		"公文.ofd":      {content: string(officetest.Zip(t, officetest.Parts{"OFD.xml": "<OFD/>"})), media: "application/ofd"},
		"现场.png":      {content: drawing, media: "image/png"},
		"现场.jpg":      {content: photo, media: "image/jpeg"},
		"现场.JPEG":     {content: photo, media: "image/jpeg"},
		"很大.png":      {content: huge(8000, 5000), media: "image/png"},
		"更大.png":      {content: huge(8000, 5001), want: words.FilePixels},
		"无边.png":      {content: huge(1<<31-1, 1<<31-1), want: words.FileDamaged},
		"半张.png":      {content: drawing[:20], want: words.FileDamaged},
		"半张.jpg":      {content: photo[:20], want: words.FileDamaged},
		"假图.png":      {content: "%PDF-1.7\n", want: words.FileKind},
		"换名.jpg":      {content: drawing, want: words.FileKind},
		"图与包.png":     {content: drawing + archive, want: words.FileMixed},
		"图与文.jpg":     {content: photo[:2] + "\xff\xfe\x00\x0c%PDF-1.7\n\x00" + photo[2:], want: words.FileKind},
		"文与包.pdf":     {content: pdf("") + archive, want: words.FileMixed},
		"开头有别的.pdf":   {content: "\n" + pdf(""), want: words.FileMixed},
		"台账.docx":     {content: book, want: words.FileKind},
		"普通.ofd":      {content: archive, want: words.DocumentUnknownKind},
		"其实是表.ofd":    {content: string(officetest.Zip(t, officetest.DOCX(text))), want: words.FileKind},
		"程序.exe":      {content: "MZ", want: words.FileKind},
		"宏.xlsm":      {content: book, want: words.FileKind},
		"页面.html":     {content: "<html>", want: words.FileKind},
		"空.pdf":       {content: "", want: words.FileKind},
		"没有后缀":        {content: "%PDF-1.7\n", want: words.FileKind},
		"双后缀.pdf.exe": {content: "%PDF-1.7\n", want: words.FileKind},
		"脚本.pdf":      {content: pdf("/OpenAction<</S/JavaScript/JS(app.alert)>>"), want: words.FileActive},
		"改写的脚本.pdf":   {content: pdf("/OpenAction<</S/J#61vaScript>>"), want: words.FileActive},
		"启动程序.pdf":    {content: pdf("/AA<</O<</S/Launch/F(cmd.exe)>>>>"), want: words.FileActive},
		"压缩的脚本.pdf":   {content: packed("<</S/JavaScript /JS(x)>>"), want: words.FileActive},
		"压缩的普通.pdf":   {content: packed("<</Type/Page>>"), media: "application/pdf"},
		"压缩炸弹.pdf":    {content: packed(strings.Repeat(" ", maxObjects+1)), want: words.DocumentBomb},
		"附文件.pdf":     {content: pdf("/Names<</EmbeddedFiles 2 0 R>>"), want: words.DocumentEmbedded},
		"有密码.pdf":     {content: pdf("/Encrypt 5 0 R"), want: words.DocumentEncrypted},
		"宏.docx":      {content: docxWith(officetest.Parts{"word/vbaProject.bin": "x"}), want: words.DocumentMacro},
		"外链.docx": {content: docxWith(officetest.Parts{"word/_rels/document.xml.rels": officetest.Relations(
			officetest.Relation{ID: "rId1", Kind: "image", Target: "http://example.invalid/a.png", External: true})}), want: words.DocumentExternalLink},
		"有标志.docx":  {content: docxWith(officetest.Parts{"word/header1.xml": officetest.Part("hdr", `<w:p><w:r><w:t>机密★</w:t></w:r></w:p>`)}), want: words.DocumentClassified},
		"越界.docx":   {content: docxWith(officetest.Parts{"../x.xml": "<a/>"}), want: words.DocumentUnreadable},
		"秘密★附件.pdf": {content: pdf(""), want: words.DocumentClassified},
		"病毒.pdf":    {content: pdf("") + virus, want: words.FileMalware},
		"包中病毒.docx": {content: docxWith(officetest.Parts{"word/media/a.png": virus}), want: words.FileMalware},
		"深层嵌套.docx": {content: docxWith(officetest.Parts{"word/styles.xml": strings.Repeat("<a>", 100_000)}), want: words.DocumentUnreadable},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			media, err := Check(name, strings.NewReader(test.content))
			var refused *officefile.Refused
			switch {
			case test.want == "" && (err != nil || media != test.media):
				t.Errorf("%q, %v, want %q", media, err, test.media)
			case test.want != "" && !errors.As(err, &refused):
				t.Errorf("%q, %v, want the refusal %s", media, err, test.want)
			case test.want != "" && (refused.Code != test.want || !words.Known(refused.Code) || media != ""):
				t.Errorf("refused with %s (%v), want %s", refused.Code, err, test.want)
			}
		})
	}
}

// FuzzCheck: a file is accepted as what its name says or refused, and what is accepted is accepted again.
func FuzzCheck(f *testing.F) {
	for _, name := range []string{"a.pdf", "a.png", "a.jpg", "a.docx", "a.xlsx", "a.ofd", "a.exe"} {
		f.Add(name, []byte("%PDF-1.7\n1 0 obj\n<</Type/ObjStm>>stream\nx\nendstream"))
		f.Add(name, []byte(huge(3, 3)))
		f.Add(name, officetest.Zip(f, officetest.DOCX("<w:p/>")))
	}
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		media, err := Check(name, bytes.NewReader(content))
		var refused *officefile.Refused
		if err != nil && (!errors.As(err, &refused) || !words.Known(refused.Code)) {
			t.Fatalf("an error that is no refusal: %v", err)
		}
		if (media == "") != (err != nil) {
			t.Fatalf("media %q with %v", media, err)
		}
		if again, _ := Check(name, bytes.NewReader(content)); again != media {
			t.Fatalf("%q, then %q", media, again)
		}
	})
}
