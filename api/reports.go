package api

import (
	"context"
	"time"

	"rectify/models"
	"rectify/workflow"
)

// Report is a report or compilation as lists show it.
type Report struct {
	Subject
	UnitName      string     `json:"unit_name,omitempty"`
	CycleID       *string    `json:"cycle_id,omitempty" format:"uuid" doc:"周报与周报汇总：报送周期"`
	SubmittedAt   *time.Time `json:"submitted_at,omitempty" doc:"首次收到的时间；撤回、退回后不变"`
	Late          *bool      `json:"late,omitempty" doc:"首次收到时是否已过时限；一经认定不再改变"`
	LateReason    string     `json:"late_reason,omitempty"`
	ResubmittedAt *time.Time `json:"resubmitted_at,omitempty" doc:"撤回后再次报送的时间"`
	DocNumber     string     `json:"doc_number,omitempty" doc:"发文字号"`
	Recipient     string     `json:"recipient,omitempty" doc:"报送对象"`
	FiledOn       string     `json:"filed_on,omitempty" doc:"报送日期"`
}

// ReportDetail is a report with everything about it.
type ReportDetail struct {
	Report
	Content         *Content         `json:"content,omitempty"`
	Warnings        []ProblemError   `json:"warnings,omitempty" doc:"不妨碍报送、但应留意之处"`
	Members         []Member         `json:"members,omitempty" doc:"汇总稿：所汇总的稿件"`
	CoUnits         []UnitRef        `json:"co_units,omitempty" doc:"进展情况报告：须会签的配合单位，起草时从所属问题带入"`
	SignOffs        []SignOff        `json:"sign_offs,omitempty"`
	SuperiorReviews []SuperiorReview `json:"superior_reviews,omitempty"`
	Can             []Permission     `json:"can"`
}

// Member is a contribution in the exact revision in which a compilation took it in.
type Member struct {
	ID        string     `json:"id" format:"uuid"`
	Kind      string     `json:"kind"`
	Title     string     `json:"title"`
	UnitName  string     `json:"unit_name,omitempty"`
	State     Named      `json:"state" doc:"现在的状态"`
	Revision  int        `json:"revision" doc:"汇总时的版本"`
	Digest    string     `json:"digest" doc:"汇总时的摘要"`
	AddedAt   time.Time  `json:"added_at"`
	RemovedAt *time.Time `json:"removed_at,omitempty" doc:"退回或移出的时间"`
	Stale     bool       `json:"stale" doc:"来源已变动，须重新汇总"`
}

type reportsInput struct {
	Paging
	CampaignID string   `query:"campaign_id" format:"uuid"`
	Kind       []string `query:"kind,explode" enum:"weekly,progress,plan,bulletin,situation" doc:"可多选"`
	State      []string `query:"state,explode" enum:"drafted,submitted,returned,consolidated,approved,filed" doc:"可多选"`
	UnitID     string   `query:"unit_id" format:"uuid"`
	CycleID    string   `query:"cycle_id" format:"uuid"`
	ProblemID  string   `query:"problem_id" format:"uuid"`
}

// reports lists what the viewer may see, the newest first.
func (s *Server) reports(ctx context.Context, v models.Viewer, in *reportsInput) (*Page[Report], error) {
	filter := models.ReportFilter{CampaignID: in.CampaignID, States: in.State, UnitID: in.UnitID, CycleID: in.CycleID,
		ProblemID: in.ProblemID, Limit: in.Limit + 1}
	for _, kind := range in.Kind {
		filter.Kinds = append(filter.Kinds, models.Kind(kind))
	}
	if _, err := in.after("reports", &filter.After); err != nil {
		return nil, err
	}
	rows, err := s.deps.Store.View(ctx).Reports(v, filter)
	if err != nil {
		return nil, err
	}
	reports := make([]Report, len(rows))
	for i, row := range rows {
		reports[i] = reportOf(ctx, row)
	}
	page, err := pageOf("reports", reports, in.Limit, func(r Report) []any { return []any{r.ID} })
	return &page, err
}

// report shows one report. The text is that of the revision that was current when the subject was read, whatever is
// written meanwhile.
func (s *Server) report(ctx context.Context, v models.Viewer, in *subjectInput) (*ReportDetail, error) {
	subject, can, err := s.deps.Engine.Look(ctx, v, in.ID, reportKinds...)
	if err != nil {
		return nil, err
	}
	tx := s.deps.Store.View(ctx)
	row, err := tx.ReportRow(in.ID)
	if err != nil {
		return nil, err
	}
	row.Subject = subject
	d := &ReportDetail{Report: reportOf(ctx, row), Can: permissionsOf(ctx, can)}
	units, err := tx.CoUnits(subject.ID)
	if err != nil {
		return nil, err
	}
	for _, u := range units {
		d.CoUnits = append(d.CoUnits, UnitRef(u))
	}
	if d.SignOffs, err = signOffsOf(tx, subject); err != nil {
		return nil, err
	}
	if d.SuperiorReviews, err = superiorReviewsOf(tx, subject); err != nil {
		return nil, err
	}
	if d.Members, err = membersOf(ctx, tx, subject); err != nil {
		return nil, err
	}
	return d, s.addText(ctx, tx, subject, d)
}

// addText adds the newest text and what should be looked at in it.
func (s *Server) addText(ctx context.Context, tx models.Tx, subject models.Subject, d *ReportDetail) error {
	stored, err := tx.Revision(subject.ID, subject.Revision)
	if err != nil {
		return err
	}
	content, err := workflow.ParseContent(stored.Content)
	if err != nil {
		return err
	}
	d.Content = contentOf(content)
	if subject.Kind != models.KindWeekly {
		return nil
	}
	campaign, err := tx.CampaignByID(subject.CampaignID)
	if err != nil {
		return err
	}
	policies, err := workflow.ParsePolicies(string(campaign.Policies))
	d.Warnings = reasonsOf(requestOf(ctx).lang, workflow.WeeklyWarnings(content, policies.Weekly))
	return err
}

func membersOf(ctx context.Context, tx models.Tx, compilation models.Subject) ([]Member, error) {
	if !compilation.Kind.Compilation() {
		return nil, nil
	}
	rows, err := tx.Members(compilation.ID)
	settled := workflow.State(compilation.State) == workflow.Filed // what its sources become later does not touch it
	members := make([]Member, len(rows))
	for i, m := range rows {
		members[i] = Member{ID: m.MemberID, Kind: string(m.Kind), Title: m.Title, UnitName: m.UnitName,
			State:    stateOf(requestOf(ctx).lang, workflow.State(m.State)),
			Revision: m.Revision, Digest: m.Digest, AddedAt: m.AddedAt, RemovedAt: m.RemovedAt, Stale: m.Stale && !settled}
	}
	return members, err
}

func reportOf(ctx context.Context, row models.ReportRow) Report {
	r := row.Report
	return Report{Subject: subjectOf(ctx, row.Subject), UnitName: row.UnitName, CycleID: r.CycleID, SubmittedAt: r.SubmittedAt,
		Late: r.Late, LateReason: r.LateReason, ResubmittedAt: r.ResubmittedAt, DocNumber: r.DocNumber, Recipient: r.Recipient, FiledOn: r.FiledOn}
}
