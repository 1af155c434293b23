package workflow

import (
	"slices"
	"strings"

	"rectify/models"
	"rectify/workflow/quorum"
	"rectify/workflow/words"
)

// The choices of a vote.
const (
	VoteFor     = "for"
	VoteAgainst = "against"
	VoteAbstain = "abstain"
)

// Ballot is the payload of CastVote. The member's view stands in the command's opinion.
type Ballot struct {
	ItemID string `json:"item_id"`
	Choice string `json:"choice"`
	Digest string `json:"digest"` // of the text that was read; "" when the item has no document
}

// Recusal is the payload of Recuse.
type Recusal struct {
	ItemID string `json:"item_id"`
	Reason string `json:"reason"`
}

// Deferral is the payload of Defer. The reason stands in the command's opinion.
type Deferral struct {
	ItemID string `json:"item_id"`
}

func init() {
	onEvent("meeting", CastVote, castVote)
	onEvent("meeting", Recuse, recuse)
	onEvent("meeting", Defer, deferItem)
}

// castVote records a member's vote on one item: once, present, not withdrawn, on the very text that is on the agenda,
// and the chair after all others.
func castVote(t *transition) error {
	ballot := t.command.Payload.(Ballot)
	voter := t.as.UserID
	room, err := t.room()
	if err != nil {
		return err
	}
	item, err := room.item(ballot.ItemID)
	if err != nil {
		return err
	}
	switch {
	case !slices.Contains([]string{VoteFor, VoteAgainst, VoteAbstain}, ballot.Choice):
		return RefuseFor([]Reason{{Code: words.ChoiceUnknown, Field: "choice"}})
	case item.Deferral != "":
		return t.conflict(words.ItemDeferred, words.Params{"title": item.Title})
	case !room.present(voter):
		return RefuseFor(one(words.NotPresent, nil))
	case room.withdrawn(item.ID, voter):
		return RefuseFor(one(words.HasWithdrawn, words.Params{"title": item.Title}))
	case room.voted(item.ID, voter):
		return t.conflict(words.HasVotedOnItem, words.Params{"title": item.Title})
	case ballot.Digest != item.Digest:
		return t.conflict(words.ItemTextChanged, words.Params{"title": item.Title})
	case voter == room.meeting.ChairID && !room.rules.ChairMayState(room.pending(item.ID, voter)):
		return RefuseFor(one(words.ChairLast, words.Params{"count": room.pending(item.ID, voter)}))
	}
	counted, err := room.tally(item)
	if err != nil {
		return err
	}
	if counted.Changed {
		return t.conflict(words.ItemTextChanged, words.Params{"title": item.Title})
	}
	if err := room.votable(counted); err != nil {
		return err
	}
	t.detail = ballot
	return t.tx.AddVote(models.Vote{ItemID: item.ID, UserID: voter, Choice: ballot.Choice, Opinion: t.command.Opinion, Digest: ballot.Digest,
		CastAt: t.after.UpdatedAt})
}

// votable refuses a vote that could decide nothing: too few are present now, or withdrawals have made passing impossible.
func (r *room) votable(counted ItemTally) error {
	t := counted.Tally
	if !r.rules.Opens(t.Due, t.Present, t.Matter) {
		return RefuseFor(one(words.NotQuorate, words.Params{"due": t.Due, "present": t.Present, "needed": r.rules.Needed(t.Due, t.Matter)}))
	}
	if counted.MustDefer {
		return RefuseFor(one(words.MustDefer, words.Params{"title": counted.Item.Title}))
	}
	return nil
}

// recuse takes a member out of one item.
func recuse(t *transition) error {
	recusal := t.command.Payload.(Recusal)
	member := t.as.UserID
	room, err := t.room()
	if err != nil {
		return err
	}
	item, err := room.item(recusal.ItemID)
	if err != nil {
		return err
	}
	switch {
	case strings.TrimSpace(recusal.Reason) == "":
		return RefuseFor([]Reason{{Code: words.RecusalUnexplained, Field: "reason"}})
	case item.Deferral != "":
		return t.conflict(words.ItemDeferred, words.Params{"title": item.Title})
	case room.voted(item.ID, member):
		return t.conflict(words.HasVotedOnItem, words.Params{"title": item.Title})
	case room.withdrawn(item.ID, member):
		return t.conflict(words.HasWithdrawn, words.Params{"title": item.Title})
	}
	t.detail = recusal
	return t.tx.AddWithdrawal(models.Withdrawal{ItemID: item.ID, UserID: member, Reason: recusal.Reason, At: t.after.UpdatedAt})
}

// deferItem puts an item off to another meeting.
func deferItem(t *transition) error {
	deferral := t.command.Payload.(Deferral)
	room, err := t.room()
	if err != nil {
		return err
	}
	item, err := room.item(deferral.ItemID)
	if err != nil {
		return err
	}
	if item.Deferral != "" {
		return t.conflict(words.ItemDeferred, words.Params{"title": item.Title})
	}
	t.detail = deferral
	return t.tx.SetMeetingItem(item.ID, map[string]any{"deferral": t.command.Opinion})
}

func (t *transition) conflict(code words.Code, params words.Params) error {
	refusal := Refuse(Conflict, code, params)
	refusal.Version = t.subject.Version
	return refusal
}

// room is everything that voting depends on, read in the transaction.
type room struct {
	meeting     models.Meeting
	observers   []models.MeetingObserver
	rules       quorum.Rules
	members     []models.MeetingMember
	items       []models.MeetingItem
	documents   map[string]models.Subject // of the items, by id
	withdrawals []models.Withdrawal
	votes       []models.Vote
}

func (t *transition) room() (*room, error) { return readRoom(t.tx, t.subject.ID) }

func (r *room) item(id string) (models.MeetingItem, error) {
	for _, item := range r.items {
		if item.ID == id {
			return item, nil
		}
	}
	return models.MeetingItem{}, Refuse(NotFound, words.ItemUnknown, nil)
}

func (r *room) present(userID string) bool {
	return slices.ContainsFunc(r.members, func(m models.MeetingMember) bool { return m.UserID == userID && m.Attendance == Present })
}

func (r *room) withdrawn(itemID, userID string) bool {
	return slices.ContainsFunc(r.withdrawals, func(w models.Withdrawal) bool { return w.ItemID == itemID && w.UserID == userID })
}

func (r *room) voted(itemID, userID string) bool {
	return slices.ContainsFunc(r.votes, func(v models.Vote) bool { return v.ItemID == itemID && v.UserID == userID })
}

// hasVoted reports whether a member has voted on any item.
func (r *room) hasVoted(userID string) bool {
	return slices.ContainsFunc(r.votes, func(v models.Vote) bool { return v.UserID == userID })
}

// pending counts the members other than except who still have to vote on an item.
func (r *room) pending(itemID, except string) int {
	n := 0
	for _, m := range r.members {
		if m.UserID != except && m.Attendance == Present && !r.withdrawn(itemID, m.UserID) && !r.voted(itemID, m.UserID) {
			n++
		}
	}
	return n
}
