package workflow

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"rectify/models"
	"rectify/workflow/quorum"
	"rectify/workflow/words"
)

// AgendaItem is what is put on the agenda. A document is bound with the revision that it has at this moment.
type AgendaItem struct {
	ID         string        `json:"id,omitempty"` // of an item that stays on the agenda; "" for a new one
	Title      string        `json:"title"`
	Matter     quorum.Matter `json:"matter,omitempty"` // "" for ordinary
	DocumentID string        `json:"document_id,omitempty"`
}

// bound is an item as the history names it, with the exact text it is about.
type bound struct {
	ID         string `json:"id"`
	Title      string `json:"title"`
	Matter     string `json:"matter"`
	DocumentID string `json:"document_id,omitempty"`
	Revision   int    `json:"revision,omitempty"`
	Digest     string `json:"digest,omitempty"`
}

// meetingPlan is a meeting before it opens.
type meetingPlan struct {
	models.Meeting
	title       string
	due         []string // ids of the members due
	observers   []string
	observerIDs []string
	items       []models.MeetingItem
}

// planOf is the plan of a meeting as it stands.
func planOf(title string, view MeetingView) meetingPlan {
	plan := meetingPlan{title: title, Meeting: view.Meeting, due: userIDs(view.Members), observers: ObserverNames(view.Meeting)}
	for _, o := range view.Observers {
		plan.observerIDs = append(plan.observerIDs, o.UserID)
	}
	for _, i := range view.Items {
		plan.items = append(plan.items, i.Item)
	}
	return plan
}

// change applies what is given of an edit.
func (p *meetingPlan) change(tx models.Tx, v models.Viewer, meeting models.Subject, a Agenda) error {
	for _, c := range []struct{ to, from *string }{{&p.title, a.Title}, {&p.Place, a.Place}, {&p.ChairID, a.ChairID}, {&p.RecorderID, a.RecorderID}} {
		if c.from != nil {
			*c.to = *c.from
		}
	}
	if a.HeldAt != nil {
		p.HeldAt = a.HeldAt.UTC()
	}
	if a.Observers != nil {
		p.observers = a.Observers
	}
	if a.ObserverIDs != nil {
		p.observerIDs = a.ObserverIDs
	}
	if err := p.check(tx); err != nil || a.Items == nil {
		return err
	}
	var err error
	p.items, err = agenda(tx, v, meeting, a.Items, p.items)
	return err
}

// check names what is wrong with title and people.
func (p *meetingPlan) check(tx models.Tx) error {
	var reasons []Reason
	if p.title = strings.TrimSpace(p.title); !oneLine(p.title) {
		reasons = append(reasons, Reason{Code: words.TitleNotOneLine, Field: "title"})
	}
	if !slices.Contains(p.due, p.ChairID) {
		reasons = append(reasons, Reason{Code: words.ChairNotDue, Field: "chair_id"})
	}
	readers, err := tx.Readers(append([]string{p.RecorderID}, p.observerIDs...))
	if err != nil {
		return err
	}
	if !slices.Contains(readers, p.RecorderID) {
		reasons = append(reasons, Reason{Code: words.RecorderUnfit, Field: "recorder_id"})
	}
	for i, id := range p.observerIDs {
		if !slices.Contains(readers, id) || slices.Contains(p.due, id) || slices.Contains(p.observerIDs[:i], id) {
			reasons = append(reasons, Reason{Code: words.ObserverUnfit, Field: fmt.Sprintf("observer_ids[%d]", i)})
		}
	}
	return RefuseFor(reasons)
}

// oneLine reports whether a title is there and has no line break: messages name items by their titles.
func oneLine(title string) bool {
	return title != "" && !strings.ContainsFunc(title, unicode.IsControl)
}

func documentIDs(items []AgendaItem) (ids []string) {
	for _, i := range items {
		if i.DocumentID != "" {
			ids = append(ids, i.DocumentID)
		}
	}
	return ids
}

// agenda makes the rows of an agenda and binds its documents: compilations that wait for the Party group, each once. It
// names every fault.
func agenda(tx models.Tx, v models.Viewer, meeting models.Subject, wanted []AgendaItem, before []models.MeetingItem) ([]models.MeetingItem, error) {
	documents := map[string]models.Subject{}
	var beyond []string
	if ids := documentIDs(wanted); len(ids) > 0 {
		found, err := tx.OutsideCircles(v, ids...)
		if err != nil {
			return nil, err
		}
		for _, d := range found {
			documents[d.ID] = d
		}
		if beyond, err = outsideCircle(tx, meeting, found); err != nil {
			return nil, err
		}
	}
	items := make([]models.MeetingItem, len(wanted))
	var reasons []Reason
	used := map[string]bool{}
	for i, a := range wanted {
		fault := func(field string, code words.Code, params words.Params) {
			reasons = append(reasons, Reason{Code: code, Params: params, Field: fmt.Sprintf("items[%d].%s", i, field)})
		}
		item := models.MeetingItem{ID: a.ID, MeetingID: meeting.ID, Position: i + 1, Title: strings.TrimSpace(a.Title), Matter: string(a.Matter)}
		if a.ID == "" {
			item.ID = models.NewID()
		} else if used[a.ID] || !slices.ContainsFunc(before, func(b models.MeetingItem) bool { return b.ID == a.ID }) {
			fault("id", words.ItemUnknown, nil)
		}
		if !oneLine(item.Title) {
			fault("title", words.TitleNotOneLine, nil)
		}
		if a.Matter == "" {
			item.Matter = string(quorum.Ordinary)
		} else if !slices.Contains(quorum.Matters, a.Matter) {
			fault("matter", words.FieldNotOneOf, words.Params{"values": "ordinary, appointment, discipline"})
		}
		if a.DocumentID != "" {
			d := documents[a.DocumentID]
			switch {
			case used[a.DocumentID]:
				fault("document_id", words.DocumentTwice, nil)
			case slices.Contains(beyond, d.ID):
				fault("document_id", words.DocumentRestricted, words.Params{"title": item.Title})
			case d.CampaignID != meeting.CampaignID || State(d.State) != Consolidated || !slices.Contains(deliberated, d.Kind):
				fault("document_id", words.DocumentNotReady, words.Params{"title": item.Title})
			}
			item.DocumentID, item.Revision, item.Digest = &wanted[i].DocumentID, d.Revision, d.Digest
		}
		used[item.ID], used[a.DocumentID] = true, true
		items[i] = item
	}
	return items, RefuseFor(reasons)
}
