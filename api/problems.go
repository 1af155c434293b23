package api

import (
	"context"
	"time"

	"github.com/golang-sql/civil"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/lights"
)

// LedgerProblem is a problem as the ledger shows it. The light and the last day are computed, never stored.
type LedgerProblem struct {
	Subject
	Number         string         `json:"number" doc:"本单位编号"`
	SuperiorNumber string         `json:"superior_number,omitempty" doc:"上级分工方案中的编号"`
	Heading        string         `json:"heading,omitempty"`
	Text           string         `json:"text"`
	LeadLeader     string         `json:"lead_leader"`
	UnitName       string         `json:"unit_name"`
	CoUnits        []UnitRef      `json:"co_units"`
	Light          lights.Light   `json:"light" doc:"红绿灯"`
	Measures       map[string]int `json:"measure_counts" doc:"各状态的措施数"`
	FirstDue       *civil.Date    `json:"first_due,omitempty" format:"date" doc:"最早的完成日期"`
	LastDue        *civil.Date    `json:"last_due,omitempty" format:"date" doc:"最晚的完成日期"`
	Evidence       int            `json:"evidence" doc:"佐证材料份数，含各项措施的"`
	ToConfirm      int            `json:"deadlines_to_confirm" doc:"完成时限待确认的措施数"`
	// Its measures as the annex has them; nothing when they were not asked for.
	Lines []MeasureLine `json:"measure_lines,omitempty" doc:"各项措施，按一览表的顺序；仅在要求时给出"`
}

// MeasureLine is a measure as a line of the annex.
type MeasureLine struct {
	ID       string       `json:"id" format:"uuid"`
	Position int          `json:"position"`
	Text     string       `json:"text"`
	Deadline string       `json:"deadline" doc:"完成时限原文"`
	Due      *civil.Date  `json:"due,omitempty" format:"date" doc:"完成日期"`
	Confirm  bool         `json:"deadline_to_confirm,omitempty" doc:"完成时限待确认"`
	Light    lights.Light `json:"light" doc:"红绿灯"`
	State    Named        `json:"state"`
}

// ProblemDossier is a problem with its measures and what can be done with it.
type ProblemDossier struct {
	LedgerProblem
	List []Measure    `json:"measures"`
	Can  []Permission `json:"can"`
}

// ProblemQuery narrows the ledger, in lists and in exports alike.
type ProblemQuery struct {
	CampaignID   string     `query:"campaign_id" format:"uuid"`
	State        []string   `query:"state,explode" enum:"drafted,submitted,returned,consolidated,approved,filed,closing,closed" doc:"可多选"`
	UnitID       []string   `query:"unit_id,explode" doc:"责任单位，可多选"`
	LeadLeaderID string     `query:"lead_leader_id" format:"uuid"`
	Text         string     `query:"q" maxLength:"100" doc:"编号、类别、问题或措施中的文字，或牵头领导、责任单位的名称"`
	DueFrom      civil.Date `query:"due_from" format:"date" doc:"最晚完成日期不早于"`
	DueTo        civil.Date `query:"due_to" format:"date" doc:"最晚完成日期不晚于"`
	ToConfirm    bool       `query:"to_confirm" doc:"仅列完成时限待确认的"`
	NoUnit       bool       `query:"no_unit" doc:"仅列没有责任单位的"`
	NoLeader     bool       `query:"no_lead_leader" doc:"仅列没有牵头领导账号的"`
	FigureQuery
}

func (q ProblemQuery) filter() models.ProblemFilter {
	return models.ProblemFilter{CampaignID: q.CampaignID, States: q.State, UnitIDs: q.UnitID, LeadUserID: q.LeadLeaderID,
		Text: q.Text, DueFrom: given(q.DueFrom), DueTo: given(q.DueTo), NeedsConfirm: q.ToConfirm, NoUnit: q.NoUnit, NoLeader: q.NoLeader}
}

// FigureQuery narrows a list to what a number of the statistics counts.
type FigureQuery struct {
	Light    []lights.Light    `query:"light,explode" enum:"red,yellow,green,grey,blue" doc:"红绿灯，可多选"`
	Standing string            `query:"standing" enum:"complete,open" doc:"complete：已完成（措施通过验收或所属问题已销号；问题已销号）；open：未完成"`
	Age      workflow.Age      `query:"age" enum:"to_7,8_30,31_60,over_60" doc:"未完成的已历天数：7天以内、8至30天、31至60天、60天以上；不含长期坚持的措施"`
	AgeSince workflow.AgeSince `query:"age_since" enum:"assigned,state" default:"state" doc:"天数自何时起算：assigned 自交办（录入）之日，state 自进入现状态之日"`
}

