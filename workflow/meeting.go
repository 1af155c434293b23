package workflow

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"rectify/models"
	"rectify/workflow/chain"
	"rectify/workflow/quorum"
	"rectify/workflow/words"
)

// NewMeeting convenes a meeting.
type NewMeeting struct {
	CampaignID  string
	Title       string
	HeldAt      time.Time
	Place       string
	ChairID     string   // a member due
	RecorderID  string   // "" for the one who convenes
	MemberIDs   []string // empty for everyone who is a member of the Party group now
	Observers   []string // names with their offices, of observers without an account
	ObserverIDs []string // observers with an account; they may see the meeting
	Items       []AgendaItem
}

// Agenda is the payload of Edit on a meeting: what it changes; nil leaves it as it is. The members due and the rules of
// counting never change.
type Agenda struct {
	Title       *string
	HeldAt      *time.Time
	Place       *string
	ChairID     *string
	RecorderID  *string
	Observers   []string
	ObserverIDs []string
	Items       []AgendaItem
}

// touches names the documents, so that they are locked before their texts are bound.
func (a Agenda) touches() []string { return documentIDs(a.Items) }

func init() { onEvent("meeting", Edit, editMeeting) }

// convened is what the entry of convening or editing a meeting says: the whole of it afterwards, each document with its
// digest, and at convening who is due and by which rules is counted.
type convened struct {
	HeldAt      string        `json:"held_at"`
	Place       string        `json:"place,omitempty"`
	Chair       string        `json:"chair"`
	Recorder    string        `json:"recorder"`
	Members     []string      `json:"members,omitempty"`
	Rules       *quorum.Rules `json:"rules,omitempty"`
	Observers   []string      `json:"observers,omitempty"`
	ObserverIDs []string      `json:"observer_ids,omitempty"`
	Items       []bound       `json:"items,omitempty"`
}

// Convene convenes a meeting of the Party group. The members due and the rules are frozen here. What is rendered is an
// Outcome.
func (e *Engine) Convene(ctx context.Context, v models.Viewer, r Request, n NewMeeting) (Answer, error) {
	return e.write(ctx, v, r, func(w *writing) (any, error) {
		as, err := w.convener()
		if err != nil {
			return nil, err
		}
		campaign, err := w.tx.CampaignByID(n.CampaignID)
		if err != nil {
			return nil, notFound(err)
		}
		policies, err := ParsePolicies(string(campaign.Policies))
		if err != nil {
			return nil, err
		}
		members, err := w.membersDue(n)
		if err != nil {
			return nil, err
		}
		if n.RecorderID == "" {
			n.RecorderID = w.viewer.UserID
		}
		plan := meetingPlan{title: n.Title, Meeting: models.Meeting{SubjectID: models.NewID(), HeldAt: n.HeldAt.UTC(), Place: n.Place, ChairID: n.ChairID,
			RecorderID: n.RecorderID}, due: userIDs(members), observers: n.Observers, observerIDs: n.ObserverIDs}
		if err := plan.check(w.tx); err != nil {
			return nil, err
		}
		draft := models.Subject{ID: plan.SubjectID, CampaignID: campaign.ID, Kind: models.KindMeeting, Title: plan.title, UnitID: &as.unit, DueAt: &plan.HeldAt}
		for _, id := range distinct(documentIDs(n.Items)) { // so that nobody draws a circle around them meanwhile
			if err := w.tx.Lock(id); err != nil {
				return nil, err
			}
		}
		if plan.items, err = agenda(w.tx, w.viewer, draft, n.Items, nil); err != nil {
			return nil, err
		}
		detail := plan.detail()
		detail.Members, detail.Rules = plan.due, &policies.Quorum
		subject, err := w.create(draft, nil, as.role, as.unit, detail)
		if err != nil {
			return nil, err
		}
		if err := w.storeMeeting(plan, members, policies.Quorum); err != nil {
			return nil, err
		}
		return w.outcome(subject)
	})
}

