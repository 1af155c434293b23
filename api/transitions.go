package api

import (
	"context"
	"encoding/hex"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/golang-sql/civil"

	"rectify/models"
	"rectify/workflow"
)

// Transition asks for one event. Which fields an event needs is said by `can`.
type Transition struct {
	Event     eventName   `json:"event" doc:"办理动作；此刻可办理的见 can"`
	Opinion   string      `json:"opinion,omitempty" maxLength:"2000" doc:"意见；退回等动作必填"`
	Reason    string      `json:"reason,omitempty" maxLength:"2000" doc:"会签不全或迟报的原因"`
	DocNumber string      `json:"doc_number,omitempty" maxLength:"100" doc:"报送备案：发文字号"`
	Recipient string      `json:"recipient,omitempty" maxLength:"200" doc:"报送备案：报送对象"`
	FiledOn   *civil.Date `json:"filed_on,omitempty" format:"date" doc:"报送备案：日期"`
	Members   []string    `json:"members,omitempty" maxItems:"1000" doc:"汇总成稿：所汇总的稿件"`
	Missing   bool        `json:"acknowledge_missing,omitempty" doc:"汇总成稿：确认尚有单位未报送"`
	Text      *Text       `json:"content,omitempty" doc:"汇总成稿：文稿；不填则由所汇总的稿件生成"`
}

// eventName is an event that is fired through transitions. Its enumeration comes from the table.
type eventName workflow.Event

// Schema publishes the enumeration.
func (eventName) Schema(huma.Registry) *huma.Schema {
	schema := &huma.Schema{Type: huma.TypeString}
	for _, event := range workflow.ByHand() {
		schema.Enum = append(schema.Enum, string(event))
	}
	return schema
}

type transitionInput struct {
	ID   string `path:"id" format:"uuid"`
	Body Transition
}

// payload is what the event carries, nil for most.
func (t Transition) payload() any {
	switch event := workflow.Event(t.Event); {
	case event == workflow.File && t.FiledOn != nil:
		return workflow.Filing{DocNumber: t.DocNumber, Recipient: t.Recipient, FiledOn: *t.FiledOn}
	case event == workflow.Compile:
		return workflow.Compilation{Members: t.Members, Acknowledge: t.Missing, Content: t.Text.optional()}
	}
	return nil
}

// transition fires an event on a subject of one of the kinds.
func (s *Server) transition(tag string, kinds ...models.Kind) func(context.Context, models.Viewer, Command, *transitionInput) (workflow.Answer, error) {
	return func(ctx context.Context, v models.Viewer, c Command, in *transitionInput) (workflow.Answer, error) {
		event := workflow.Event(in.Body.Event)
		if err := mayDecide(v, event, tag); err != nil {
			return workflow.Answer{}, err
		}
		return s.fire(ctx, c, workflow.Command{Viewer: v, SubjectID: in.ID, Kinds: kinds, Event: event,
			Opinion: in.Body.Opinion, Reason: in.Body.Reason, Payload: in.Body.payload()})
	}
}

// fire hands a command to the engine with what the request says of it, and answers with the outcome.
func (s *Server) fire(ctx context.Context, c Command, command workflow.Command) (workflow.Answer, error) {
	command.IfVersion = c.IfVersion
	command.Request = c.Rendering(func(result any) (workflow.Answer, error) {
		o := result.(workflow.Outcome)
		return answer(http.StatusOK, o.Subject.Version, "", outcomeOf(ctx, o))
	})
	return s.deps.Engine.Fire(ctx, command)
}

func outcomeOf(ctx context.Context, o workflow.Outcome) Outcome {
	return Outcome{Subject: subjectOf(ctx, o.Subject), Can: permissionsOf(ctx, o.Can),
		Entry: EntryRef{Seq: o.Entry.Seq, At: o.Entry.At, Hash: hex.EncodeToString(o.Entry.Hash)}}
}
