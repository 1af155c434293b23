package api

import (
	"context"
	"encoding/json"
	"time"

	"github.com/golang-sql/civil"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/deadline"
	"rectify/workflow/lights"
)

// Measure is a measure with what was read of its deadline. The light is computed, never stored.
type Measure struct {
	Subject
	ProblemNumber   string       `json:"problem_number"`
	SuperiorNumber  string       `json:"superior_number,omitempty" doc:"所属问题在上级分工方案中的编号；同号问题以此区分"`
	Position        int          `json:"position" doc:"在本问题中的序号"`
	Text            string       `json:"text"`
	UnitName        string       `json:"unit_name"`
	Deadline        Deadline     `json:"deadline" doc:"完成时限原文及自动识别的结果"`
	NotBefore       *civil.Date  `json:"not_before,omitempty" format:"date" doc:"起始日期，以确认的为准"`
	Due             *civil.Date  `json:"due,omitempty" format:"date" doc:"完成日期，以确认的为准；立行立改的按专项规定推算"`
	LongTerm        bool         `json:"long_term" doc:"长期坚持"`
	Immediate       bool         `json:"immediate" doc:"立行立改"`
	ClaimedStatus   string       `json:"claimed_status,omitempty" doc:"时限栏中自报的进展，不作为完成依据"`
	ToConfirm       bool         `json:"deadline_to_confirm" doc:"完成时限待确认"`
	Result          string       `json:"result,omitempty" doc:"整改结果"`
	ProofValidUntil *civil.Date  `json:"proof_valid_until,omitempty" format:"date" doc:"长期坚持：佐证有效期至"`
	Evidence        int          `json:"evidence" doc:"佐证材料份数"`
	DroppedAt       *time.Time   `json:"dropped_at,omitempty" doc:"从台账中删除的时间"`
	Light           lights.Light `json:"light" doc:"红绿灯"`
}

// MeasureDetail is a measure with what can be done with it.
type MeasureDetail struct {
	Measure
	Can []Permission `json:"can"`
}

type measuresInput struct {
	Paging
	CampaignID string     `query:"campaign_id" format:"uuid"`
	ProblemID  string     `query:"problem_id" format:"uuid"`
	State      []string   `query:"state,explode" enum:"planned,in_progress,completed,accepted" doc:"可多选"`
	UnitID     []string   `query:"unit_id,explode" doc:"责任单位，可多选"`
	Text       string     `query:"q" maxLength:"100" doc:"措施或结果中的文字"`
	DueFrom    civil.Date `query:"due_from" format:"date"`
	DueTo      civil.Date `query:"due_to" format:"date"`
	ToConfirm  bool       `query:"to_confirm" doc:"仅列完成时限待确认的"`
	LeadLeader string     `query:"lead_leader_id" format:"uuid" doc:"所属问题的牵头领导"`
	NoUnit     bool       `query:"no_unit" doc:"仅列没有责任单位的"`
	NoLeader   bool       `query:"no_lead_leader" doc:"仅列所属问题没有牵头领导账号的"`
	FigureQuery
	Timeliness workflow.Timeliness `query:"timeliness" enum:"on_time,late,unaccepted" doc:"时限已过的：on_time 按时通过验收，late 逾期后通过验收，unaccepted 至今未通过验收"`
	AsOf       civil.Date          `query:"as_of" format:"date" doc:"截至该日日终：状态依流转记录还原，时限、佐证有效期按现在的；红绿灯为该日的，含其后作废的措施"`
}

// measures lists the measures in the order of the ledger. Its first page says how many there are in all.
func (s *Server) measures(ctx context.Context, v models.Viewer, in *measuresInput) (*Page[Measure], error) {
	var after models.MeasureKey
	further, err := in.after("measures", &after.CampaignID, &after.ProblemPosition, &after.ProblemID, &after.Position, &after.ID)
	if err != nil {
		return nil, err
	}
	filter := models.MeasureFilter{CampaignID: in.CampaignID, ProblemID: in.ProblemID, States: in.State, UnitIDs: in.UnitID, Text: in.Text,
		DueFrom: given(in.DueFrom), DueTo: given(in.DueTo), NeedsConfirm: in.ToConfirm, LeadUserID: in.LeadLeader, NoUnit: in.NoUnit, NoLeader: in.NoLeader}
	figure := in.figure()
	figure.Timeliness, figure.AsOf = in.Timeliness, given(in.AsOf)
	filter, shown, err := s.deps.Engine.PickMeasures(ctx, v, filter, figure)
	if err != nil {
		return nil, err
	}
	tx := s.deps.Store.View(ctx)
	rows, err := tx.Measures(v, filter, after, in.Limit+1)
	if err != nil {
		return nil, err
	}
	page, err := pageOf("measures", rows, in.Limit, func(r models.MeasureRow) []any {
		k := r.Key()
		return []any{k.CampaignID, k.ProblemPosition, k.ProblemID, k.Position, k.ID}
	})
	if err != nil {
		return nil, err
	}
	items, err := measuresOf(ctx, tx, page.Items, s.deps.Clock.Now())
	if err != nil {
		return nil, err
	}
	for i := range items {
		if light, picked := shown[items[i].ID]; picked {
			items[i].Light = light
		}
	}
	out := Page[Measure]{Items: items, NextCursor: page.NextCursor}
	if !further {
		total, err := tx.MeasureCount(v, filter)
		if err != nil {
			return nil, err
		}
		out.Total = &total
	}
	return &out, nil
}