// convener is the capacity in which the viewer convenes: for the general office, or else for the audit office.
func (w *writing) convener() (capacity, error) {
	for _, actor := range []*Actor{GeneralOffice, AuditOffice} {
		if as, err := w.as(actor, models.Subject{}); err == nil {
			return as, nil
		}
	}
	return capacity{}, Refuse(Forbidden, words.NotYourRole, words.Params{"roles": (&Rule{Who: []*Actor{GeneralOffice, AuditOffice}}).actorLabel()})
}

// membersDue are the members of the Party group who are due: all, or those named.
func (w *writing) membersDue(n NewMeeting) ([]models.MeetingMember, error) {
	group, err := w.tx.PartyGroup()
	if err != nil {
		return nil, err
	}
	var members []models.MeetingMember
	for _, u := range group {
		if len(n.MemberIDs) == 0 || slices.Contains(n.MemberIDs, u.ID) {
			members = append(members, models.MeetingMember{UserID: u.ID, Position: len(members) + 1})
		}
	}
	ids := userIDs(members)
	var reasons []Reason
	for _, id := range n.MemberIDs {
		if !slices.Contains(ids, id) {
			reasons = append(reasons, Reason{Code: words.MemberNotOfGroup, Field: "member_ids"})
		}
	}
	if len(members) == 0 {
		reasons = append(reasons, Reason{Code: words.NobodyDue, Field: "member_ids"})
	}
	return members, RefuseFor(reasons)
}

func (w *writing) storeMeeting(plan meetingPlan, members []models.MeetingMember, rules quorum.Rules) error {
	var err error
	if plan.Rules, err = json.Marshal(rules); err != nil {
		return err
	}
	if plan.Meeting.Observers, err = json.Marshal(append([]string{}, plan.observers...)); err != nil {
		return err
	}
	for i := range members {
		members[i].MeetingID = plan.SubjectID
	}
	if err := w.tx.AddMeeting(plan.Meeting, members); err != nil {
		return err
	}
	if err := w.tx.SetMeetingObservers(plan.SubjectID, plan.observerIDs); err != nil {
		return err
	}
	return w.tx.ReplaceMeetingItems(plan.SubjectID, plan.items)
}

// editMeeting changes a meeting that is not open yet. A new agenda binds each document with the revision it has now.
func editMeeting(t *transition) error {
	change := t.command.Payload.(Agenda)
	view, err := ViewMeeting(t.tx, t.subject.ID)
	if err != nil {
		return err
	}
	plan := planOf(t.subject.Title, view)
	if err := plan.change(t.tx, t.command.Viewer, t.subject, change); err != nil {
		return err
	}
	if err := t.allInCircle(append([]string{plan.RecorderID}, plan.observerIDs...), "observer_ids", words.ObserverOutsideCircle); err != nil {
		return err
	}
	observers, err := json.Marshal(append([]string{}, plan.observers...))
	if err != nil {
		return err
	}
	t.detail = plan.detail()
	t.set["title"], t.set["due_at"] = plan.title, plan.HeldAt
	t.after.Title, t.after.DueAt = plan.title, &plan.HeldAt
	if err := t.tx.SetMeeting(t.subject.ID, map[string]any{"held_at": plan.HeldAt, "place": plan.Place, "chair_id": plan.ChairID,
		"recorder_id": plan.RecorderID, "observers": json.RawMessage(observers)}); err != nil {
		return err
	}
	if err := t.tx.SetMeetingObservers(t.subject.ID, plan.observerIDs); err != nil {
		return err
	}
	return t.tx.ReplaceMeetingItems(t.subject.ID, plan.items)
}

// detail is what the history says of the plan.
func (p meetingPlan) detail() convened {
	d := convened{HeldAt: chain.Instant(p.HeldAt), Place: p.Place, Chair: p.ChairID, Recorder: p.RecorderID, Observers: p.observers, ObserverIDs: p.observerIDs}
	for _, i := range p.items {
		d.Items = append(d.Items, bound{i.ID, i.Title, i.Matter, value(i.DocumentID), i.Revision, i.Digest})
	}
	return d
}

func userIDs(members []models.MeetingMember) []string {
	ids := make([]string, len(members))
	for i, m := range members {
		ids[i] = m.UserID
	}
	return ids
}
