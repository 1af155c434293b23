package models

import (
	"context"
	"sync"
	"time"
)

// Reading says that somebody was shown a document with a circle. Readings are only ever added.
type Reading struct {
	ID        string `gorm:"primaryKey"`
	At        time.Time
	UserID    string
	UserName  string // as it was then
	CircleID  string
	SubjectID string // what was shown; the circle's own document when an answer showed several of the circle
	Kind      Kind
	Revision  int    // 0 when it has no text
	Evidence  string // id of the piece of evidence, "" for none
	Operation string // of the API: get-problem, download-evidence …
	Address   string
	SessionID string // the zero id when a job read it
	RequestID string
}

// Seen collects what of documents with a circle one answer shows. It travels in the context of a read, so that no reader
// of rows can forget it: Visible, Step and every list note what they return.
type Seen struct {
	mu    sync.Mutex
	notes []seen
}

type seen struct {
	circle, subject, evidence string
	kind                      Kind
	revision                  int
	chosen                    bool // the revision was asked for by number
}

type seenKey struct{}

// Watch returns a context whose reads are noted, and the notes.
func Watch(ctx context.Context) (context.Context, *Seen) {
	notes := &Seen{}
	return context.WithValue(ctx, seenKey{}, notes), notes
}

func (tx Tx) notes() *Seen {
	notes, _ := tx.db.Statement.Context.Value(seenKey{}).(*Seen)
	return notes
}

// note keeps that a subject is shown, if it has a circle and anybody watches.
func (tx Tx) note(circle *string, id string, kind Kind, revision int) {
	if circle == nil {
		return
	}
	if n := tx.notes(); n != nil {
		n.mu.Lock()
		defer n.mu.Unlock()
		for _, s := range n.notes {
			if s.subject == id {
				return
			}
		}
		n.notes = append(n.notes, seen{circle: *circle, subject: id, kind: kind, revision: revision})
	}
}

func (tx Tx) noteSubject(s Subject) { tx.note(s.CircleID, s.ID, s.Kind, s.Revision) }

// noteRevision keeps which text of a subject is shown that was noted before.
func (tx Tx) noteRevision(subjectID string, number int) {
	n := tx.notes()
	if n == nil {
		return
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	for i, s := range n.notes {
		if s.subject != subjectID {
			continue
		}
		if s.chosen && s.revision != number {
			s.revision = number
			n.notes = append(n.notes, s)
			return
		}
		n.notes[i].revision, n.notes[i].chosen = number, true
		return
	}
}

// noteEvidence keeps which piece of evidence of a noted subject is shown.
func (tx Tx) noteEvidence(subjectID, evidenceID string) {
	if n := tx.notes(); n != nil {
		n.mu.Lock()
		defer n.mu.Unlock()
		for i := range n.notes {
			if n.notes[i].subject == subjectID {
				n.notes[i].evidence = evidenceID
			}
		}
	}
}

// page is the rows that are shown of those that were read to see whether more follow: a page asks for one more.
func page[T any](rows []T, limit int) []T { return rows[:min(len(rows), max(limit-1, 0))] }

// Take returns a Reading for everything noted since the last Take, filled from the template: of each circle what was
// shown, or, when that was several of its documents, one for the circle as a whole.
func (n *Seen) Take(template Reading) []Reading {
	n.mu.Lock()
	notes := n.notes
	n.notes = nil
	n.mu.Unlock()
	several := map[string]bool{}
	first := map[string]string{}
	for _, s := range notes {
		if subject, known := first[s.circle]; known && subject != s.subject {
			several[s.circle] = true
		} else {
			first[s.circle] = s.subject
		}
	}
	var readings []Reading
	whole := map[string]bool{}
	for _, s := range notes {
		if whole[s.circle] {
			continue
		}
		r := template
		r.ID, r.CircleID, r.SubjectID, r.Kind, r.Revision, r.Evidence = NewID(), s.circle, s.subject, s.kind, s.revision, s.evidence
		if several[s.circle] {
			whole[s.circle] = true
			r.SubjectID, r.Evidence = s.circle, ""
			r.Kind, r.Revision = ownNote(notes, s.circle)
		}
		readings = append(readings, r)
	}
	return readings
}

// ownNote is the kind and revision of a circle's own document, as far as it was shown itself; it always is a problem when
// others belong to it.
func ownNote(notes []seen, circle string) (Kind, int) {
	for _, s := range notes {
		if s.subject == circle {
			return s.kind, s.revision
		}
	}
	return KindProblem, 0
}

// AddReadings stores readings. A job, which has no session, leaves it empty; the column then holds the zero id.
func (tx Tx) AddReadings(readings []Reading) error {
	for i := range readings {
		readings[i].SessionID = orZero(readings[i].SessionID)
	}
	return translate(tx.db.CreateInBatches(readings, 200).Error)
}

// ReadingFilter narrows the list of readings; what is empty does not narrow.
type ReadingFilter struct {
	CircleID string
	Subject  string // itself, or what belongs to it
	UserID   string
	After    string // id of the last reading of the page before
	Limit    int
}

// Readings returns one page of readings, the newest first. Who may see them is decided by the caller.
func (tx Tx) Readings(f ReadingFilter) ([]Reading, error) {
	q := tx.db.Order("id DESC").Limit(f.Limit)
	if f.CircleID != "" {
		q = q.Where("circle_id = ?", f.CircleID)
	}
	if f.Subject != "" {
		q = q.Where("subject_id = ? OR circle_id = ?", f.Subject, f.Subject)
	}
	if f.UserID != "" {
		q = q.Where("user_id = ?", f.UserID)
	}
	if f.After != "" {
		q = q.Where("id < ?", f.After)
	}
	var readings []Reading
	err := q.Find(&readings).Error
	return readings, translate(err)
}
