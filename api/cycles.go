package api

import (
	"context"
	"net/http"
	"time"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/cycle"
	"rectify/workflow/words"
)

// Cycle is one due moment of a series of reports.
type Cycle struct {
	ID        string    `json:"id" format:"uuid"`
	Series    string    `json:"series"`
	Number    int       `json:"number" doc:"期次"`
	DueOn     string    `json:"due_on" format:"date"`
	DueAt     time.Time `json:"due_at" doc:"恰在此刻收到的为按时"`
	MovedFrom string    `json:"moved_from,omitempty" doc:"因节假日调整前的日期"`
}

// Counts counts reports: 应报, and of them 已报, 迟报, 补报, 缺报, 待报; besides, 免报.
type Counts struct {
	Owed    int `json:"owed" doc:"应报"`
	OnTime  int `json:"on_time" doc:"已报（按时）"`
	Late    int `json:"late" doc:"迟报"`
	MadeUp  int `json:"made_up" doc:"补报：下一期截止后才报"`
	Missing int `json:"missing" doc:"缺报"`
	Pending int `json:"pending" doc:"待报：尚未到期"`
	Exempt  int `json:"exempt" doc:"免报"`
}

// CycleCounts is a cycle with what came of its reports, of the units the caller may see.
type CycleCounts struct {
	Cycle
	Counts Counts `json:"counts"`
}

// CycleList lists a campaign's cycles.
type CycleList struct {
	Items   []CycleCounts  `json:"items"`
	Blocked []ProblemError `json:"blocked,omitempty" doc:"后续周期无法排定的原因，如缺少放假通知"`
}

// CycleMatrix is units by cycles.
type CycleMatrix struct {
	Cycles []Cycle     `json:"cycles"`
	Units  []MatrixRow `json:"units" doc:"按单位排序"`
}

// MatrixRow is what one unit owes and has handed in.
type MatrixRow struct {
	UnitID string       `json:"unit_id" format:"uuid"`
	Unit   string       `json:"unit"`
	Cells  []MatrixCell `json:"cells"`
	Counts Counts       `json:"counts"`
}

// MatrixCell is what came of one report.
type MatrixCell struct {
	CycleID      string     `json:"cycle_id" format:"uuid"`
	Status       Named      `json:"status"`
	ReportID     *string    `json:"report_id,omitempty" format:"uuid"`
	SubmittedAt  *time.Time `json:"submitted_at,omitempty" doc:"首次收到的时间"`
	ExemptReason string     `json:"exempt_reason,omitempty"`
	Urges        *Urges     `json:"urges,omitempty" doc:"催报情况；未催报的没有"`
}

func cycleOf(c models.Cycle) Cycle {
	return Cycle{ID: c.ID, Series: c.Series, Number: c.Number, DueOn: c.DueOn, DueAt: c.DueAt, MovedFrom: c.MovedFrom}
}

func countsOf(t workflow.Tally) Counts {
	return Counts{Owed: t.Owed(), OnTime: t[cycle.OnTime], Late: t[cycle.Late], MadeUp: t[cycle.MadeUp], Missing: t[cycle.Missing],
		Pending: t[cycle.Pending], Exempt: t[cycle.Exempt]}
}

type campaignInput struct {
	ID string `path:"id" format:"uuid"`
}

func (s *Server) cycles(ctx context.Context, v models.Viewer, in *campaignInput) (*CycleList, error) {
	m, err := s.deps.Engine.Matrix(ctx, v, in.ID)
	if err != nil {
		return nil, err
	}
	tallies := m.Tallies()
	list := CycleList{Items: make([]CycleCounts, len(m.Cycles)), Blocked: reasonsOf(requestOf(ctx).lang, m.Blocked)}
	for i, c := range m.Cycles {
		list.Items[i] = CycleCounts{cycleOf(c), countsOf(tallies[c.ID])}
	}
	return &list, nil
}

func (s *Server) cycleMatrix(ctx context.Context, v models.Viewer, in *campaignInput) (*CycleMatrix, error) {
	m, err := s.deps.Engine.Matrix(ctx, v, in.ID)
	if err != nil {
		return nil, err
	}
	lang := requestOf(ctx).lang
	matrix := CycleMatrix{Cycles: make([]Cycle, len(m.Cycles)), Units: make([]MatrixRow, len(m.Units))}
	for i, c := range m.Cycles {
		matrix.Cycles[i] = cycleOf(c)
	}
	for i, unit := range m.Units {
		matrix.Units[i] = MatrixRow{UnitID: unit.ID, Unit: unit.Name, Cells: cellsOf(lang, unit.Cells), Counts: countsOf(unit.Tally())}
	}
	return &matrix, nil
}

func cellsOf(lang words.Lang, cells []workflow.MatrixCell) []MatrixCell {
	out := make([]MatrixCell, len(cells))
	for i, c := range cells {
		out[i] = MatrixCell{CycleID: c.CycleID, Status: Named{string(c.Status), c.Status.Label().In(lang)}, ReportID: c.ReportID,
			SubmittedAt: c.SubmittedAt, ExemptReason: c.ExemptReason, Urges: urgesOf(c.Urges)}
	}
	return out
}

// CyclePlan answers the planning of cycles: what is new.
type CyclePlan struct {
	Cycles      int   `json:"cycles" doc:"新排定的周期数"`
	Obligations int64 `json:"obligations" doc:"新登记的应报数"`
}

func (s *Server) planCycles(ctx context.Context, v models.Viewer, c Command, in *campaignInput) (workflow.Answer, error) {
	request := c.Rendering(func(result any) (workflow.Answer, error) {
		return answer(http.StatusOK, 0, "", CyclePlan(result.(workflow.CyclePlan)))
	})
	return s.deps.Engine.PlanCycles(ctx, v, request, in.ID)
}

type exemptionInput struct {
	ID      string `path:"id" format:"uuid"`
	CycleID string `path:"cycle_id" format:"uuid"`
	Body    struct {
		UnitID string `json:"unit_id" format:"uuid"`
		Reason string `json:"reason" minLength:"1" maxLength:"500" doc:"免报原因"`
	}
}

// Exemption answers that a unit owes no report for a cycle.
type Exemption struct {
	CycleID string `json:"cycle_id" format:"uuid"`
	UnitID  string `json:"unit_id" format:"uuid"`
	Reason  string `json:"reason"`
}

func (s *Server) exempt(ctx context.Context, v models.Viewer, c Command, in *exemptionInput) (workflow.Answer, error) {
	request := c.Rendering(func(result any) (workflow.Answer, error) {
		o := result.(models.Obligation)
		return answer(http.StatusOK, 0, "", Exemption{o.CycleID, o.UnitID, o.ExemptReason})
	})
	return s.deps.Engine.ExemptUnit(ctx, v, request, workflow.Exemption{CampaignID: in.ID, CycleID: in.CycleID, UnitID: in.Body.UnitID, Reason: in.Body.Reason})
}
