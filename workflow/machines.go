package workflow

import (
	"rectify/models"
	"rectify/workflow/words"
)

// This file is the table from which everything comes that concerns moves: the running machine, the permission table,
// the diagrams, the API's enumerations, the buttons of a front end and the tests. To change what may happen, change a
// row here. Sources of the rules: docs/rules.md.

// State is a state of a machine.
type State string

// The states.
const (
	Drafted      State = "drafted"
	Submitted    State = "submitted"
	Returned     State = "returned"
	Consolidated State = "consolidated"
	Approved     State = "approved"
	Filed        State = "filed"
	Closing      State = "closing"
	Closed       State = "closed"
	Planned      State = "planned"
	InProgress   State = "in_progress"
	Completed    State = "completed"
	Accepted     State = "accepted"
	Convened     State = "convened"
	Open         State = "open"
	Adjourned    State = "adjourned"
)

// Event names what happens to a subject.
type Event string

// The events that move a subject.
const (
	Create       Event = "create" // the first entry of every subject; fired by nobody
	Submit       Event = "submit"
	Withdraw     Event = "withdraw"
	Return       Event = "return"
	Consolidate  Event = "consolidate"
	Release      Event = "release"
	Approve      Event = "approve"
	Revise       Event = "revise"
	File         Event = "file"
	RequestClose Event = "request_close"
	Close        Event = "close"
	DeclineClose Event = "decline_close"
	Reopen       Event = "reopen"
	Compile      Event = "compile"
	Amend        Event = "amend"
	Start        Event = "start"
	Complete     Event = "complete"
	Accept       Event = "accept"
	Decline      Event = "decline"
	Relapse      Event = "relapse"
	OpenMeeting  Event = "open"
	Adjourn      Event = "adjourn" // close a meeting
)

// The events that are recorded and leave the state as it is.
const (
	Edit            Event = "edit"
	Assign          Event = "assign"
	Sign            Event = "sign"
	Attach          Event = "attach"
	Copy            Event = "copy"
	Urge            Event = "urge"
	RecordReview    Event = "record_review"
	ConfirmDeadline Event = "confirm_deadline"
	Report          Event = "report"
	Attend          Event = "attend"
	Recuse          Event = "recuse"
	WriteOpinion    Event = "write_opinion"
	CastVote        Event = "vote"
	Defer           Event = "defer"
	Restrict        Event = "restrict" // draw a circle of readers, or draw it anew
	Lift            Event = "lift"     // open it to everybody who may see the like
)

// Rule is one row: an event, from where to where, by whom, under which conditions.
type Rule struct {
	Event Event
	Kinds []models.Kind // only these kinds of the table; nil for all
	From  []State
	To    State // "" for a record: the state stays
	Who   []*Actor
	With  Event        // "" by hand; otherwise only together with this event of the compilation or meeting
	When  []*Condition // all must hold
	// Opinion: the opinion is mandatory.
	Opinion bool
	// Members: what happens to the members of a compilation in the same transaction.
	Members Event
	// Own: the event has a resource of its own in the API and is not fired through transitions.
	Own bool
	// Awaited: as long as a subject is in a From state, it waits for this and is among these actors' tasks (待办). Other
	// rules are what they may do, not what they should.
	Awaited bool
	// StepUp: where the installation asks for it, only soon after the person has proved again who he is.
	StepUp bool
	// Batch: an approval of small matters that one may give to several of them at a stroke, each on its own. Never what needs
	// words or a fresh proof, nor what the Party group decides; build refuses such a row.
	Batch bool
	// Shared: several people may do it at the same time, so it names no version; what it is about is named by digest.
	Shared bool
}

// Table is a set of rules and the kinds of subject it is for.
type Table struct {
	Name    string
	Label   words.Label
	Kinds   []models.Kind
	Initial State
	States  []State
	Rules   []Rule
}

var (
	documentStates = []State{Drafted, Submitted, Returned, Consolidated, Approved, Filed, Closing, Closed}
	agreedAmong    = []models.Kind{models.KindProblem, models.KindProgress} // contributions that the Party group approves
	deliberated    = []models.Kind{models.KindPlan, models.KindSituation}   // compilations that the Party group approves
)