// measure shows one measure.
func (s *Server) measure(ctx context.Context, v models.Viewer, in *subjectInput) (*MeasureDetail, error) {
	_, can, err := s.deps.Engine.Look(ctx, v, in.ID, models.KindMeasure)
	if err != nil {
		return nil, err
	}
	tx := s.deps.Store.View(ctx)
	row, err := tx.Measure(v, in.ID)
	if err != nil {
		return nil, err
	}
	items, err := measuresOf(ctx, tx, []models.MeasureRow{row}, s.deps.Clock.Now())
	if err != nil {
		return nil, err
	}
	return &MeasureDetail{Measure: items[0], Can: permissionsOf(ctx, can)}, nil
}

// measuresOf shows measures of any problems.
func measuresOf(ctx context.Context, tx models.Tx, rows []models.MeasureRow, now time.Time) ([]Measure, error) {
	problems := make([]string, len(rows))
	for i, row := range rows {
		problems[i] = row.ProblemID
	}
	approved, err := tx.ApprovedAt(problems)
	if err != nil {
		return nil, err
	}
	list := make([]Measure, len(rows))
	for i, row := range rows {
		var at *time.Time
		if t, is := approved[row.ProblemID]; is {
			at = &t
		}
		if list[i], err = measureOf(ctx, row, at, now); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func measureOf(ctx context.Context, row models.MeasureRow, approved *time.Time, now time.Time) (Measure, error) {
	policies, err := workflow.ParsePolicies(row.Policies)
	if err != nil {
		return Measure{}, err
	}
	m := Measure{Subject: subjectOf(ctx, row.Subject), ProblemNumber: row.ProblemNumber, SuperiorNumber: row.SuperiorNumber, Position: row.Position, Text: row.Text,
		UnitName: row.UnitName, NotBefore: models.DateOf(row.NotBefore), Due: workflow.MeasureDue(row, approved, policies),
		LongTerm: row.LongTerm, Immediate: row.Immediate, ClaimedStatus: row.ClaimedStatus, ToConfirm: row.NeedsConfirmation,
		Result: row.Result, ProofValidUntil: models.DateOf(row.ProofValidUntil), Evidence: row.Evidence, DroppedAt: row.DroppedAt,
		Light: workflow.MeasureLight(row, approved, policies, now)}
	var read deadline.Deadline
	err = json.Unmarshal(row.Deadline, &read)
	m.Deadline = deadlineOf(read)
	return m, err
}

// MeasureReport says what came of a measure so far.
type MeasureReport struct {
	Result          string      `json:"result" maxLength:"5000"`
	ProofValidUntil *civil.Date `json:"proof_valid_until,omitempty" format:"date" doc:"长期坚持：佐证有效期至"`
}

type measureReportInput struct {
	ID   string `path:"id" format:"uuid"`
	Body MeasureReport
}

// reportMeasure keeps a measure's result.
func (s *Server) reportMeasure(ctx context.Context, v models.Viewer, c Command, in *measureReportInput) (workflow.Answer, error) {
	return s.fire(ctx, c, workflow.Command{Viewer: v, SubjectID: in.ID, Kinds: []models.Kind{models.KindMeasure}, Event: workflow.Report,
		Payload: workflow.MeasureReport(in.Body)})
}

// ConfirmedDeadline is what a person read in a deadline.
type ConfirmedDeadline struct {
	NotBefore *civil.Date `json:"not_before,omitempty" format:"date"`
	Due       *civil.Date `json:"due,omitempty" format:"date"`
	LongTerm  bool        `json:"long_term,omitempty"`
	Immediate bool        `json:"immediate,omitempty"`
}

type confirmInput struct {
	ID   string `path:"id" format:"uuid"`
	Body ConfirmedDeadline
}

// confirmDeadline keeps what a person read in a deadline.
func (s *Server) confirmDeadline(ctx context.Context, v models.Viewer, c Command, in *confirmInput) (workflow.Answer, error) {
	return s.fire(ctx, c, workflow.Command{Viewer: v, SubjectID: in.ID, Kinds: []models.Kind{models.KindMeasure}, Event: workflow.ConfirmDeadline,
		Payload: workflow.ConfirmedDeadline(in.Body)})
}
