package api

import (
	"context"
	"time"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/words"
)

// Circle is who may read a document. Without a circle it is read by everybody whose duties include it.
type Circle struct {
	Restricted bool           `json:"restricted" doc:"是否限定了知悉范围"`
	Of         *string        `json:"circle_id,omitempty" format:"uuid" doc:"由哪个事项限定；随所属问题限定时为该问题"`
	Readers    []CircleReader `json:"readers"`
}

// CircleReader is one person in a circle.
type CircleReader struct {
	UserID  string    `json:"user_id" format:"uuid"`
	Name    string    `json:"name"`
	AddedBy string    `json:"added_by" format:"uuid"`
	AddedAt time.Time `json:"added_at"`
}

// circle shows who may read a subject of one of the kinds.
func (s *Server) circle(kinds ...models.Kind) func(context.Context, models.Viewer, *subjectInput) (*Circle, error) {
	return func(ctx context.Context, v models.Viewer, in *subjectInput) (*Circle, error) {
		tx := s.deps.Store.View(ctx)
		subject, err := tx.Visible(v, in.ID, kinds...)
		if err != nil {
			return nil, err
		}
		out := &Circle{Restricted: subject.CircleID != nil, Of: subject.CircleID, Readers: []CircleReader{}}
		if !out.Restricted {
			return out, nil
		}
		readers, err := tx.CircleReaders(*subject.CircleID)
		for _, r := range readers {
			out.Readers = append(out.Readers, CircleReader{r.UserID, r.Name, r.AddedBy, r.AddedAt})
		}
		return out, err
	}
}

type circleInput struct {
	ID   string `path:"id" format:"uuid"`
	Body struct {
		ReaderIDs []string `json:"reader_ids" minItems:"1" maxItems:"200" doc:"知悉范围内的全部人员；办理人自动在内"`
		Reason    string   `json:"reason" minLength:"1" maxLength:"2000"`
	}
}

// restrict draws the circle of a subject of one of the kinds.
func (s *Server) restrict(kinds ...models.Kind) func(context.Context, models.Viewer, Command, *circleInput) (workflow.Answer, error) {
	return func(ctx context.Context, v models.Viewer, c Command, in *circleInput) (workflow.Answer, error) {
		return s.fire(ctx, c, workflow.Command{Viewer: v, SubjectID: in.ID, Kinds: kinds, Event: workflow.Restrict, Opinion: in.Body.Reason,
			Payload: workflow.Circle{Readers: in.Body.ReaderIDs}})
	}
}

type liftInput struct {
	ID   string `path:"id" format:"uuid"`
	Body struct {
		Reason string `json:"reason" minLength:"1" maxLength:"2000"`
	}
}

// lift opens a subject of one of the kinds.
func (s *Server) lift(kinds ...models.Kind) func(context.Context, models.Viewer, Command, *liftInput) (workflow.Answer, error) {
	return func(ctx context.Context, v models.Viewer, c Command, in *liftInput) (workflow.Answer, error) {
		return s.fire(ctx, c, workflow.Command{Viewer: v, SubjectID: in.ID, Kinds: kinds, Event: workflow.Lift, Opinion: in.Body.Reason})
	}
}

// Reading says that somebody was shown a document with a circle.
type Reading struct {
	ID         string      `json:"id" format:"uuid"`
	At         time.Time   `json:"at"`
	UserID     string      `json:"user_id" format:"uuid"`
	UserName   string      `json:"user_name" doc:"查阅时的姓名"`
	CircleID   string      `json:"circle_id" format:"uuid" doc:"限定知悉范围的事项"`
	SubjectID  string      `json:"subject_id" format:"uuid" doc:"所查阅的事项；一次列出同一范围内多件的，为该范围的事项"`
	Kind       models.Kind `json:"kind" enum:"problem,measure,weekly,progress,plan,bulletin,situation,meeting"`
	Revision   int         `json:"revision" doc:"所查阅的稿次；0 为没有正文"`
	EvidenceID string      `json:"evidence_id,omitempty" doc:"所查阅或下载的佐证材料"`
	Operation  string      `json:"operation" doc:"所用的接口，如 get-problem、download-evidence"`
	Label      string      `json:"operation_label" doc:"接口的名称"`
	Address    string      `json:"address"`
	RequestID  string      `json:"request_id"`
}

func (s *Server) readingOf(r models.Reading, lang words.Lang) Reading {
	return Reading{ID: r.ID, At: r.At, UserID: r.UserID, UserName: r.UserName, CircleID: r.CircleID, SubjectID: r.SubjectID, Kind: r.Kind,
		Revision: r.Revision, EvidenceID: r.Evidence, Operation: r.Operation,
		Label: s.actLabel(r.Operation, lang), Address: r.Address, RequestID: r.RequestID}
}

type readingsInput struct {
	ID string `path:"id" format:"uuid"`
	Paging
}

// readings lists who read a subject of one of the kinds, or what belongs to it, the latest first. It is for those who may
// change the circle; for everybody else there is no such list.
func (s *Server) readings(kinds ...models.Kind) func(context.Context, models.Viewer, *readingsInput) (*Page[Reading], error) {
	return func(ctx context.Context, v models.Viewer, in *readingsInput) (*Page[Reading], error) {
		subject, can, err := s.deps.Engine.Look(ctx, v, in.ID, kinds...)
		if err != nil {
			return nil, err
		}
		for _, p := range can {
			if p.Event == workflow.Restrict && p.Allowed {
				return s.readingPage(ctx, models.ReadingFilter{Subject: subject.ID}, in.Paging)
			}
		}
		return nil, workflow.Refuse(workflow.NotFound, words.NotFound, nil)
	}
}

type allReadingsInput struct {
	Paging
	SubjectID string `query:"subject_id" format:"uuid" doc:"只列对此事项的查阅"`
	UserID    string `query:"user_id" format:"uuid" doc:"只列此人的查阅"`
}

// allReadings lists all reads, for the audit administrator, who sees no document itself.
func (s *Server) allReadings(ctx context.Context, _ models.Viewer, in *allReadingsInput) (*Page[Reading], error) {
	return s.readingPage(ctx, models.ReadingFilter{Subject: in.SubjectID, UserID: in.UserID}, in.Paging)
}

func (s *Server) readingPage(ctx context.Context, f models.ReadingFilter, p Paging) (*Page[Reading], error) {
	if _, err := p.after("readings", &f.After); err != nil {
		return nil, err
	}
	f.Limit = p.Limit + 1
	rows, err := s.deps.Store.View(ctx).Readings(f)
	if err != nil {
		return nil, err
	}
	lang := requestOf(ctx).lang
	page, err := pageOf("readings", mapped(rows, func(r models.Reading) Reading { return s.readingOf(r, lang) }), p.Limit, func(r Reading) []any { return []any{r.ID} })
	return &page, err
}

// keepReadings records what a read has shown of documents with a circle. Without the record there is no answer.
func (s *Server) keepReadings(ctx context.Context, operation string, seen *models.Seen) error {
	r := requestOf(ctx)
	template := models.Reading{At: s.deps.Clock.Now(), UserID: r.viewer.UserID, UserName: r.viewer.Name, Operation: operation,
		SessionID: r.viewer.SessionID, RequestID: r.id}
	if r.http != nil {
		template.Address = r.http.RealIP()
	}
	readings := seen.Take(template)
	if len(readings) == 0 {
		return nil
	}
	return s.deps.Store.View(ctx).AddReadings(readings)
}
