package api

import (
	"context"
	"errors"
	"net/http"
	"path/filepath"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/filetype"
	"rectify/workflow/officefile"
)

// Evidence is one immutable file that proves something.
type Evidence struct {
	ID         string    `json:"id" format:"uuid"`
	SubjectID  string    `json:"subject_id" format:"uuid"`
	Name       string    `json:"name"`
	Size       int64     `json:"size" doc:"字节数"`
	MediaType  string    `json:"media_type"`
	SHA256     string    `json:"sha256"`
	Note       string    `json:"note,omitempty"`
	UploadedBy string    `json:"uploaded_by" format:"uuid"`
	UploadedAt time.Time `json:"uploaded_at"`
}

func evidenceOf(e models.Evidence) Evidence {
	return Evidence{ID: e.ID, SubjectID: e.SubjectID, Name: e.Name, Size: e.Size, MediaType: e.MediaType, SHA256: e.SHA256, Note: e.Note,
		UploadedBy: e.UploadedBy, UploadedAt: e.UploadedAt}
}

// Attached answers an upload: the outcome of the event, and the evidence.
type Attached struct {
	Outcome
	EvidenceID string `json:"evidence_id" format:"uuid"`
	SHA256     string `json:"sha256"`
}

type uploadInput struct {
	ID      string `path:"id" format:"uuid"`
	RawBody huma.MultipartFormFiles[struct {
		File huma.FormFile `form:"file" required:"true" doc:"文件：pdf、docx、xlsx、ofd、jpg、png"`
		Note string        `form:"note" required:"false" maxLength:"500" doc:"说明"`
	}]
}

// attach keeps the uploaded bytes and records them as evidence of a subject of one of the kinds. The bytes are kept
// first: a file that no entry names is harmless, an entry without its file is not.
func (s *Server) attach(kinds ...models.Kind) func(context.Context, models.Viewer, Command, *uploadInput) (workflow.Answer, error) {
	return func(ctx context.Context, v models.Viewer, c Command, in *uploadInput) (workflow.Answer, error) {
		if _, err := s.deps.Store.View(ctx).Visible(v, in.ID, kinds...); err != nil {
			return workflow.Answer{}, err // nobody fills the disk with files for what he may not see
		}
		form := in.RawBody.Data()
		name := filepath.Base(form.File.Filename)
		media, err := filetype.Check(name, form.File)
		var unusable *officefile.Refused
		if errors.As(err, &unusable) {
			return workflow.Answer{}, workflow.RefuseFor([]workflow.Reason{{Code: unusable.Code, Params: unusable.Params, Field: "file"}})
		}
		if err != nil {
			return workflow.Answer{}, err
		}
		if _, err := form.File.Seek(0, 0); err != nil {
			return workflow.Answer{}, err
		}
		digest, size, err := s.deps.Blobs.Keep(form.File, s.deps.Limits.Upload)
		if errors.Is(err, models.ErrTooLarge) {
			return workflow.Answer{}, &http.MaxBytesError{Limit: s.deps.Limits.Upload}
		}
		if err != nil {
			return workflow.Answer{}, err
		}
		attachment := workflow.Attachment{EvidenceID: models.NewID(), Name: name, MediaType: media, Size: size, SHA256: digest, Note: form.Note}
		command := workflow.Command{Viewer: v, SubjectID: in.ID, Kinds: kinds, Event: workflow.Attach, IfVersion: c.IfVersion, Payload: attachment}
		command.Request = c.Rendering(func(result any) (workflow.Answer, error) {
			o := result.(workflow.Outcome)
			return answer(http.StatusCreated, o.Subject.Version, "/api/v1/evidence/"+attachment.EvidenceID,
				Attached{Outcome: outcomeOf(ctx, o), EvidenceID: attachment.EvidenceID, SHA256: digest})
		})
		return s.deps.Engine.Fire(ctx, command)
	}
}

type evidenceListAnswer struct {
	Items []Evidence `json:"items"`
}

type subjectInput struct {
	ID string `path:"id" format:"uuid"`
}

// listEvidence lists the evidence of a subject of one of the kinds.
func (s *Server) listEvidence(kinds ...models.Kind) func(context.Context, models.Viewer, *subjectInput) (*evidenceListAnswer, error) {
	return func(ctx context.Context, v models.Viewer, in *subjectInput) (*evidenceListAnswer, error) {
		tx := s.deps.Store.View(ctx)
		if _, err := tx.Visible(v, in.ID, kinds...); err != nil {
			return nil, err
		}
		list, err := tx.EvidenceOf(in.ID)
		if err != nil {
			return nil, err
		}
		out := &evidenceListAnswer{Items: make([]Evidence, len(list))}
		for i, e := range list {
			out.Items[i] = evidenceOf(e)
		}
		return out, nil
	}
}

// evidence describes one piece.
func (s *Server) evidence(ctx context.Context, v models.Viewer, in *subjectInput) (*Evidence, error) {
	e, err := s.deps.Store.View(ctx).Evidence(v, in.ID)
	if err != nil {
		return nil, err
	}
	out := evidenceOf(e)
	return &out, nil
}

// download sends the bytes, always as a file to keep and never as a page to show.
func (s *Server) download(ctx context.Context, v models.Viewer, in *subjectInput) (func(echo.Context) error, error) {
	e, err := s.deps.Store.View(ctx).Evidence(v, in.ID)
	if err != nil {
		return nil, err
	}
	file, err := s.deps.Blobs.Open(e.SHA256)
	if err != nil {
		return nil, errors.Join(errors.New("the bytes of evidence "+e.ID+" are gone"), err)
	}
	return func(c echo.Context) error {
		defer file.Close()
		c.Response().Header().Set("ETag", `"`+e.SHA256+`"`)
		return sendFile(c, e.Name, e.MediaType, e.UploadedAt, file)
	}, nil
}
