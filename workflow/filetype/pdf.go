package filetype

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
	"strconv"

	"rectify/workflow/words"
)

// Names in a PDF that make it more than pages to read (ISO 32000-1, 7.11.4, 12.6.4). A link that a person follows is none.
var (
	active    = regexp.MustCompile(`/(JavaScript|JS|Launch|RichMedia|XFA)[\s/(<\[\])>]`)
	embedded  = regexp.MustCompile(`/(EmbeddedFiles?)[\s/(<\[\])>]`)
	encrypted = regexp.MustCompile(`/Encrypt[\s/(<\[\])>]`)
)

// checkPDF refuses a PDF that runs programs, carries files, has a password, or is an archive besides. It reads what stands
// outside of streams and in object streams; a scanner that knows more is not replaced.
func checkPDF(content []byte) error {
	if !bytes.HasPrefix(content, []byte("%PDF-")) || isArchive(content) {
		return refuse(words.FileMixed, nil)
	}
	objects, err := pdfObjects(content)
	if err != nil {
		return err
	}
	objects = unescapeNames(append(objects, ' '))
	switch {
	case encrypted.Match(objects):
		return refuse(words.DocumentEncrypted, nil)
	case active.Match(objects):
		return refuse(words.FileActive, words.Params{"what": string(active.FindSubmatch(objects)[1])})
	case embedded.Match(objects):
		return refuse(words.DocumentEmbedded, words.Params{"part": string(embedded.FindSubmatch(objects)[1])})
	}
	return nil
}

// maxObjects bounds the objects of a PDF, in bytes.
const maxObjects = 64 << 20

// pdfObjects gives the objects of a PDF as text: what stands outside of streams, and the streams that hold objects.
func pdfObjects(content []byte) ([]byte, error) {
	var out []byte
	for len(content) > 0 {
		head, rest, found := bytes.Cut(content, []byte("stream"))
		out = append(out, head...)
		if !found {
			break
		}
		body, after, closed := bytes.Cut(rest, []byte("endstream"))
		if !closed { // the word stands in a text, or the file is cut off
			out = append(out, rest...)
			break
		}
		if dictionary := head[max(0, bytes.LastIndex(head, []byte("obj"))):]; bytes.Contains(unescapeNames(dictionary), []byte("/ObjStm")) {
			unpacked, err := inflate(bytes.TrimLeft(body, "\r\n"), maxObjects-len(out))
			if err != nil {
				return nil, err
			}
			out = append(append(out, ' '), unpacked...)
		}
		out = append(out, ' ')
		content = after
	}
	return out, nil
}

// inflate unpacks an object stream. One that is packed in another way, which nobody does, is read as it is.
func inflate(body []byte, limit int) ([]byte, error) {
	z, err := zlib.NewReader(bytes.NewReader(body))
	if err != nil {
		return body, nil
	}
	defer z.Close()
	out, err := io.ReadAll(io.LimitReader(z, int64(max(limit, 0))+1))
	if len(out) > limit {
		return nil, refuse(words.DocumentBomb, words.Params{"what": "total", "limit": maxObjects})
	}
	if err != nil && len(out) == 0 {
		return body, nil
	}
	return out, nil // what was readable; viewers mend a missing end as well
}

var escapedName = regexp.MustCompile(`#[0-9A-Fa-f]{2}`)

// unescapeNames writes #4A as J: a name may be spelled that way.
func unescapeNames(b []byte) []byte {
	return escapedName.ReplaceAllFunc(b, func(s []byte) []byte {
		n, err := strconv.ParseUint(string(s[1:]), 16, 8)
		if err != nil {
			return s
		}
		return []byte{byte(n)}
	})
}
