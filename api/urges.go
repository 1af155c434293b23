package api

import (
	"context"
	"net/http"
	"time"

	"rectify/models"
	"rectify/workflow"
)

// Urges is how often something was urged.
type Urges struct {
	Times   int        `json:"times" doc:"次数"`
	LastAt  time.Time  `json:"last_at" doc:"最近一次的时间"`
	AgainAt *time.Time `json:"again_at,omitempty" doc:"自此时起可以再次催办；没有则现在即可"`
}

func urgesOf(u *workflow.Urges) *Urges {
	if u == nil {
		return nil
	}
	return &Urges{u.Times, u.LastAt, u.AgainAt}
}

type urgeInput struct {
	ID   string `path:"id" format:"uuid"`
	Body struct {
		Remark string `json:"remark,omitempty" maxLength:"500" doc:"催办意见"`
	}
}

// urge urges those who hold an open task on a subject of one of the kinds.
func (s *Server) urge(kinds ...models.Kind) func(context.Context, models.Viewer, Command, *urgeInput) (workflow.Answer, error) {
	return func(ctx context.Context, v models.Viewer, c Command, in *urgeInput) (workflow.Answer, error) {
		return s.fire(ctx, c, workflow.Command{Viewer: v, SubjectID: in.ID, Kinds: kinds, Event: workflow.Urge, Opinion: in.Body.Remark})
	}
}

type cycleUrgeInput struct {
	ID      string `path:"id" format:"uuid"`
	CycleID string `path:"cycle_id" format:"uuid"`
	Body    struct {
		UnitIDs []string `json:"unit_ids,omitempty" maxItems:"500" doc:"催报的单位；不填为全部未报送单位"`
		Remark  string   `json:"remark,omitempty" maxLength:"500" doc:"催报意见"`
	}
}

// CycleUrged says whom an urge for weekly reports reached.
type CycleUrged struct {
	Urged   []UnitRef     `json:"urged" doc:"已催报的单位"`
	Skipped []SkippedUnit `json:"skipped" doc:"未催报的单位及原因"`
}

// SkippedUnit is a unit that was not urged.
type SkippedUnit struct {
	UnitRef
	Why []ProblemError `json:"why"`
}

// urgeCycle urges units to hand in the weekly report of a cycle.
func (s *Server) urgeCycle(ctx context.Context, v models.Viewer, c Command, in *cycleUrgeInput) (workflow.Answer, error) {
	request := c.Rendering(func(result any) (workflow.Answer, error) {
		done := result.(workflow.CycleUrged)
		out := CycleUrged{Urged: mapped(done.Urged, func(o models.Owing) UnitRef { return UnitRef{o.UnitID, o.UnitName} }),
			Skipped: mapped(done.Skipped, func(u workflow.SkippedUnit) SkippedUnit {
				return SkippedUnit{UnitRef{u.UnitID, u.UnitName}, reasonsOf(requestOf(ctx).lang, u.Why)}
			})}
		return answer(http.StatusOK, 0, "", out)
	})
	return s.deps.Engine.UrgeCycle(ctx, v, request, workflow.CycleUrge{CampaignID: in.ID, CycleID: in.CycleID, UnitIDs: in.Body.UnitIDs, Remark: in.Body.Remark})
}
