package api

import (
	"context"
	"time"

	"github.com/google/uuid"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/words"
)

// Tasks is one page of a box, with the counts of all boxes.
type Tasks struct {
	Counts     TaskCounts `json:"counts"`
	Items      []Task     `json:"items"`
	NextCursor string     `json:"next_cursor,omitempty" doc:"下一页的游标；最后一页没有"`
}

// TaskCounts counts the boxes.
type TaskCounts struct {
	Todo    int64 `json:"todo" doc:"待办"`
	Done    int64 `json:"done" doc:"已办"`
	Started int64 `json:"started" doc:"我发起的"`
	Copied  int64 `json:"copied" doc:"抄送我的"`
}

// Task is one line of a box.
type Task struct {
	ID         string      `json:"id" format:"uuid" doc:"事项编号；应报而未起草的周报为周期编号"`
	Kind       models.Kind `json:"kind" enum:"problem,measure,weekly,progress,plan,bulletin,situation,meeting"`
	Begun      bool        `json:"begun" doc:"false：应报而尚未起草的周报"`
	CampaignID string      `json:"campaign_id" format:"uuid"`
	Title      string      `json:"title"`
	State      *Named      `json:"state,omitempty"`
	Version    int64       `json:"version"`
	UnitID     *string     `json:"unit_id,omitempty" format:"uuid"`
	DueAt      *time.Time  `json:"due_at,omitempty"`
	Event      *Named      `json:"event,omitempty" doc:"待办：等待办理的动作；已办：最近一次办理的动作"`
	Batch      bool        `json:"batch,omitempty" doc:"待办：等待办理的动作可以批量办理，每件各为一次办理"`
	OnBehalfOf *string     `json:"on_behalf_of,omitempty" format:"uuid" doc:"待办：代谁办理；空为本人"`
	At         time.Time   `json:"at" doc:"到达、办理、发起或抄送的时间"`
	Urges      *Urges      `json:"urges,omitempty" doc:"进入当前状态以来的催办情况；未催办的没有"`
}

type tasksInput struct {
	Box models.Box `query:"box" enum:"todo,done,started,copied" default:"todo" doc:"待办、已办、我发起的、抄送我的"`
	Paging
}

// tasks answers with one box of the caller. What is to be done comes by due moment and then by arrival, everything else
// with the newest first.
func (s *Server) tasks(ctx context.Context, v models.Viewer, in *tasksInput) (*Tasks, error) {
	list := "tasks-" + string(in.Box)
	from := &models.TaskKey{}
	after, err := in.after(list, &from.Due, &from.At, &from.ID, &from.Unit, &from.Entry)
	if err != nil {
		return nil, err
	}
	if !after {
		from = nil
	} else if uuid.Validate(from.ID) != nil {
		return nil, workflow.Refuse(workflow.Malformed, words.BadCursor, nil)
	}
	found, err := s.deps.Engine.Tasks(ctx, v, in.Box, from, in.Limit+1)
	if err != nil {
		return nil, err
	}
	page, err := pageOf(list, found.Lines, in.Limit, func(t models.Task) []any {
		k := t.Key()
		return []any{k.Due, k.At, k.ID, k.Unit, k.Entry}
	})
	if err != nil {
		return nil, err
	}
	out := Tasks{Items: make([]Task, len(page.Items)), NextCursor: page.NextCursor, Counts: TaskCounts{Todo: found.Counts[models.BoxTodo],
		Done: found.Counts[models.BoxDone], Started: found.Counts[models.BoxStarted], Copied: found.Counts[models.BoxCopied]}}
	for i, t := range page.Items {
		out.Items[i] = taskOf(requestOf(ctx).lang, t)
		out.Items[i].Batch = in.Box == models.BoxTodo && workflow.Batchable(t)
		out.Items[i].Urges = urgesOf(found.Urges[i])
	}
	return &out, nil
}

func taskOf(lang words.Lang, t models.Task) Task {
	task := Task{ID: t.ID, Kind: t.Kind, Begun: t.SubjectID != nil, CampaignID: t.CampaignID, Title: t.Title, Version: t.Version,
		UnitID: t.UnitID, DueAt: t.DueAt, At: t.At, OnBehalfOf: t.OnBehalfOf}
	if task.Begun {
		state := stateOf(lang, workflow.State(t.State))
		task.State = &state
	} else {
		task.Title = workflow.KindLabels[t.Kind].In(lang)
	}
	if t.Event != "" {
		event := eventOf(lang, workflow.Event(t.Event))
		task.Event = &event
	}
	return task
}
