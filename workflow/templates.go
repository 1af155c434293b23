package workflow

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"

	"rectify/models"
	"rectify/workflow/document/docx"
	papers "rectify/workflow/document/paper"
	"rectify/workflow/officefile"
	"rectify/workflow/words"
)

// TemplateAdmins may change the office's own templates.
var TemplateAdmins = []models.Role{models.RoleSystemAdmin, models.RoleAuditOfficer}

// maxTemplate is how many bytes a template may have: a letterhead with its pictures, not an album.
const maxTemplate = 4 << 20

// NewTemplate is an uploaded template.
type NewTemplate struct {
	Kind    papers.Kind
	Name    string
	Content []byte
}

// PutTemplate keeps a template for a kind of document in place of the one before, once it is checked. The result is the
// models.Template.
func (e *Engine) PutTemplate(ctx context.Context, v models.Viewer, r Request, n NewTemplate) (Answer, error) {
	return e.administer(ctx, v, r, TemplateAdmins, func(w *writing) (any, error) {
		if err := n.check(); err != nil {
			return nil, err
		}
		before, err := w.templateState(n.Kind)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(n.Content)
		t := models.Template{Kind: string(n.Kind), Name: n.Name, Content: n.Content, Size: int64(len(n.Content)), SHA256: hex.EncodeToString(sum[:]),
			UploadedBy: v.UserID, UploadedAt: w.now}
		if err := w.tx.PutTemplate(t); err != nil {
			return nil, err
		}
		after := templateState{t.Name, t.SHA256}
		return t, w.recordChange("upload", "template", t.Kind, after, before, after)
	})
}

// DeleteTemplate goes back to the built-in form. The result is nil.
func (e *Engine) DeleteTemplate(ctx context.Context, v models.Viewer, r Request, kind papers.Kind) (Answer, error) {
	return e.administer(ctx, v, r, TemplateAdmins, func(w *writing) (any, error) {
		before, err := w.templateState(kind)
		if err != nil {
			return nil, err
		}
		if err := w.tx.DeleteTemplate(string(kind)); err != nil {
			return nil, notFound(err)
		}
		return nil, w.recordChange("delete", "template", string(kind), nil, before, nil)
	})
}

// templateState is what the audit log says of a template.
type templateState struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

func (w *writing) templateState(kind papers.Kind) (any, error) {
	t, err := w.tx.Template(string(kind))
	if errors.Is(err, models.ErrNotFound) {
		return nil, nil
	}
	return templateState{t.Name, t.SHA256}, err
}

// check holds an upload to what imports are held to, and its marks against the fields that the kind has.
func (n NewTemplate) check() error {
	fields, is := papers.FieldsOf(n.Kind)
	if !is {
		return Refuse(NotFound, words.NotFound, nil)
	}
	file, err := officefile.Open(bytes.NewReader(n.Content), int64(len(n.Content)), officefile.Limits{Bytes: maxTemplate})
	if err == nil {
		err = file.Check(nil)
	}
	var refused *officefile.Refused
	if errors.As(err, &refused) {
		return RefuseFor([]Reason{{Code: refused.Code, Params: refused.Params, Field: "file"}})
	}
	if err != nil {
		return err
	}
	template, err := docx.OpenTemplate(n.Content)
	if errors.Is(err, docx.ErrNotDOCX) || err == nil && file.Kind != officefile.DOCX {
		return RefuseFor([]Reason{{Code: words.TemplateNotDOCX, Field: "file"}})
	}
	if err != nil {
		return err
	}
	return RefuseFor(templateReasons(template.Check(fields), fields))
}

// templateReasons says what cannot be filled, each mark by itself, and which fields there are.
func templateReasons(faults docx.Faults, fields docx.Fields) []Reason {
	var reasons []Reason
	add := func(code words.Code, marks []string) {
		for _, mark := range marks {
			reasons = append(reasons, Reason{Code: code, Params: words.Params{"mark": mark}, Field: "file"})
		}
	}
	add(words.TemplateFieldUnknown, faults.Unknown)
	add(words.TemplateMarkBroken, faults.Broken)
	add(words.TemplateListsMixed, faults.Mixed)
	if len(faults.Unknown) > 0 {
		reasons = append(reasons, Reason{Code: words.TemplateFields, Params: words.Params{"fields": strings.Join(fields.Names(), "、")}, Field: "file"})
	}
	return reasons
}
