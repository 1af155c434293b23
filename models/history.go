package models

import "time"

// Entry is one line of history: something that happened to a subject. Entries are only ever added.
type Entry struct {
	ID            int64     `gorm:"primaryKey;->"` // order of insertion; not gap-free
	CampaignID    string    //
	SubjectID     string    //
	Seq           int64     // 1, 2, 3 … per subject, without a hole
	Kind          Kind      //
	Event         string    //
	FromState     string    // "" for the entry that created the subject
	ToState       string    //
	ActorID       string    //
	ActorName     string    // as it was then: renaming a user changes no old entry
	Role          string    // the role in which the actor acted
	UnitID        *string   // the unit in which the actor holds that role
	OnBehalfOf    *string   //
	Opinion       string    //
	Revision      int       // the text this is about
	Digest        string    //
	Detail        string    // canonical JSON of what else the event carried
	At            time.Time //
	RequestID     string    //
	CorrelationID string    // the same for all entries of one transaction
	Alg           string    // hash algorithm of this entry
	PrevHash      []byte    // hash of the entry before, empty for the first
	Hash          []byte    //
}

// TableName names the table.
func (Entry) TableName() string { return "history" }

// History returns all entries of a subject. The caller has checked that the viewer may see it.
func (tx Tx) History(subjectID string) ([]Entry, error) {
	var entries []Entry
	err := tx.db.Where("subject_id = ?", subjectID).Order("seq").Find(&entries).Error
	return entries, translate(err)
}

// HistoryAfter returns up to limit entries of a subject with a number above seq, in order.
func (tx Tx) HistoryAfter(s Subject, seq int64, limit int) ([]Entry, error) {
	var entries []Entry
	err := tx.db.Where("campaign_id = ? AND subject_id = ? AND seq > ?", s.CampaignID, s.ID, seq).Order("seq").Limit(limit).Find(&entries).Error
	return entries, translate(err)
}