// Tables is the whole workflow.
var Tables = []Table{
	{
		Name: "contribution", Label: words.Label{ZH: "部门稿件", EN: "Contribution"},
		Kinds: []models.Kind{models.KindProblem, models.KindWeekly, models.KindProgress}, Initial: Drafted,
		States: documentStates,
		Rules: []Rule{
			{Event: Submit, Kinds: []models.Kind{models.KindProblem}, Awaited: true, From: []State{Drafted, Returned}, To: Submitted, Who: []*Actor{ResponsibleDivision},
				When: []*Condition{dossierComplete, unitsSigned, leaderSigned}},
			{Event: Submit, Kinds: []models.Kind{models.KindWeekly, models.KindProgress}, Awaited: true, From: []State{Drafted, Returned}, To: Submitted, Who: []*Actor{ResponsibleDivision},
				When: []*Condition{contentComplete, unitsSigned, leaderSigned, latenessExplained}},
			{Event: Withdraw, From: []State{Submitted}, To: Drafted, Who: []*Actor{ResponsibleDivision}},
			{Event: Return, From: []State{Submitted, Consolidated}, To: Returned, Who: []*Actor{AuditOffice}, Opinion: true},
			{Event: Consolidate, Awaited: true, From: []State{Submitted}, To: Consolidated, Who: []*Actor{AuditOffice}, With: Compile},
			{Event: Release, From: []State{Consolidated}, To: Submitted, Who: []*Actor{AuditOffice}, When: []*Condition{compilationOpen}},
			{Event: Approve, Kinds: agreedAmong, From: []State{Consolidated}, To: Approved, With: Approve},
			{Event: Revise, Kinds: agreedAmong, From: []State{Approved}, To: Consolidated, Who: []*Actor{AuditOffice}, With: Revise},
			{Event: File, Kinds: agreedAmong, From: []State{Approved}, To: Filed, Who: []*Actor{AuditOffice, GeneralOffice}, With: File},
			{Event: File, Kinds: []models.Kind{models.KindWeekly}, From: []State{Consolidated}, To: Filed, Who: []*Actor{AuditOffice, GeneralOffice}, With: File},
			{Event: RequestClose, Awaited: true, Kinds: []models.Kind{models.KindProblem}, From: []State{Filed}, To: Closing, Who: []*Actor{ResponsibleDivision},
				When: []*Condition{measuresFinished, measuresProven}},
			{Event: Close, Awaited: true, Kinds: []models.Kind{models.KindProblem}, From: []State{Closing}, To: Closed, Who: []*Actor{AuditOffice, PartySecretary},
				When: []*Condition{notOwnWork, closedByPolicy}},
			{Event: DeclineClose, Kinds: []models.Kind{models.KindProblem}, From: []State{Closing}, To: Filed, Who: []*Actor{AuditOffice, PartySecretary},
				When: []*Condition{notOwnWork, closedByPolicy}, Opinion: true},
			{Event: Reopen, Kinds: []models.Kind{models.KindProblem}, From: []State{Filed, Closing, Closed}, To: Drafted, Who: []*Actor{AuditOffice},
				When: []*Condition{newEvidence}, Opinion: true},

			{Event: Edit, From: []State{Drafted, Returned}, Who: []*Actor{ResponsibleDivision}, Own: true},
			{Event: Assign, Kinds: []models.Kind{models.KindProblem}, From: []State{Drafted, Returned}, Who: []*Actor{AuditOffice}, Own: true},
			{Event: Sign, Kinds: agreedAmong, Awaited: true, From: []State{Drafted, Returned}, Who: []*Actor{CoOperatingUnit, LeadLeader}, Own: true, Shared: true},
			{Event: Sign, Kinds: []models.Kind{models.KindWeekly}, Awaited: true, Batch: true, From: []State{Drafted, Returned}, Who: []*Actor{CoOperatingUnit, LeadLeader}, Own: true, Shared: true},
			{Event: Attach, Kinds: []models.Kind{models.KindProblem}, From: documentStates, Own: true, Shared: true,
				Who: []*Actor{ResponsibleDivision, CoOperatingUnit, AuditOffice}},
			{Event: Attach, Kinds: []models.Kind{models.KindWeekly, models.KindProgress}, From: []State{Drafted, Returned, Submitted}, Own: true, Shared: true,
				Who: []*Actor{ResponsibleDivision, CoOperatingUnit, AuditOffice}},
			{Event: Copy, From: documentStates, Who: []*Actor{ResponsibleDivision, AuditOffice, GeneralOffice}, Own: true, Shared: true},
			{Event: Urge, Kinds: []models.Kind{models.KindProblem}, From: []State{Drafted, Returned, Filed}, Who: []*Actor{AuditOffice, LeadLeader, PartySecretary},
				When: []*Condition{notJustUrged}, Own: true, Shared: true},
			{Event: Urge, Kinds: []models.Kind{models.KindProblem}, From: []State{Submitted, Closing}, Who: []*Actor{LeadLeader, PartySecretary},
				When: []*Condition{notJustUrged}, Own: true, Shared: true},
			{Event: Urge, Kinds: []models.Kind{models.KindWeekly, models.KindProgress}, From: []State{Drafted, Returned}, Who: []*Actor{AuditOffice, LeadLeader, PartySecretary},
				When: []*Condition{notJustUrged}, Own: true, Shared: true},
			{Event: Urge, Kinds: []models.Kind{models.KindWeekly, models.KindProgress}, From: []State{Submitted}, Who: []*Actor{LeadLeader, PartySecretary},
				When: []*Condition{notJustUrged}, Own: true, Shared: true},
			{Event: Restrict, Kinds: agreedAmong, From: documentStates, Who: []*Actor{ResponsibleHead, AuditOffice}, Opinion: true, Own: true},
			{Event: Lift, Kinds: agreedAmong, From: documentStates, Who: []*Actor{ResponsibleHead, AuditOffice}, When: []*Condition{inOwnCircle}, Opinion: true, Own: true},
		},
	},
	{
		Name: "compilation", Label: words.Label{ZH: "汇总稿件", EN: "Compilation"},
		Kinds: []models.Kind{models.KindPlan, models.KindSituation, models.KindBulletin}, Initial: Drafted,
		States: []State{Drafted, Returned, Consolidated, Approved, Filed},
		Rules: []Rule{
			{Event: Compile, Awaited: true, From: []State{Drafted, Returned}, To: Consolidated, Who: []*Actor{AuditOffice}, Members: Consolidate},
			{Event: Return, From: []State{Consolidated}, To: Returned, Who: []*Actor{AuditOffice}, When: []*Condition{notInMeeting}, Opinion: true},
			{Event: Approve, Kinds: deliberated, From: []State{Consolidated}, To: Approved, With: Adjourn,
				When: []*Condition{hasMembers, sourcesFresh}, Members: Approve},
			{Event: Amend, Kinds: deliberated, From: []State{Approved}, To: Approved, Who: []*Actor{AuditOffice}, Own: true,
				When: []*Condition{superiorReviewed}},
			{Event: Revise, Kinds: deliberated, From: []State{Approved}, To: Drafted, Who: []*Actor{AuditOffice}, Opinion: true, Members: Revise},
			{Event: File, Awaited: true, StepUp: true, Kinds: []models.Kind{models.KindPlan}, From: []State{Approved}, To: Filed, Who: []*Actor{AuditOffice, GeneralOffice},
				When: []*Condition{superiorReviewed, filingComplete}, Members: File},
			{Event: File, Awaited: true, StepUp: true, Kinds: []models.Kind{models.KindSituation}, From: []State{Approved}, To: Filed, Who: []*Actor{AuditOffice, GeneralOffice},
				When: []*Condition{filingComplete}, Members: File},
			{Event: File, Awaited: true, StepUp: true, Kinds: []models.Kind{models.KindBulletin}, From: []State{Consolidated}, To: Filed, Who: []*Actor{AuditOffice, GeneralOffice},
				When: []*Condition{hasMembers, sourcesFresh, filingComplete}, Members: File},

			{Event: Edit, From: []State{Drafted, Returned, Consolidated}, Who: []*Actor{AuditOffice}, When: []*Condition{notInMeeting}, Own: true},
			{Event: RecordReview, Kinds: deliberated, From: []State{Approved}, Who: []*Actor{AuditOffice, GeneralOffice}, Own: true},
			{Event: Attach, From: []State{Drafted, Returned, Consolidated, Approved, Filed}, Own: true, Shared: true,
				Who: []*Actor{AuditOffice, GeneralOffice}},
			{Event: Copy, From: []State{Drafted, Returned, Consolidated, Approved, Filed}, Own: true, Shared: true,
				Who: []*Actor{AuditOffice, GeneralOffice}},
			{Event: Urge, From: []State{Drafted, Returned}, Who: []*Actor{PartySecretary}, When: []*Condition{notJustUrged}, Own: true, Shared: true},
			{Event: Urge, Kinds: deliberated, From: []State{Approved}, Who: []*Actor{AuditOffice, PartySecretary}, When: []*Condition{notJustUrged}, Own: true, Shared: true},
			{Event: Urge, Kinds: []models.Kind{models.KindBulletin}, From: []State{Consolidated}, Who: []*Actor{AuditOffice, PartySecretary},
				When: []*Condition{notJustUrged}, Own: true, Shared: true},
			{Event: Restrict, From: []State{Drafted, Returned, Consolidated, Approved, Filed}, Who: []*Actor{AuditOffice}, Opinion: true, Own: true},
			{Event: Lift, From: []State{Drafted, Returned, Consolidated, Approved, Filed}, Who: []*Actor{AuditOffice}, When: []*Condition{inOwnCircle}, Opinion: true, Own: true},
		},
	},
	{
		Name: "measure", Label: words.Label{ZH: "整改措施", EN: "Measure"},
		Kinds: []models.Kind{models.KindMeasure}, Initial: Planned,
		States: []State{Planned, InProgress, Completed, Accepted},
		Rules: []Rule{
			{Event: Start, Awaited: true, From: []State{Planned}, To: InProgress, Who: []*Actor{ResponsibleDivision}, When: []*Condition{inForce}},
			{Event: Complete, Awaited: true, From: []State{InProgress}, To: Completed, Who: []*Actor{ResponsibleDivision},
				When: []*Condition{inForce, hasResult, hasEvidence}},
			{Event: Accept, Awaited: true, Batch: true, From: []State{Completed}, To: Accepted, Who: []*Actor{AuditOffice}, When: []*Condition{notOwnWork}},
			{Event: Decline, From: []State{Completed}, To: InProgress, Who: []*Actor{AuditOffice}, Opinion: true},
			{Event: Relapse, From: []State{Accepted}, To: InProgress, Who: []*Actor{AuditOffice}, Opinion: true},

			{Event: Report, From: []State{Planned, InProgress}, Who: []*Actor{ResponsibleDivision}, When: []*Condition{inForce}, Own: true},
			{Event: ConfirmDeadline, From: []State{Planned, InProgress}, Who: []*Actor{AuditOffice}, When: []*Condition{inForce}, Own: true},
			{Event: Edit, From: []State{Planned, InProgress}, With: Edit},
			{Event: Assign, From: []State{Planned, InProgress, Completed, Accepted}, With: Assign},
			{Event: Attach, From: []State{Planned, InProgress, Completed, Accepted}, Own: true, Shared: true,
				Who: []*Actor{ResponsibleDivision, AuditOffice}},
			{Event: Urge, From: []State{Planned, InProgress}, Who: []*Actor{AuditOffice, LeadLeader, PartySecretary},
				When: []*Condition{inForce, notJustUrged}, Own: true, Shared: true},
			{Event: Urge, From: []State{Completed}, Who: []*Actor{LeadLeader, PartySecretary}, When: []*Condition{inForce, notJustUrged}, Own: true, Shared: true},
		},
	},
	{
		Name: "meeting", Label: words.Label{ZH: "党组会议", EN: "Party-group meeting"},
		Kinds: []models.Kind{models.KindMeeting}, Initial: Convened,
		States: []State{Convened, Open, Adjourned},
		Rules: []Rule{
			{Event: OpenMeeting, Awaited: true, From: []State{Convened}, To: Open, Who: []*Actor{MeetingChair, GeneralOffice},
				When: []*Condition{hasItems, attendanceKnown, chairPresent, quorate, itemsFresh, itemsSound}},
			{Event: Adjourn, Awaited: true, StepUp: true, From: []State{Open}, To: Adjourned, Who: []*Actor{MeetingChair, GeneralOffice},
				When: []*Condition{quorate, itemsDecided, passable, itemsFresh}},

			{Event: Edit, From: []State{Convened}, Who: []*Actor{AuditOffice, GeneralOffice}, Own: true},
			{Event: Attend, From: []State{Convened, Open}, Who: []*Actor{GeneralOffice, AuditOffice}, Own: true, Shared: true},
			{Event: Recuse, From: []State{Convened, Open}, Who: []*Actor{MeetingMember}, Own: true, Shared: true},
			{Event: WriteOpinion, From: []State{Convened, Open}, Who: []*Actor{MeetingMember}, Own: true, Shared: true},
			{Event: CastVote, Awaited: true, StepUp: true, From: []State{Open}, Who: []*Actor{MeetingMember}, Own: true, Shared: true},
			{Event: Defer, From: []State{Open}, Who: []*Actor{MeetingChair}, Opinion: true, Own: true},
			{Event: Attach, From: []State{Convened, Open, Adjourned}, Who: []*Actor{GeneralOffice, AuditOffice}, Own: true, Shared: true},
			{Event: Copy, From: []State{Convened, Open, Adjourned}, Who: []*Actor{GeneralOffice, AuditOffice}, Own: true, Shared: true},
			{Event: Restrict, From: []State{Convened, Open, Adjourned}, Who: []*Actor{GeneralOffice, AuditOffice}, Opinion: true, Own: true},
			{Event: Lift, From: []State{Convened, Open, Adjourned}, Who: []*Actor{GeneralOffice, AuditOffice}, When: []*Condition{inOwnCircle}, Opinion: true, Own: true},
		},
	},
}
