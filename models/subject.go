package models

import (
	"time"
)

// Subject is the row of anything that has a state: its place in the campaign, the state, and the head of its history.
// The noun's own columns stand in a detail table with the same id.
type Subject struct {
	ID            string     `gorm:"primaryKey"`
	CampaignID    string     //
	Kind          Kind       //
	Title         string     // one line for lists
	State         string     // a state of the kind's machine
	Version       int64      // number of history entries; every write adds one
	HeadHash      []byte     // hash of the newest history entry
	UnitID        *string    // responsible unit
	LeadUserID    *string    // lead leader
	ParentID      *string    // measure and progress report: the problem
	CompilationID *string    // contribution: the compilation it is in
	CircleID      *string    // the circle of readers it stands in: its own or its problem's; nil for none
	Revision      int        // number of the newest revision, 0 before the first
	Digest        string     // hex SHA-256 of the newest revision's content, "" before the first
	Round         int        // 1, and one more at each reopening
	DueAt         *time.Time // end of the last instant in time; nil when there is none
	StateSince    time.Time  // when it came into this state
	CreatedBy     string     //
	CreatedAt     time.Time  //
	UpdatedAt     time.Time  // time of the newest history entry
}

// TableName names the table.
func (Subject) TableName() string { return "subjects" }

// subjectColumns are the columns of Subject in the order of scanTargets.
const subjectColumns = `s.id, s.campaign_id, s.kind, s.title, s.state, s.version, s.head_hash, s.unit_id, s.lead_user_id,
	s.parent_id, s.compilation_id, s.circle_id, s.revision, s.digest, s.round, s.due_at, s.state_since, s.created_by, s.created_at, s.updated_at`

// subjectScan receives one subject from a row in which it may be absent.
type subjectScan struct {
	id, campaign, kind, title, state, digest, createdBy *string
	version                                             *int64
	revision, round                                     *int
	stateSince, createdAt, updatedAt                    *time.Time
	s                                                   Subject
}

func (r *subjectScan) targets() []any {
	return []any{&r.id, &r.campaign, &r.kind, &r.title, &r.state, &r.version, &r.s.HeadHash, &r.s.UnitID, &r.s.LeadUserID,
		&r.s.ParentID, &r.s.CompilationID, &r.s.CircleID, &r.revision, &r.digest, &r.round, &r.s.DueAt, &r.stateSince, &r.createdBy,
		&r.createdAt, &r.updatedAt}
}

// subject returns the scanned subject, and false when the row held none.
func (r *subjectScan) subject() (Subject, bool) {
	if r.id == nil {
		return Subject{}, false
	}
	s := r.s
	s.ID, s.CampaignID, s.Kind, s.Title, s.State = *r.id, *r.campaign, Kind(*r.kind), *r.title, *r.state
	s.Version, s.Revision, s.Digest, s.Round = *r.version, *r.revision, *r.digest, *r.round
	s.StateSince, s.CreatedBy, s.CreatedAt, s.UpdatedAt = *r.stateSince, *r.createdBy, *r.createdAt, *r.updatedAt
	return s, true
}
