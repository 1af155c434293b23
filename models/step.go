package models

import (
	"fmt"
	"strings"
	"time"

	"github.com/golang-sql/civil"
)

// StepQuery asks for all that one command needs to be decided.
type StepQuery struct {
	Viewer    Viewer
	SubjectID string
	Kinds     []Kind    // the kinds the route is about; empty for any
	Key       string    // Idempotency-Key, "" for none
	Facts     []Fact    // facts to read with the subject
	Now       time.Time // time of the command
	// Hold keeps the session and what its user may do as they are until the end of the transaction: who wants to revoke
	// either waits, so that nothing decided before a revocation is written after it was acknowledged.
	Hold bool
	// FreshSince is from when on the session must have proved who is behind it, for FactAuthenticated; the zero time asks for
	// nothing.
	FreshSince time.Time
	Today      civil.Date // its date in Asia/Shanghai
}

// Step is the answer: one consistent picture, read by one statement.
type Step struct {
	Subject Subject
	Found   bool          // false: absent, or not for this viewer
	Authz   int64         // the user's authz_version now; 0 when the session or the user is no longer valid
	Stored  *StoredAnswer // the answer already given under this key
	Facts   Facts
}

// Step reads the subject as the viewer may see it, the facts, the liveness of the viewer's session and the answer
// stored under the key, in one round trip. A row always comes back, so that "signed out", "already answered" and "not
// yours" can be told apart.
func (tx Tx) Step(q StepQuery) (Step, error) {
	sql, args := q.build(tx.dialect)
	row := tx.db.Raw(sql, args...).Row()

	var step Step
	var authz *int64
	var stored storedScan
	var subject subjectScan
	facts := make([]*string, len(q.Facts))
	targets := append([]any{&authz}, stored.targets()...)
	targets = append(targets, subject.targets()...)
	for i := range facts {
		targets = append(targets, &facts[i])
	}
	if err := row.Scan(targets...); err != nil {
		return Step{}, tx.scanError(err)
	}
	if authz != nil {
		step.Authz = *authz
	}
	step.Stored = stored.answer()
	if step.Subject, step.Found = subject.subject(); step.Found {
		tx.noteSubject(step.Subject)
	}
	step.Facts = make(Facts, len(facts))
	for i, value := range facts {
		step.Facts[q.Facts[i]] = ""
		if value != nil {
			step.Facts[q.Facts[i]] = *value
		}
	}
	return step, nil
}

func (q StepQuery) build(dialect Dialect) (string, []any) {
	var b strings.Builder
	args := make([]any, 0, 16)
	if q.Viewer.SessionID == "" {
		b.WriteString(`SELECT 1`)
	} else {
		b.WriteString(`SELECT (` + sessionHolds)
		if q.Hold && dialect == Postgres { // on SQLite the transaction is the lock
			b.WriteString(holdSession)
		}
		b.WriteString(`)`)
		args = append(args, q.Viewer.SessionID, q.Now)
	}
	b.WriteString(", " + storedColumns + ", " + subjectColumns)
	for _, fact := range q.Facts {
		sql, known := factSQL[fact]
		if !known {
			panic(fmt.Sprintf("models: no SQL for fact %q", fact))
		}
		if fact == FactAuthenticated {
			if q.FreshSince.IsZero() || q.Viewer.SessionID == "" { // nothing is asked, or of nobody
				sql = "1"
			} else {
				sql = strings.NewReplacer(sessionMark, "?", freshMark, "?").Replace(sql)
				args = append(args, q.Viewer.SessionID, q.FreshSince)
			}
		}
		if strings.Contains(sql, todayMark) {
			sql = strings.ReplaceAll(sql, todayMark, "?")
			args = append(args, q.Today.String())
		}
		b.WriteString(", CAST(" + sql + " AS text)")
	}
	b.WriteString(` FROM (SELECT 1 AS one) one LEFT JOIN idempotency_keys k ON k.user_id = ? AND k.key = ?`)
	args = append(args, q.Viewer.UserID, q.Key)
	scope, scopeArgs := q.Viewer.scope(q.Kinds...)
	b.WriteString(` LEFT JOIN subjects s ON s.id = ? AND ` + scope)
	args = append(append(args, q.SubjectID), scopeArgs...)
	if len(q.Kinds) > 0 {
		b.WriteString(` AND s.kind IN ?`)
		args = append(args, q.Kinds)
	}
	return b.String(), args
}
