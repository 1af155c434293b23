package api

import (
	"context"
	"time"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/textdiff"
)

// Revision is one exact text of a document.
type Revision struct {
	Number    int       `json:"number"`
	Digest    string    `json:"digest"`
	Event     Named     `json:"event" doc:"由哪个动作产生"`
	Note      string    `json:"note,omitempty"`
	AuthorID  string    `json:"author_id" format:"uuid"`
	CreatedAt time.Time `json:"created_at"`
	Content   *Content  `json:"content,omitempty"`
}

// RevisionList is every revision of a document without its text, oldest first.
type RevisionList struct {
	Items []Revision `json:"items"`
}

// Differences is what changed between two revisions.
type Differences struct {
	From     int               `json:"from"`
	To       int               `json:"to"`
	Sections []textdiff.Change `json:"sections"`
}

// revisions lists the revisions of a document of one of the kinds.
func (s *Server) revisions(kinds ...models.Kind) func(context.Context, models.Viewer, *subjectInput) (*RevisionList, error) {
	return func(ctx context.Context, v models.Viewer, in *subjectInput) (*RevisionList, error) {
		tx := s.deps.Store.View(ctx)
		subject, err := tx.Visible(v, in.ID, kinds...)
		if err != nil {
			return nil, err
		}
		rows, err := tx.Revisions(subject.ID)
		list := &RevisionList{make([]Revision, len(rows))}
		for i, r := range rows {
			list.Items[i] = revisionOf(ctx, r)
		}
		return list, err
	}
}

type revisionInput struct {
	ID     string `path:"id" format:"uuid"`
	Number int    `path:"number" minimum:"1"`
}

// revision shows one exact text of a document of one of the kinds.
func (s *Server) revision(kinds ...models.Kind) func(context.Context, models.Viewer, *revisionInput) (*Revision, error) {
	return func(ctx context.Context, v models.Viewer, in *revisionInput) (*Revision, error) {
		tx := s.deps.Store.View(ctx)
		subject, err := tx.Visible(v, in.ID, kinds...)
		if err != nil {
			return nil, err
		}
		stored, content, err := textOf(tx, subject, in.Number)
		if err != nil {
			return nil, err
		}
		r := revisionOf(ctx, stored)
		r.Content = contentOf(content)
		return &r, nil
	}
}

type differencesInput struct {
	ID   string `path:"id" format:"uuid"`
	From int    `query:"from" required:"true" minimum:"1" doc:"旧稿"`
	To   int    `query:"to" required:"true" minimum:"1" doc:"新稿"`
}

// differences shows what changed between two revisions of a document of one of the kinds.
func (s *Server) differences(kinds ...models.Kind) func(context.Context, models.Viewer, *differencesInput) (*Differences, error) {
	return func(ctx context.Context, v models.Viewer, in *differencesInput) (*Differences, error) {
		tx := s.deps.Store.View(ctx)
		subject, err := tx.Visible(v, in.ID, kinds...)
		if err != nil {
			return nil, err
		}
		_, older, err := textOf(tx, subject, in.From)
		if err != nil {
			return nil, err
		}
		_, newer, err := textOf(tx, subject, in.To)
		if err != nil {
			return nil, err
		}
		return &Differences{From: in.From, To: in.To, Sections: textdiff.Sections(parts(older), parts(newer))}, nil
	}
}

func textOf(tx models.Tx, subject models.Subject, number int) (models.Revision, workflow.Content, error) {
	stored, err := tx.Revision(subject.ID, number)
	if err != nil {
		return stored, workflow.Content{}, err
	}
	content, err := workflow.ParseContent(stored.Content)
	return stored, content, err
}

func revisionOf(ctx context.Context, r models.Revision) Revision {
	return Revision{Number: r.Number, Digest: r.Digest, Event: eventOf(requestOf(ctx).lang, workflow.Event(r.Event)), Note: r.Note,
		AuthorID: r.AuthorID, CreatedAt: r.CreatedAt}
}

// parts is a text as parts that can be compared: its title, its sections and its measures with their deadlines.
func parts(c workflow.Content) []textdiff.Section {
	list := []textdiff.Section{{Key: "title", Title: c.Title, Text: c.Title}}
	for _, s := range c.Sections {
		list = append(list, textdiff.Section{Key: "section " + s.Key, Title: s.Title, Text: s.Text})
	}
	for _, m := range c.Measures {
		list = append(list, textdiff.Section{Key: "measure " + m.ID, Title: m.Number, Text: m.Text + "\n" + m.Deadline})
	}
	return list
}
