package models

import (
	"encoding/json"
	"time"

	"github.com/golang-sql/civil"
)

// Measure is what a measure has beside its subject. Dates are YYYY-MM-DD, "" for none; see NotBeforeDate and the like.
type Measure struct {
	SubjectID         string          `gorm:"primaryKey"`
	ProblemID         string          //
	Position          int             // 1, 2, 3 … within its problem
	Mark              string          // the list number in front of the text as it is written, "1、"; "" for none
	Text              string          //
	DeadlineRaw       string          // as written, always kept
	DeadlineKind      string          // how it was understood: a deadline.Kind
	Deadline          json.RawMessage // all that was understood, as a deadline.Deadline
	NotBefore         string          //
	DueOn             string          // the last day
	LongTerm          bool            // has no end
	Immediate         bool            // to be done at once: the policy's window applies
	ClaimedStatus     string          // a status that stood in the deadline column
	NeedsConfirmation bool            // a person must confirm what was understood
	Result            string          //
	ReviewDays        int             // how long proof holds; 0 for the campaign's policy
	ProofValidUntil   string          // of a long-term measure: the last day its proof holds
	DroppedAt         *time.Time      // taken out of the dossier
}

// MeasureRow is a measure with its subject, as lists show it.
type MeasureRow struct {
	Subject           `gorm:"embedded"`
	ProblemID         string
	ProblemNumber     string
	SuperiorNumber    string // of the problem
	ProblemState      string
	ProblemPosition   int
	Position          int
	Mark              string
	Text              string
	DeadlineRaw       string
	DeadlineKind      string
	Deadline          json.RawMessage
	NotBefore         string
	DueOn             string
	LongTerm          bool
	Immediate         bool
	ClaimedStatus     string
	NeedsConfirmation bool
	Result            string
	ReviewDays        int
	ProofValidUntil   string
	DroppedAt         *time.Time
	UnitName          string
	Policies          string // JSON of the campaign's policies
	Evidence          int    // pieces of evidence
}

// AddMeasure stores the detail of a new measure.
func (tx Tx) AddMeasure(m Measure) error { return translate(tx.db.Create(&m).Error) }

// MeasureDetail returns a measure's detail, or ErrNotFound. No scope is applied.
func (tx Tx) MeasureDetail(subjectID string) (Measure, error) {
	var m Measure
	err := tx.db.Where("subject_id = ?", subjectID).Take(&m).Error
	return m, translate(err)
}

// ChangeMeasure sets columns of a measure's detail.
func (tx Tx) ChangeMeasure(subjectID string, set map[string]any) error {
	return translate(tx.db.Model(&Measure{}).Where("subject_id = ?", subjectID).Updates(set).Error)
}

// LastDueDay returns the last day on which a measure in force of a problem is due, nil when none has a day.
func (tx Tx) LastDueDay(problemID string) (*civil.Date, error) {
	var last string
	err := tx.db.Model(&Measure{}).Select("COALESCE(max(due_on), '')").
		Where("problem_id = ? AND dropped_at IS NULL", problemID).Scan(&last).Error
	return DateOf(last), translate(err)
}

// SetDue keeps when a subject is due, where that follows from another subject: a problem's measures. It is no event of
// its own; the caller holds the lock of LockAround.
func (tx Tx) SetDue(subjectID string, due *time.Time) error {
	return translate(tx.db.Model(&Subject{}).Where("id = ?", subjectID).UpdateColumn("due_at", due).Error)
}

// DateOf reads a stored date, nil for "".
func DateOf(stored string) *civil.Date {
	d, err := civil.ParseDate(stored)
	if err != nil { // only "" can be stored besides a date
		return nil
	}
	return &d
}

// DateText is a date as it is stored.
func DateText(d *civil.Date) string {
	if d == nil {
		return ""
	}
	return d.String()
}