func (q FigureQuery) figure() workflow.Figure {
	return workflow.Figure{Lights: q.Light, Complete: workflow.CompleteBy(q.Standing), Age: q.Age, Since: q.AgeSince}
}

type problemsInput struct {
	Paging
	ProblemQuery
	Measures bool `query:"measures" doc:"连同各项措施的文字和时限（measure_lines）"`
}

// problems lists the ledger in its official order. Its first page says how many there are in all.
func (s *Server) problems(ctx context.Context, v models.Viewer, in *problemsInput) (*Page[LedgerProblem], error) {
	var after models.ProblemKey
	further, err := in.after("problems", &after.CampaignID, &after.Position, &after.ID)
	if err != nil {
		return nil, err
	}
	filter, err := s.deps.Engine.PickProblems(ctx, v, in.filter(), in.figure())
	if err != nil {
		return nil, err
	}
	tx := s.deps.Store.View(ctx)
	rows, err := tx.Problems(v, filter, after, in.Limit+1, in.Measures)
	if err != nil {
		return nil, err
	}
	page, err := pageOf("problems", rows, in.Limit, func(r models.ProblemRow) []any {
		k := r.Key()
		return []any{k.CampaignID, k.Position, k.ID}
	})
	if err != nil {
		return nil, err
	}
	out := Page[LedgerProblem]{Items: make([]LedgerProblem, len(page.Items)), NextCursor: page.NextCursor}
	if !further {
		size, err := tx.LedgerSize(v, filter)
		if err != nil {
			return nil, err
		}
		total := int64(size.Problems)
		out.Total = &total
	}
	for i, row := range page.Items {
		if out.Items[i], err = problemOfRow(ctx, row, s.deps.Clock.Now(), in.Measures); err != nil {
			return nil, err
		}
	}
	return &out, nil
}

// problem shows one problem with its measures.
func (s *Server) problem(ctx context.Context, v models.Viewer, in *subjectInput) (*ProblemDossier, error) {
	_, can, err := s.deps.Engine.Look(ctx, v, in.ID, models.KindProblem)
	if err != nil {
		return nil, err
	}
	row, err := s.deps.Store.View(ctx).Problem(v, in.ID)
	if err != nil {
		return nil, err
	}
	now := s.deps.Clock.Now()
	d := &ProblemDossier{List: []Measure{}, Can: permissionsOf(ctx, can)}
	if d.LedgerProblem, err = problemOfRow(ctx, row, now, false); err != nil {
		return nil, err
	}
	for _, m := range row.Measures {
		shown, err := measureOf(ctx, m, row.ApprovedAt, now)
		if err != nil {
			return nil, err
		}
		d.List = append(d.List, shown)
	}
	return d, nil
}

// problemOfRow is a problem as the ledger shows it, lines with its measures.
func problemOfRow(ctx context.Context, row models.ProblemRow, now time.Time, lines bool) (LedgerProblem, error) {
	policies, err := workflow.ParsePolicies(row.Policies)
	if err != nil {
		return LedgerProblem{}, err
	}
	p := LedgerProblem{Subject: subjectOf(ctx, row.Subject), Number: row.Number, SuperiorNumber: row.SuperiorNumber, Heading: row.Heading,
		Text: row.Text, LeadLeader: row.LeadLeader, UnitName: row.UnitName, CoUnits: []UnitRef{}, Evidence: row.Evidence,
		Light: workflow.ProblemLight(row, policies, now), Measures: map[string]int{}}
	for _, u := range row.CoUnits {
		p.CoUnits = append(p.CoUnits, UnitRef(u))
	}
	for _, m := range row.Measures {
		p.Measures[m.State]++
		if m.NeedsConfirmation {
			p.ToConfirm++
		}
		due := workflow.MeasureDue(m, row.ApprovedAt, policies)
		if due != nil && (p.FirstDue == nil || due.Before(*p.FirstDue)) {
			p.FirstDue = due
		}
		if due != nil && (p.LastDue == nil || due.After(*p.LastDue)) {
			p.LastDue = due
		}
		if lines {
			p.Lines = append(p.Lines, MeasureLine{ID: m.ID, Position: m.Position, Text: m.Text, Deadline: m.DeadlineRaw, Due: due, Confirm: m.NeedsConfirmation,
				Light: workflow.MeasureLight(m, row.ApprovedAt, policies, now), State: stateOf(requestOf(ctx).lang, workflow.State(m.State))})
		}
	}
	return p, nil
}

// given is a date of a query, nil when it was left out.
func given(d civil.Date) *civil.Date {
	if d.IsZero() {
		return nil
	}
	return &d
}
