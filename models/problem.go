package models

// Problem is what a problem has beside its subject: its place in the table of measures and its words.
type Problem struct {
	SubjectID      string `gorm:"primaryKey"`
	CampaignID     string //
	Number         string // the office's own number, "1"; parts of one problem share it
	SuperiorNumber string // the number in the superior's division of work, "21"; "" when there is none
	Part           int    // 1; higher for further parts with the same number and the same text
	Heading        string // under which the inspection put it
	Text           string // as the inspection stated it
	LeadLeader     string // the lead leader's name as written, also when he is no user
	Position       int    // the ledger's order
}

// AddProblem stores the detail of a new problem. The same number, text and part twice in a campaign gives ErrDuplicate.
func (tx Tx) AddProblem(p Problem) error { return translate(tx.db.Create(&p).Error) }

// ProblemDetail returns a problem's detail, or ErrNotFound. No scope is applied.
func (tx Tx) ProblemDetail(subjectID string) (Problem, error) {
	var p Problem
	err := tx.db.Where("subject_id = ?", subjectID).Take(&p).Error
	return p, translate(err)
}

// ChangeProblem sets columns of a problem's detail.
func (tx Tx) ChangeProblem(subjectID string, set map[string]any) error {
	return translate(tx.db.Model(&Problem{}).Where("subject_id = ?", subjectID).Updates(set).Error)
}

// LastPart returns the highest part of the problems with this number and text in a campaign, 0 when there is none.
func (tx Tx) LastPart(campaignID, number, text string) (int, error) {
	var last int
	err := tx.db.Model(&Problem{}).Select("COALESCE(max(part), 0)").
		Where("campaign_id = ? AND number = ? AND text = ?", campaignID, number, text).Scan(&last).Error
	return last, translate(err)
}

// LastProblemPosition returns the highest position in a campaign's ledger, 0 when it is empty.
func (tx Tx) LastProblemPosition(campaignID string) (int, error) {
	var last int
	err := tx.db.Model(&Problem{}).Select("COALESCE(max(position), 0)").Where("campaign_id = ?", campaignID).Scan(&last).Error
	return last, translate(err)
}
