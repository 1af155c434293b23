package workflow

import (
	"encoding/json"
	"fmt"

	"rectify/models"
	"rectify/workflow/quorum"
)

// ItemTally is the count of one item and what it makes of it.
type ItemTally struct {
	Item        models.MeetingItem
	Tally       quorum.Tally
	Outcome     quorum.Outcome
	VotesNeeded int             // for the item to pass
	MustDefer   bool            // withdrawals have made passing impossible
	CanPass     bool            // with the votes that are outstanding
	Document    *models.Subject // as it is now; nil when the item is about none
	Changed     bool            // the document is no longer the text that is on the agenda, or no longer waits for the Party group
}

// MeetingView is a meeting with everything that its record holds.
type MeetingView struct {
	Meeting     models.Meeting
	Rules       quorum.Rules
	Members     []models.MeetingMember
	Observers   []models.MeetingObserver // those with an account; ObserverNames gives the others
	Withdrawals []models.Withdrawal
	Votes       []models.Vote
	Items       []ItemTally
}

// Present is how many of the members due are present.
func (v MeetingView) Present() (n int) {
	for _, m := range v.Members {
		if m.Attendance == Present {
			n++
		}
	}
	return n
}

// Needed is how many must be present for what is on the agenda and not deferred; 0 when that is nothing.
func (v MeetingView) Needed() (n int) {
	for _, item := range v.Items {
		if item.Item.Deferral == "" {
			n = max(n, v.Rules.Needed(len(v.Members), item.Tally.Matter))
		}
	}
	return n
}

// readRoom reads a meeting and its votes in a handful of statements, however many members and items there are.
func readRoom(tx models.Tx, meetingID string) (*room, error) {
	var r room
	var err error
	if r.meeting, err = tx.Meeting(meetingID); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(r.meeting.Rules, &r.rules); err != nil {
		return nil, fmt.Errorf("rules of meeting %s: %w", meetingID, err)
	}
	if r.members, err = tx.MeetingMembers(meetingID); err != nil {
		return nil, err
	}
	if r.observers, err = tx.MeetingObservers(meetingID); err != nil {
		return nil, err
	}
	if r.items, err = tx.MeetingItems(meetingID); err != nil {
		return nil, err
	}
	if r.documents, err = documentsOf(tx, r.items); err != nil {
		return nil, err
	}
	if r.withdrawals, err = tx.Withdrawals(meetingID); err != nil {
		return nil, err
	}
	r.votes, err = tx.Votes(meetingID)
	return &r, err
}

// documentsOf returns the documents of an agenda by id.
func documentsOf(tx models.Tx, items []models.MeetingItem) (map[string]models.Subject, error) {
	var ids []string
	for _, item := range items {
		if item.DocumentID != nil {
			ids = append(ids, *item.DocumentID)
		}
	}
	documents := map[string]models.Subject{}
	if len(ids) == 0 {
		return documents, nil
	}
	found, err := tx.Subjects(ids...)
	for _, d := range found {
		documents[d.ID] = d
	}
	return documents, err
}

// ViewMeeting returns a meeting with its counts. The caller has checked that the viewer may see it.
func ViewMeeting(tx models.Tx, meetingID string) (MeetingView, error) {
	r, err := readRoom(tx, meetingID)
	if err != nil {
		return MeetingView{}, err
	}
	view := MeetingView{Meeting: r.meeting, Rules: r.rules, Members: r.members, Observers: r.observers, Withdrawals: r.withdrawals, Votes: r.votes}
	for _, item := range r.items {
		tally, err := r.tally(item)
		if err != nil {
			return view, err
		}
		view.Items = append(view.Items, tally)
	}
	return view, nil
}

// tally counts an item. The denominator stays all members due, whoever withdrew.
func (r *room) tally(item models.MeetingItem) (ItemTally, error) {
	t := quorum.Tally{Matter: quorum.Matter(item.Matter), Due: len(r.members)}
	for _, m := range r.members {
		if m.Attendance == Present {
			t.Present++
			if r.withdrawn(item.ID, m.UserID) {
				t.Withdrawn++
			}
		}
	}
	for _, v := range r.votes {
		if v.ItemID != item.ID {
			continue
		}
		switch v.Choice {
		case VoteFor:
			t.For++
		case VoteAgainst:
			t.Against++
		default:
			t.Abstain++
		}
	}
	outcome, err := r.rules.Outcome(t)
	if item.Deferral != "" {
		outcome = quorum.Deferred
	}
	counted := ItemTally{Item: item, Tally: t, Outcome: outcome, VotesNeeded: r.rules.VotesNeeded(t.Due), MustDefer: r.rules.MustDefer(t),
		CanPass: item.Deferral == "" && r.rules.PassingPossible(t.Due, t.Remaining(), t.For)}
	if item.DocumentID != nil {
		d := r.documents[*item.DocumentID]
		counted.Document, counted.Changed = &d, item.Outcome == "" && (d.Digest != item.Digest || State(d.State) != Consolidated)
	}
	return counted, err
}
