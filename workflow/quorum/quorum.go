// Package quorum holds the rules of counting of a Party-group meeting: when it opens, when an item passes, and what
// becomes of an item. It is pure: people are counted by the caller. The source of each rule is marked: [V] seen in
// a public text, [S] secondary source, [D] our decision.
package quorum

// Matter is the kind of matter an item decides. Personnel matters need more members present.
type Matter string

// The kinds of matter.
const (
	Ordinary    Matter = "ordinary"
	Appointment Matter = "appointment" // appointments of cadres
	Discipline  Matter = "discipline"  // disciplinary measures
)

// Matters are all kinds, in the order in which they are offered.
var Matters = []Matter{Ordinary, Appointment, Discipline}

// Rules are the shares a meeting counts with. Every share is of the members due, never of those present. Use Default
// and change what the office has decided otherwise; the zero value is refused by Validate and opens and passes nothing.
type Rules struct {
	QuorumNum   int  `json:"quorum_num"`   // present needed to open: at least num/den of those due
	QuorumDen   int  `json:"quorum_den"`   //
	SpecialNum  int  `json:"special_num"`  // the same, for appointments and discipline
	SpecialDen  int  `json:"special_den"`  //
	MajorityNum int  `json:"majority_num"` // votes needed to pass: strictly more than num/den of those due
	MajorityDen int  `json:"majority_den"` //
	ChairLast   bool `json:"chair_last"`   // the chair states a position after everybody else
}

// Default returns the rules of the 2015 trial regulation on Party groups: half of the members due open a meeting
// (Art. 25 [V]), two thirds where it decides on appointments or discipline ([V] in part, [S]), more than half of the
// members due pass an item and the chair speaks last (Art. 27 [V]).
func Default() Rules {
	return Rules{QuorumNum: 1, QuorumDen: 2, SpecialNum: 2, SpecialDen: 3, MajorityNum: 1, MajorityDen: 2, ChairLast: true}
}

// Needed returns how many members must be present to decide a matter when due members are due: the least number that
// reaches the share. A share that is met exactly suffices: 8 due need 4.
func (r Rules) Needed(due int, matter Matter) int {
	num, den := r.QuorumNum, r.QuorumDen
	if matter != Ordinary { // an unknown matter gets the stricter rule
		num, den = r.SpecialNum, r.SpecialDen
	}
	if den <= 0 {
		return due + 1 // unset rules open nothing
	}
	return (num*due + den - 1) / den
}

// Opens reports whether present members of due may open the meeting and decide the matter. Nobody due opens nothing.
func (r Rules) Opens(due, present int, matter Matter) bool {
	return due > 0 && present <= due && present >= r.Needed(due, matter)
}

// VotesNeeded returns the least number of votes for an item that passes it when due members are due: 8 due need 5.
func (r Rules) VotesNeeded(due int) int {
	if r.MajorityDen <= 0 {
		return due + 1 // unset rules pass nothing
	}
	return r.MajorityNum*due/r.MajorityDen + 1
}

// Passes reports whether votesFor votes pass an item. Absent, abstaining and withdrawn members stay in the count of
// those due; written opinions of absent members are never votes (Art. 27 [V]).
func (r Rules) Passes(due, votesFor int) bool {
	return due > 0 && votesFor <= due && votesFor >= r.VotesNeeded(due)
}

// PassingPossible reports whether an item can still pass when remainingVoters have not voted yet.
func (r Rules) PassingPossible(due, remainingVoters, votesFor int) bool {
	return r.Passes(due, votesFor+remainingVoters)
}

// ChairMayState reports whether the chair may state a position or vote while othersPending members who may vote have
// not yet done so.
func (r Rules) ChairMayState(othersPending int) bool { return !r.ChairLast || othersPending <= 0 }
