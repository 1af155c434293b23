package workflow

import (
	"errors"
	"slices"

	"rectify/models"
	"rectify/workflow/quorum"
)

// What is stored beside texts and evidence, and must be what the history says.
var (
	ErrSignOffs   = errors.New("the opinions on the text are not those that the history names")
	ErrMembers    = errors.New("the members are not those that the history names")
	ErrVotes      = errors.New("the votes are not those that the history names")
	ErrAgenda     = errors.New("the agenda or its outcomes are not those that the history names")
	ErrAssignment = errors.New("who answers for it is not whom the history names")
	ErrMeasures   = errors.New("the measures are not those of the problem's text")
	ErrTitle      = errors.New("the title is not that of its text")
)

// replayRows checks what follows from the history besides state, texts and evidence: opinions, members, votes, agenda and
// outcomes, who answers for a problem, its title and measures. It returns the number of the entry that says otherwise.
func replayRows(c models.Chain) (int64, error) {
	for _, check := range []func(models.Chain) (int64, error){replaySignOffs, replayMembers, replayMeeting, replayProblem} {
		if seq, err := check(c); err != nil {
			return seq, err
		}
	}
	return 0, nil
}

// personOf is whose act an entry is: who acted, or for whom.
func personOf(e models.Entry) string {
	if e.OnBehalfOf != nil {
		return *e.OnBehalfOf
	}
	return e.ActorID
}

// opinionKey is of which party, text and round an opinion is: the latest one replaces the one before.
type opinionKey struct {
	digest, unit, user string
	round              int
}

func replaySignOffs(c models.Chain) (int64, error) {
	said := map[opinionKey]models.Entry{}
	round := 1
	for _, e := range c.Entries {
		switch Event(e.Event) {
		case Reopen:
			round++
		case Sign:
			var signature Signature
			if err := readDetail(e.Detail, &signature); err != nil {
				return e.Seq, err
			}
			key := opinionKey{digest: signature.Digest, round: round, unit: value(e.UnitID)}
			if models.Role(e.Role) == models.RoleLeadLeader {
				key.unit, key.user = "", personOf(e)
			}
			said[key] = e
		}
	}
	for _, o := range c.SignOffs {
		key := opinionKey{digest: o.Digest, round: o.Round, unit: value(o.UnitID)}
		if o.UnitID == nil {
			key.user = o.UserID
		}
		e, is := said[key]
		if !is {
			return 0, ErrSignOffs
		}
		var signature Signature
		if err := readDetail(e.Detail, &signature); err != nil {
			return e.Seq, err
		}
		if o.UserID != personOf(e) || o.Verdict != signature.Verdict || o.Opinion != e.Opinion || !o.SignedAt.Equal(e.At) {
			return e.Seq, ErrSignOffs
		}
		delete(said, key)
	}
	for _, e := range said {
		return e.Seq, ErrSignOffs
	}
	return 0, nil
}

func replayMembers(c models.Chain) (int64, error) {
	var want []Source
	var seq int64
	for _, e := range c.Entries {
		if Event(e.Event) != Compile {
			continue
		}
		var made compiled
		if err := readDetail(e.Detail, &made); err != nil {
			return e.Seq, err
		}
		want, seq = made.Members, e.Seq
	}
	same := func(s Source, m models.Member) bool {
		return s.ID == m.MemberID && s.Revision == m.Revision && s.Digest == m.Digest
	}
	if !slices.EqualFunc(want, c.Members, same) {
		return seq, ErrMembers
	}
	return 0, nil
}

// replayMeeting checks votes and agenda of a meeting.
func replayMeeting(c models.Chain) (int64, error) {
	if c.Kind != models.KindMeeting {
		return 0, nil
	}
	votes := map[[2]string]models.Vote{} // by item and member
	for _, v := range c.Votes {
		votes[[2]string{v.ItemID, v.UserID}] = v
	}
	for _, e := range c.Entries {
		switch Event(e.Event) {
		case CastVote:
			var b Ballot
			if err := readDetail(e.Detail, &b); err != nil {
				return e.Seq, err
			}
			key := [2]string{b.ItemID, personOf(e)}
			if v, is := votes[key]; !is || v.Choice != b.Choice || v.Digest != b.Digest || v.Opinion != e.Opinion || !v.CastAt.Equal(e.At) {
				return e.Seq, ErrVotes
			}
			delete(votes, key)
		case Create, Edit:
			if err := replayAgenda(c, e); err != nil {
				return e.Seq, err
			}
		case Adjourn:
			var outcomes []decided
			if err := readDetail(e.Detail, &outcomes); err != nil {
				return e.Seq, err
			}
			same := func(d decided, i models.MeetingItem) bool {
				return d.ItemID == i.ID && d.Outcome == quorum.Outcome(i.Outcome) && d.Resolution == i.Resolution
			}
			if !slices.EqualFunc(outcomes, c.Items, same) {
				return e.Seq, ErrAgenda
			}
		}
	}
	if len(votes) > 0 {
		return 0, ErrVotes
	}
	return 0, nil
}

// replayAgenda checks the items against the last entry that set them.
func replayAgenda(c models.Chain, e models.Entry) error {
	for _, later := range c.Entries[e.Seq:] {
		if Event(later.Event) == Edit {
			return nil
		}
	}
	if e.Detail == "" {
		return nil
	}
	var plan convened
	if err := readDetail(e.Detail, &plan); err != nil {
		return err
	}
	same := func(b bound, i models.MeetingItem) bool {
		return b == bound{ID: i.ID, Title: i.Title, Matter: i.Matter, DocumentID: value(i.DocumentID), Revision: i.Revision, Digest: i.Digest}
	}
	if !slices.EqualFunc(plan.Items, c.Items, same) {
		return ErrAgenda
	}
	return nil
}

// replayProblem checks who answers for a problem, and that title and measures are those of its newest text.
func replayProblem(c models.Chain) (int64, error) {
	if c.Kind != models.KindProblem {
		return 0, nil
	}
	var a Assignment
	var seq int64
	for _, e := range c.Entries {
		if (Event(e.Event) != Create && Event(e.Event) != Assign) || e.Detail == "" {
			continue
		}
		a, seq = Assignment{}, e.Seq
		if err := readDetail(e.Detail, &a); err != nil {
			return e.Seq, err
		}
	}
	if seq == 0 { // nothing was said of it
		return 0, nil
	}
	if value(c.UnitID) != a.UnitID || value(c.LeadUserID) != a.LeadUserID || c.LeadLeader != a.LeadLeader || !slices.Equal(c.CoUnits, a.CoUnits) {
		return seq, ErrAssignment
	}
	if len(c.Revisions) == 0 {
		return 0, nil
	}
	text, err := ParseContent(c.Revisions[len(c.Revisions)-1].Content)
	if err != nil {
		return 0, err
	}
	if text.Title != c.Title {
		return 0, ErrTitle
	}
	same := func(clause MeasureClause, m models.ChainMeasure) bool {
		return clause.ID == m.SubjectID && clause.Text == m.Text && inShort(clause.Text) == m.Title && value(m.UnitID) == a.UnitID && value(m.LeadUserID) == a.LeadUserID
	}
	if !slices.EqualFunc(text.Measures, c.Measures, same) {
		return 0, ErrMeasures
	}
	return 0, nil
}
