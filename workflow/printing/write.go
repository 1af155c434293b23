package printing

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"rectify/models"
	"rectify/workflow/document/docx"
	"rectify/workflow/document/paper"
)

// Printed is a document as a file.
type Printed struct {
	Name    string // without ending
	Content []byte // DOCX
}

// Write makes the file: by the office's own template of the kind where there is one, else by the built-in form, which
// builtin asks for in any case.
func Write(tx models.Tx, p paper.Paper, builtin bool) (Printed, error) {
	document := p.Document()
	name := fileName(document)
	var b bytes.Buffer
	if !builtin {
		stored, err := tx.Template(string(p.Kind()))
		if err == nil {
			template, err := docx.OpenTemplate(stored.Content)
			if err != nil {
				return Printed{}, fmt.Errorf("template of %s: %w", p.Kind(), err)
			}
			err = template.Fill(&b, p.Fields())
			return Printed{name, b.Bytes()}, err
		}
		if !errors.Is(err, models.ErrNotFound) {
			return Printed{}, err
		}
	}
	err := document.Write(&b)
	return Printed{name, b.Bytes()}, err
}

// longestName is how many characters of a title become a file's name.
const longestName = 80

// fileName is the title, without what no file's name may have; a draft says so here as well.
func fileName(d docx.Document) string {
	name := strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`\/:*?"<>|`, r) {
			return -1
		}
		return r
	}, d.Title)
	if runes := []rune(name); len(runes) > longestName {
		name = string(runes[:longestName])
	}
	if name = strings.TrimSpace(name); name == "" {
		name = "文稿"
	}
	if d.Mark != "" {
		name += "（草稿）"
	}
	return name
}
