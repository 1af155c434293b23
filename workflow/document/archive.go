package document

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"

	"rectify/workflow/words"
)

// oleMagic opens a compound file: an old .xls, or a workbook with a password.
var oleMagic = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}

// encryptedStream is the name "EncryptedPackage" as a compound file stores it (UTF-16LE).
var encryptedStream = []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")

// ratioFloor: below this many unpacked bytes the ratio of a part says nothing.
const ratioFloor = 1 << 20

// openArchive refuses what is no workbook or too large, and returns the package's entries. Sizes are those the package
// declares; eachPart counts the true ones.
func openArchive(r io.ReaderAt, size int64, limits Limits) (*zip.Reader, error) {
	if size > limits.Bytes {
		return nil, refuse(words.DocumentTooLarge, words.Params{"limit": limits.Bytes}, nil)
	}
	head := make([]byte, len(oleMagic))
	if n, err := r.ReadAt(head, 0); n < len(head) {
		return nil, refuse(words.DocumentNotXLSX, nil, err)
	}
	if bytes.Equal(head, oleMagic) {
		return nil, refuseCompound(r, size)
	}
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, refuse(words.DocumentNotXLSX, nil, err)
	}
	if len(z.File) > limits.Entries {
		return nil, refuse(words.DocumentBomb, words.Params{"what": "entries", "limit": limits.Entries}, nil)
	}
	seen := map[string]bool{}
	for _, f := range z.File {
		name := strings.ToLower(f.Name)
		switch {
		case path.IsAbs(name) || strings.Contains(name, "..") || strings.Contains(name, `\`) || seen[name]:
			return nil, refuse(words.DocumentUnreadable, nil, errors.New("unsafe or repeated entry"))
		case f.Flags&1 != 0:
			return nil, refuse(words.DocumentEncrypted, nil, nil)
		case forbiddenPart(name) != "":
			return nil, refuse(forbiddenPart(name), words.Params{"part": f.Name}, nil)
		}
		seen[name] = true
	}
	if !seen["[content_types].xml"] || !seen["xl/workbook.xml"] {
		return nil, refuse(words.DocumentNotXLSX, nil, nil)
	}
	return z, nil
}

// refuseCompound tells a workbook with a password from an old .xls.
func refuseCompound(r io.ReaderAt, size int64) error {
	b, err := io.ReadAll(io.NewSectionReader(r, 0, size))
	if err == nil && bytes.Contains(b, encryptedStream) {
		return refuse(words.DocumentEncrypted, nil, nil)
	}
	return refuse(words.DocumentNotXLSX, nil, err)
}

// forbiddenPart names the reason why a workbook with this part is refused. The name is in lower case.
func forbiddenPart(name string) words.Code {
	switch {
	case path.Base(name) == "vbaproject.bin", strings.HasPrefix(name, "xl/macrosheets/"):
		return words.DocumentMacro
	case strings.HasPrefix(name, "xl/externallinks/"), name == "xl/connections.xml", strings.HasPrefix(name, "xl/querytables/"):
		return words.DocumentExternalLink
	case strings.HasPrefix(name, "xl/embeddings/"), strings.HasPrefix(name, "xl/activex/"):
		return words.DocumentEmbedded
	}
	return ""
}

// eachPart unpacks every part, holding it to the limits by what really comes out, and hands it to use.
func eachPart(z *zip.Reader, limits Limits, use func(name string, content []byte) error) error {
	var total int64
	for _, f := range z.File {
		part, err := f.Open()
		if err != nil {
			return refuse(words.DocumentUnreadable, nil, err)
		}
		content, err := io.ReadAll(io.LimitReader(part, limits.UnzipPart+1))
		part.Close()
		if err != nil {
			return refuse(words.DocumentUnreadable, nil, err)
		}
		n := int64(len(content))
		total += n
		switch {
		case n > limits.UnzipPart:
			return refuse(words.DocumentBomb, words.Params{"what": "part", "limit": limits.UnzipPart}, nil)
		case total > limits.UnzipTotal:
			return refuse(words.DocumentBomb, words.Params{"what": "total", "limit": limits.UnzipTotal}, nil)
		case n > ratioFloor && uint64(n) > uint64(limits.Ratio)*max(f.CompressedSize64, 1):
			return refuse(words.DocumentBomb, words.Params{"what": "ratio", "limit": limits.Ratio}, nil)
		}
		if err := use(f.Name, content); err != nil {
			return err
		}
	}
	return nil
}
