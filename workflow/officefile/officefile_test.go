package officefile_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io/fs"
	"strings"
	"testing"

	"rectify/workflow/officefile"
	"rectify/workflow/officefile/officetest"
	"rectify/workflow/words"
)

const paragraph = `<w:p><w:r><w:t>清理河道。</w:t></w:r></w:p>`

// check opens a file and reads all of it.
func check(file []byte, limits officefile.Limits) (*officefile.Package, error) {
	p, err := officefile.Open(bytes.NewReader(file), int64(len(file)), limits)
	if err != nil {
		return nil, err
	}
	return p, p.Check(nil)
}

func TestDOCX(t *testing.T) {
	file := officetest.Zip(t, officetest.DOCX(paragraph).With(officetest.Parts{
		"word/_rels/document.xml.rels": officetest.Relations(
			officetest.Relation{ID: "rId1", Kind: "hyperlink", Target: "https://example.invalid/", External: true}),
	}))
	p, err := check(file, officefile.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if p.Kind != officefile.DOCX || p.Links != 1 {
		t.Errorf("%s with %d links, want a docx with 1", p.Kind, p.Links)
	}
}

func TestOFD(t *testing.T) {
	p, err := check(officetest.Zip(t, officetest.Parts{"OFD.xml": "<OFD/>", "Doc_0/Document.xml": "<a/>"}), officefile.Limits{})
	if err != nil || p.Kind != officefile.OFD {
		t.Errorf("%v, %v", p, err)
	}
}

func TestRefusals(t *testing.T) {
	docx := officetest.DOCX(paragraph)
	with := func(name, content string) []byte {
		return officetest.Zip(t, docx.With(officetest.Parts{name: content}))
	}
	body := func(s string) []byte { return officetest.Zip(t, officetest.DOCX(s)) }
	relation := func(kind, target string, external bool) []byte {
		return with("word/_rels/document.xml.rels", officetest.Relations(officetest.Relation{ID: "rId1", Kind: kind, Target: target, External: external}))
	}
	code := func(instruction string) string {
		return `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>` + instruction +
			`</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>x</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`
	}
	tests := map[string]struct {
		file   []byte
		limits officefile.Limits
		want   words.Code
	}{
		"nothing":              {want: words.DocumentUnknownKind},
		"an archive of others": {file: officetest.Zip(t, officetest.Parts{"a.xml": "<a/>"}), want: words.DocumentUnknownKind},
		"no content types":     {file: officetest.Zip(t, officetest.Parts{"word/document.xml": "<a/>"}), want: words.DocumentUnknownKind},
		"behind another file":  {file: append([]byte("%PDF-1.7\n"), body(paragraph)...), want: words.DocumentUnknownKind},
		"two main parts":       {file: with("xl/workbook.xml", "<a/>"), want: words.DocumentUnreadable},
		"a drive":              {file: with("C:/x.xml", "<a/>"), want: words.DocumentUnreadable},
		"out of the package":   {file: with("word/../../x.xml", "<a/>"), want: words.DocumentUnreadable},
		"a symbolic link":      {file: linked(t), want: words.DocumentUnreadable},
		"macros":               {file: with("word/vbaProject.bin", "x"), want: words.DocumentMacro},
		"a type with macros": {file: with("[Content_Types].xml",
			`<Types><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>`), want: words.DocumentMacro},
		"macros under another name":   {file: relation("vbaProject", "data.bin", false), want: words.DocumentMacro},
		"a linked picture":            {file: relation("image", "http://example.invalid/a.png", true), want: words.DocumentExternalLink},
		"a template from elsewhere":   {file: relation("attachedTemplate", "http://example.invalid/a.dotx", true), want: words.DocumentExternalLink},
		"a frame":                     {file: relation("frame", "http://example.invalid/", true), want: words.DocumentExternalLink},
		"a linked object":             {file: relation("oleObject", "file:///a.xlsx", true), want: words.DocumentExternalLink},
		"an object":                   {file: relation("oleObject", "data.bin", false), want: words.DocumentEmbedded},
		"a page of another kind":      {file: relation("aFChunk", "a.html", false), want: words.DocumentEmbedded},
		"an embedded file":            {file: with("word/embeddings/a.xlsx", "x"), want: words.DocumentEmbedded},
		"a control":                   {file: with("word/activeX/activeX1.xml", "<a/>"), want: words.DocumentEmbedded},
		"a code that starts programs": {file: body(code(` DDE</w:instrText></w:r><w:r><w:instrText>AUTO c:\\a.exe "x" `)), want: words.DocumentExternalLink},
		"a code that loads a picture": {file: body(code(` includepicture "http://example.invalid/a.png" `)), want: words.DocumentExternalLink},
		"a simple code that loads":    {file: body(`<w:p><w:fldSimple w:instr="INCLUDETEXT &quot;a.docx&quot; "/></w:p>`), want: words.DocumentExternalLink},
		"a mark":                      {file: body(`<w:p><w:r><w:t>机</w:t></w:r><w:r><w:t> 密★</w:t></w:r></w:p>`), want: words.DocumentClassified},
		"a mark with a symbol":        {file: body(`<w:p><w:r><w:t>秘密</w:t><w:sym w:font="Wingdings" w:char="F0AB"/></w:r></w:p>`), want: words.DocumentClassified},
		"a mark in the page header":   {file: with("word/header1.xml", officetest.Part("hdr", `<w:p><w:r><w:t>绝密★</w:t></w:r></w:p>`)), want: words.DocumentClassified},
		"a mark as a drawing":         {file: body(`<w:p><w:r><w:pict><v:shape><v:textpath string="秘密★"/></v:shape></w:pict></w:r></w:p>`), want: words.DocumentClassified},
		"a document type":             {file: with("word/styles.xml", `<!DOCTYPE a [<!ENTITY b "c">]><a/>`), want: words.DocumentUnreadable},
		"broken XML":                  {file: with("word/styles.xml", `<a><b></a>`), want: words.DocumentUnreadable},
		"nested too deep":             {file: with("word/styles.xml", strings.Repeat("<a>", 100_000)+strings.Repeat("</a>", 100_000)), want: words.DocumentUnreadable},
		"too many bytes":              {file: body(paragraph), limits: officefile.Limits{Bytes: 100}, want: words.DocumentTooLarge},
		"too many parts":              {file: body(paragraph), limits: officefile.Limits{Entries: 3}, want: words.DocumentBomb},
		"too large a part":            {file: body(paragraph), limits: officefile.Limits{UnzipPart: 100}, want: words.DocumentBomb},
		"too large a whole":           {file: body(paragraph), limits: officefile.Limits{UnzipTotal: 500}, want: words.DocumentBomb},
		"packed too well":             {file: with("word/media/a.png", strings.Repeat("0", 2<<20)), want: words.DocumentBomb},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := check(test.file, test.limits)
			var refused *officefile.Refused
			if !errors.As(err, &refused) {
				t.Fatalf("got %v, want the refusal %s", err, test.want)
			}
			if refused.Code != test.want || !words.Known(refused.Code) {
				t.Errorf("refused with %s (%v), want %s", refused.Code, err, test.want)
			}
		})
	}
}

