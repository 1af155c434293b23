package workflow

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"rectify/models"
	"rectify/workflow/quorum"
	"rectify/workflow/words"
)

// NewMeeting convenes a meeting.
type NewMeeting struct {
	CampaignID string
	Title      string
	HeldAt     time.Time
	Place      string
	ChairID    string   // a member due
	RecorderID string   // "" for the one who convenes
	MemberIDs  []string // "" for everyone who is a member of the Party group now
	Observers  []string // names with their offices
	Items      []AgendaItem
}

// AgendaItem is what is put on the agenda. A document is bound with the revision that it has at this moment.
type AgendaItem struct {
	Title      string        `json:"title"`
	Matter     quorum.Matter `json:"matter,omitempty"` // "" for ordinary
	DocumentID string        `json:"document_id,omitempty"`
}

// Agenda is the payload of Edit on a meeting: what it changes; nil leaves it as it is.
type Agenda struct {
	HeldAt    *time.Time
	Place     *string
	Observers []string
	Items     []AgendaItem
}

func init() { onEvent("meeting", Edit, editMeeting) }

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
		subject, err := w.create(models.Subject{CampaignID: campaign.ID, Kind: models.KindMeeting, Title: n.Title, UnitID: &as.unit},
			nil, as.role, as.unit, struct {
				Members []string `json:"members"`
			}{userIDs(members)})
		if err != nil {
			return nil, err
		}
		if err := w.storeMeeting(subject, n, members, policies.Quorum); err != nil {
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
	} else if !slices.Contains(ids, n.ChairID) {
		reasons = append(reasons, Reason{Code: words.ChairNotDue, Field: "chair_id"})
	}
	return members, RefuseFor(reasons)
}

func (w *writing) storeMeeting(s models.Subject, n NewMeeting, members []models.MeetingMember, rules quorum.Rules) error {
	frozen, err := json.Marshal(rules)
	if err != nil {
		return err
	}
	observers, err := observerList(n.Observers)
	if err != nil {
		return err
	}
	for i := range members {
		members[i].MeetingID = s.ID
	}
	recorder := n.RecorderID
	if recorder == "" {
		recorder = w.viewer.UserID
	}
	if err := w.tx.AddMeeting(models.Meeting{SubjectID: s.ID, HeldAt: n.HeldAt.UTC(), Place: n.Place, ChairID: n.ChairID, RecorderID: recorder,
		Rules: frozen, Observers: observers}, members); err != nil {
		return err
	}
	items, err := agenda(w.tx, s, n.Items)
	if err != nil || len(items) == 0 {
		return err
	}
	return w.tx.ReplaceMeetingItems(s.ID, items)
}

// editMeeting changes a meeting that is not open yet. A new agenda binds each document with the revision it has now.
func editMeeting(t *transition) error {
	change := t.command.Payload.(Agenda)
	set := map[string]any{}
	if change.HeldAt != nil {
		set["held_at"] = change.HeldAt.UTC()
	}
	if change.Place != nil {
		set["place"] = *change.Place
	}
	if change.Observers != nil {
		observers, err := observerList(change.Observers)
		if err != nil {
			return err
		}
		set["observers"] = observers
	}
	if len(set) > 0 {
		if err := t.tx.SetMeeting(t.subject.ID, set); err != nil {
			return err
		}
	}
	t.detail = change.Items
	if change.Items == nil {
		return nil
	}
	items, err := agenda(t.tx, t.subject, change.Items)
	if err != nil {
		return err
	}
	return t.tx.ReplaceMeetingItems(t.subject.ID, items)
}

// agenda makes the rows of an agenda and binds its documents: compilations that wait for the Party group.
func agenda(tx models.Tx, meeting models.Subject, wanted []AgendaItem) ([]models.MeetingItem, error) {
	items := make([]models.MeetingItem, len(wanted))
	var reasons []Reason
	for i, a := range wanted {
		items[i] = models.MeetingItem{ID: models.NewID(), MeetingID: meeting.ID, Position: i + 1, Title: strings.TrimSpace(a.Title), Matter: string(a.Matter)}
		if a.Matter == "" {
			items[i].Matter = string(quorum.Ordinary)
		}
		if a.DocumentID == "" {
			continue
		}
		documents, err := tx.Subjects(a.DocumentID)
		if err != nil {
			return nil, err
		}
		if len(documents) == 0 || documents[0].CampaignID != meeting.CampaignID || !slices.Contains(deliberated, documents[0].Kind) ||
			State(documents[0].State) != Consolidated {
			reasons = append(reasons, Reason{Code: words.DocumentNotReady, Params: words.Params{"title": items[i].Title}, Field: fmt.Sprintf("items[%d].document_id", i)})
			continue
		}
		items[i].DocumentID, items[i].Revision, items[i].Digest = &documents[0].ID, documents[0].Revision, documents[0].Digest
	}
	return items, RefuseFor(reasons)
}

func observerList(names []string) (json.RawMessage, error) {
	if names == nil {
		names = []string{}
	}
	return json.Marshal(names)
}

func userIDs(members []models.MeetingMember) []string {
	ids := make([]string, len(members))
	for i, m := range members {
		ids[i] = m.UserID
	}
	return ids
}
