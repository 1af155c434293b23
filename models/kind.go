package models

// Kind is the kind of a subject: a thing that has a state and a history.
type Kind string

// The kinds of subject. Contributions are written by a division, compilations by the audit office from contributions.
const (
	KindProblem   Kind = "problem"   // contribution: the dossier of one problem
	KindWeekly    Kind = "weekly"    // contribution: a division's weekly report
	KindProgress  Kind = "progress"  // contribution: the progress report of a problem
	KindPlan      Kind = "plan"      // compilation of problems
	KindBulletin  Kind = "bulletin"  // compilation of weekly reports
	KindSituation Kind = "situation" // compilation of progress reports
	KindMeasure   Kind = "measure"   // one measure of a problem
	KindMeeting   Kind = "meeting"   // a Party-group meeting
)

// Kinds lists every kind in the order in which a campaign meets them.
var Kinds = []Kind{KindProblem, KindMeasure, KindPlan, KindWeekly, KindBulletin, KindProgress, KindSituation, KindMeeting}

// Contribution reports whether a division writes it.
func (k Kind) Contribution() bool { return k == KindProblem || k == KindWeekly || k == KindProgress }

// Compilation reports whether the audit office compiles it from contributions.
func (k Kind) Compilation() bool { return k == KindPlan || k == KindBulletin || k == KindSituation }

// MemberKind returns the kind of contribution that a compilation takes in, or "" for other kinds.
func (k Kind) MemberKind() Kind {
	switch k {
	case KindPlan:
		return KindProblem
	case KindBulletin:
		return KindWeekly
	case KindSituation:
		return KindProgress
	}
	return ""
}