// linked is a document with a part that is a symbolic link.
func linked(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, content := range officetest.DOCX(paragraph) {
		part, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	h := &zip.FileHeader{Name: "word/media/a.png"}
	h.SetMode(fs.ModeSymlink | 0o777)
	part, err := w.CreateHeader(h)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write([]byte("/etc/passwd")); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// FuzzOpen: a package is opened or refused, never with an error of another kind, and what comes out stays in the limits.
func FuzzOpen(f *testing.F) {
	f.Add(officetest.Zip(f, officetest.DOCX(paragraph)))
	f.Add(officetest.Zip(f, officetest.Parts{"OFD.xml": "<OFD/>"}))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, file []byte) {
		limits := officefile.Limits{UnzipTotal: 1 << 20, UnzipPart: 1 << 18}
		var refused *officefile.Refused
		p, err := officefile.Open(bytes.NewReader(file), int64(len(file)), limits)
		if err == nil {
			total := 0
			err = p.Check(func(name string, content []byte) error {
				total += len(content)
				if len(content) > 1<<18 || total > 1<<20 || strings.Contains(name, "..") {
					t.Fatalf("%q of %d bytes, %d in all", name, len(content), total)
				}
				return nil
			})
		}
		if err != nil && (!errors.As(err, &refused) || !words.Known(refused.Code)) {
			t.Fatalf("an error that is no refusal: %v", err)
		}
	})
}
