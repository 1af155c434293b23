package models

// MaxPage is the greatest number of rows that one page of a list holds.
const MaxPage = 200

// ReportFilter says which reports a list shows. Empty fields do not restrict it.
type ReportFilter struct {
	CampaignID string
	Kinds      []Kind
	States     []string
	UnitID     string
	CycleID    string
	ProblemID  string
	After      string // id of the last report of the page before
	Limit      int    // at most MaxPage
}

// ReportRow is one line of a list of reports.
type ReportRow struct {
	Subject
	Report   Report `gorm:"embedded;embeddedPrefix:report_"`
	UnitName string
}

const reportRow = `SELECT s.*, r.subject_id AS report_subject_id, r.kind AS report_kind, r.cycle_id AS report_cycle_id, r.unit_id AS report_unit_id,
	r.submitted_at AS report_submitted_at, r.late AS report_late, r.late_reason AS report_late_reason,
	r.resubmitted_at AS report_resubmitted_at, r.doc_number AS report_doc_number, r.recipient AS report_recipient,
	r.filed_on AS report_filed_on, COALESCE(u.name, '') AS unit_name
	FROM subjects s JOIN reports r ON r.subject_id = s.id LEFT JOIN units u ON u.id = s.unit_id`

// Reports returns one page of the reports that the viewer may see, the newest first. The next page begins after the id
// of the last.
func (tx Tx) Reports(v Viewer, f ReportFilter) ([]ReportRow, error) {
	where, args := v.scope()
	and := func(condition string, value any) {
		where, args = where+" AND "+condition, append(args, value)
	}
	for _, c := range []struct{ condition, value string }{
		{"s.campaign_id = ?", f.CampaignID}, {"s.unit_id = ?", f.UnitID}, {"r.cycle_id = ?", f.CycleID},
		{"s.parent_id = ?", f.ProblemID}, {"s.id < ?", f.After},
	} {
		if c.value != "" {
			and(c.condition, c.value)
		}
	}
	if len(f.Kinds) > 0 {
		and("s.kind IN ?", f.Kinds)
	}
	if len(f.States) > 0 {
		and("s.state IN ?", f.States)
	}
	var rows []ReportRow
	limit := max(1, min(f.Limit, MaxPage))
	err := tx.db.Raw(reportRow+" WHERE "+where+" ORDER BY s.id DESC LIMIT ?", append(args, limit)...).Scan(&rows).Error
	for _, r := range page(rows, f.Limit) {
		tx.noteSubject(r.Subject)
	}
	return rows, translate(err)
}

// ReportRow returns one report as a list shows it. The caller has checked that the viewer may see it.
func (tx Tx) ReportRow(id string) (ReportRow, error) {
	var row ReportRow
	result := tx.db.Raw(reportRow+" WHERE s.id = ?", id).Scan(&row)
	if result.Error == nil && result.RowsAffected == 0 {
		return row, ErrNotFound
	}
	return row, translate(result.Error)
}
