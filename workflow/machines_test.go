package workflow

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"rectify/models"
)

// The moves of every machine, written by hand from the design and the rules, not from the table: one line is
// "kinds: events: from states → to state: who". Whatever is not written here must be refused to everyone.
const handWritten = `
problem weekly progress: submit: drafted returned → submitted: own
problem weekly progress: withdraw: submitted → drafted: own
problem weekly progress: return: submitted consolidated → returned: audit
problem weekly progress: release: consolidated → submitted: audit
problem: request_close: filed → closing: own
problem: close: closing → closed: audit secretary
problem: decline_close: closing → filed: audit secretary
problem: reopen: filed closing closed → drafted: audit
plan bulletin situation: compile: drafted returned → consolidated: audit
plan bulletin situation: return: consolidated → returned: audit
plan situation: amend: approved → approved: audit
plan situation: revise: approved → drafted: audit
plan situation: file: approved → filed: audit clerk
bulletin: file: consolidated → filed: audit clerk
measure: start: planned → in_progress: own
measure: complete: in_progress → completed: own
measure: accept: completed → accepted: audit
measure: decline: completed → in_progress: audit
measure: relapse: accepted → in_progress: audit
meeting: open: convened → open: chair clerk
meeting: adjourn: open → adjourned: chair clerk
`

// The moves that nobody can fire by hand: they come with a compilation, a dossier or the closing of a meeting.
const together = `
problem weekly progress: consolidate: submitted → consolidated
problem progress: approve: consolidated → approved
problem progress: revise: approved → consolidated
problem progress: file: approved → filed
weekly: file: consolidated → filed
plan situation: approve: consolidated → approved
`

// What is recorded without a move.
const records = `
problem weekly progress: edit: drafted returned: own
problem weekly progress: sign: drafted returned: co leader
problem: attach: drafted submitted returned consolidated approved filed closing closed: own co audit
weekly progress: attach: drafted returned submitted: own co audit
problem: copy: drafted submitted returned consolidated approved filed closing closed: own audit clerk
weekly progress: copy: drafted submitted returned consolidated approved filed: own audit clerk
problem: urge: drafted returned filed: audit leader secretary
problem: urge: submitted closing: leader secretary
weekly progress: urge: drafted returned: audit leader secretary
weekly progress: urge: submitted: leader secretary
plan bulletin situation: urge: drafted returned: secretary
plan situation: urge: approved: audit secretary
bulletin: urge: consolidated: audit secretary
measure: urge: planned in_progress: audit leader secretary
measure: urge: completed: leader secretary
problem: assign: drafted returned: audit
plan bulletin situation: edit: drafted returned consolidated: audit
plan situation: record_review: approved: audit clerk
plan bulletin situation: attach copy: drafted returned consolidated approved filed: audit clerk
measure: report: planned in_progress: own
measure: confirm_deadline: planned in_progress: audit
measure: edit: planned in_progress: -
measure: assign: planned in_progress completed accepted: -
measure: attach: planned in_progress completed accepted: own audit
meeting: edit: convened: audit clerk
meeting: attend: convened open: audit clerk
meeting: recuse write_opinion: convened open: chair member secretary
meeting: vote: open: chair member secretary
meeting: defer: open: chair
meeting: attach copy: convened open adjourned: audit clerk
problem: restrict lift: drafted submitted returned consolidated approved filed closing closed: own audit
progress: restrict lift: drafted submitted returned consolidated approved filed: own audit
plan bulletin situation: restrict lift: drafted returned consolidated approved filed: audit
meeting: restrict lift: convened open adjourned: audit clerk
`

// cast is everyone who could try, in his relation to the subject of the test.
var cast = map[string]models.Viewer{
	"own":       viewer("u-own", models.Grant{UnitID: "own", Role: models.RoleUnitHead}),
	"other":     viewer("u-other", models.Grant{UnitID: "other", Role: models.RoleUnitHead}),
	"co":        viewer("u-co", models.Grant{UnitID: "co", Role: models.RoleUnitHead}),
	"leader":    viewer("u-leader", models.Grant{UnitID: "party", Role: models.RoleLeadLeader}),
	"audit":     viewer("u-audit", models.Grant{UnitID: "audit", Role: models.RoleAuditOfficer}),
	"clerk":     viewer("u-clerk", models.Grant{UnitID: "general", Role: models.RoleFilingClerk}),
	"secretary": viewer("u-secretary", models.Grant{UnitID: "party", Role: models.RolePartySecretary}),
	"chair":     viewer("u-chair", models.Grant{UnitID: "party", Role: models.RolePartyMember}),
	"member":    viewer("u-member", models.Grant{UnitID: "party", Role: models.RolePartyMember}),
	"outsider":  viewer("u-outsider", models.Grant{UnitID: "party", Role: models.RolePartyMember}), // not due at this meeting
	"observer":  viewer("u-observer", models.Grant{UnitID: "audit", Role: models.RoleObserver}),
	"system":    viewer("u-system", models.Grant{UnitID: "general", Role: models.RoleSystemAdmin}),
	"security":  viewer("u-security", models.Grant{UnitID: "general", Role: models.RoleSecurityAdmin}),
	"auditing":  viewer("u-auditing", models.Grant{UnitID: "general", Role: models.RoleAuditAdmin}),
	"nobody":    viewer("u-nobody"),
}

func viewer(id string, grants ...models.Grant) models.Viewer {
	return models.Viewer{UserID: id, Grants: grants}
}

type triple struct {
	kind  models.Kind
	event Event
	from  State
}

type move struct {
	to  State
	who []string
}

func readMoves(t *testing.T, text string) map[triple]move {
	t.Helper()
	moves := map[triple]move{}
	for line := range strings.Lines(strings.TrimSpace(text)) {
		parts := strings.Split(strings.TrimSpace(line), ": ")
		if len(parts) < 3 {
			t.Fatal(line)
		}
		from, to, _ := strings.Cut(parts[2], " → ")
		var who []string
		if len(parts) > 3 {
			who = strings.Fields(parts[3])
		}
		for _, kind := range strings.Fields(parts[0]) {
			for _, event := range strings.Fields(parts[1]) {
				for _, state := range strings.Fields(from) {
					moves[triple{models.Kind(kind), Event(event), State(state)}] = move{State(to), who}
				}
			}
		}
	}
	return moves
}

// Every state × event × person of every machine: exactly what is written by hand is possible, and leads where it says.
func TestEveryTriple(t *testing.T) {
	byHand, withOthers, recorded := readMoves(t, handWritten), readMoves(t, together), readMoves(t, records)
	checked := 0
	for _, kind := range models.Kinds {
		m := MachineOf(kind)
		for _, state := range m.States {
			for _, event := range everyEvent() {
				key := triple{kind, event, state}
				want, possible := byHand[key]
				if record, is := recorded[key]; is {
					want, possible = move{state, record.who}, true
				}
				for name, v := range cast {
					checked++
					to, err := try(t, m, key, v)
					if may := possible && slices.Contains(want.who, name); (err == nil) != may || may && to != want.to {
						t.Errorf("%s %s %s by %s: to %q, %v; by hand: %v", kind, state, event, name, to, err, may)
					}
				}
				rule := m.Rule(event, state)
				come, expected := withOthers[key]
				if got := rule != nil && rule.With != "" && rule.To != ""; got != expected || expected && rule.To != come.to {
					t.Errorf("%s %s %s: comes with another event: %v, by hand: %v", kind, state, event, got, expected)
				}
			}
		}
	}
	if checked < 10_000 {
		t.Errorf("only %d triples", checked)
	}
}

// try fires an event on a subject of the unit "own", led by u-leader, with the co-operating unit "co".
func try(t *testing.T, m *Machine, key triple, v models.Viewer) (State, error) {
	unit, lead := "own", "u-leader"
	s := models.Subject{Kind: key.kind, State: string(key.from), UnitID: &unit, LeadUserID: &lead}
	facts := models.Facts{models.FactCoUnits: "co", models.FactMeetingChair: "u-chair", models.FactMeetingMembers: "u-chair,u-member,u-secretary"}
	_, to, err := m.fire(t.Context(), key.from, key.event, func(r *Rule) error {
		if r.With != "" || actorOf(r, v, s, facts) == nil {
			return errors.New("refused")
		}
		return nil
	})
	return to, err
}

// everyEvent lists the events of all machines, so that each machine is also asked for those of the others.
func everyEvent() []Event {
	var events []Event
	for _, kind := range models.Kinds {
		for _, e := range MachineOf(kind).Events() {
			if !slices.Contains(events, e) {
				events = append(events, e)
			}
		}
	}
	return events
}

// The shape of every machine: each state is reached, the end can be reached from each state, everything has a label.
func TestShape(t *testing.T) {
	ends := map[models.Kind]State{models.KindProblem: Closed, models.KindWeekly: Filed, models.KindProgress: Filed, models.KindPlan: Filed,
		models.KindSituation: Filed, models.KindBulletin: Filed, models.KindMeasure: Accepted, models.KindMeeting: Adjourned}
	for _, kind := range models.Kinds {
		m := MachineOf(kind)
		if KindLabels[kind].ZH == "" || KindLabels[kind].EN == "" {
			t.Errorf("%s has no label", kind)
		}
		for _, s := range m.States {
			if !connected(m, m.Initial, s) {
				t.Errorf("%s: %s is never reached", kind, s)
			}
			if !connected(m, s, ends[kind]) {
				t.Errorf("%s: there is no way from %s to the end", kind, s)
			}
			if l := StateLabels[s]; l.ZH == "" || l.EN == "" {
				t.Errorf("state %s has no label", s)
			}
		}
		for _, r := range m.Rules {
			if l := EventLabels[r.Event]; l.ZH == "" || l.EN == "" {
				t.Errorf("event %s has no label", r.Event)
			}
			if r.Members != "" && !slices.ContainsFunc(MachineOf(kind.MemberKind()).Rules, func(mr Rule) bool {
				return mr.Event == r.Members && mr.With == r.Event
			}) {
				t.Errorf("%s: %s moves members by %s, but they do not know it", kind, r.Event, r.Members)
			}
		}
	}
	for _, role := range models.Roles {
		if RoleLabels[role].ZH == "" {
			t.Errorf("role %s has no label", role)
		}
	}
}

func connected(m *Machine, from, to State) bool {
	seen := map[State]bool{from: true}
	for queue := []State{from}; len(queue) > 0; queue = queue[1:] {
		for _, r := range m.Rules {
			if next := r.to(queue[0]); slices.Contains(r.From, queue[0]) && !seen[next] {
				seen[next] = true
				queue = append(queue, next)
			}
		}
	}
	return seen[to]
}

// What may be given at a stroke: the small approvals, and nothing else.
func TestBatch(t *testing.T) {
	var batches []string
	for _, kind := range models.Kinds {
		for _, r := range MachineOf(kind).Rules {
			if r.Batch {
				batches = append(batches, string(kind)+" "+string(r.Event))
			}
		}
	}
	slices.Sort(batches)
	if want := []string{"measure accept", "weekly sign"}; !slices.Equal(batches, want) {
		t.Errorf("in batch %q, want %q", batches, want)
	}
	vote := Table{Initial: Open, States: []State{Open}, Rules: []Rule{{Event: CastVote, From: []State{Open}, Who: []*Actor{MeetingMember}, Awaited: true, Batch: true}}}
	if _, err := build(&vote, models.KindMeeting); err == nil {
		t.Error("votes in batch: accepted")
	}
	waiting := "0190"
	for line, want := range map[*models.Task]bool{
		{SubjectID: &waiting, Kind: models.KindMeasure, State: string(Completed), Event: string(Accept)}: true,
		{SubjectID: &waiting, Kind: models.KindWeekly, State: string(Drafted), Event: string(Sign)}:      true,
		{SubjectID: &waiting, Kind: models.KindProblem, State: string(Drafted), Event: string(Sign)}:     false,
		{SubjectID: &waiting, Kind: models.KindMeeting, State: string(Open), Event: string(CastVote)}:    false,
		{Kind: models.KindWeekly, Event: string(Create)}:                                                 false,
	} {
		if got := Batchable(*line); got != want {
			t.Errorf("%s %s: %t", line.Kind, line.Event, got)
		}
	}
}

// What looplab/fsm takes silently is refused when the program starts.
func TestBuildRefuses(t *testing.T) {
	audit := []*Actor{AuditOffice}
	for name, table := range map[string]Table{
		"two rules for one event in one state": {Initial: Drafted, States: []State{Drafted, Filed}, Rules: []Rule{
			{Event: File, From: []State{Drafted}, To: Filed, Who: audit}, {Event: File, From: []State{Drafted}, To: Drafted, Who: audit}}},
		"undeclared state":     {Initial: Drafted, States: []State{Drafted}, Rules: []Rule{{Event: File, From: []State{Drafted}, To: "flied", Who: audit}}},
		"undeclared beginning": {Initial: "begun", States: []State{Drafted}},
		"nobody may":           {Initial: Drafted, States: []State{Drafted, Filed}, Rules: []Rule{{Event: File, From: []State{Drafted}, To: Filed}}},
		"a batch that needs words": {Initial: Drafted, States: []State{Drafted, Filed}, Rules: []Rule{
			{Event: File, From: []State{Drafted}, To: Filed, Who: audit, Awaited: true, Batch: true, Opinion: true}}},
		"a batch that needs a proof": {Initial: Drafted, States: []State{Drafted, Filed}, Rules: []Rule{
			{Event: File, From: []State{Drafted}, To: Filed, Who: audit, Awaited: true, Batch: true, StepUp: true}}},
	} {
		if _, err := build(&table, models.KindPlan); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// A state that the table does not know is an internal error, not a refusal; a cancelled request leaves nothing stuck.
func TestFireOutsideTheTable(t *testing.T) {
	m := MachineOf(models.KindWeekly)
	allow := func(*Rule) error { return nil }
	if _, _, err := m.fire(t.Context(), "lost", Submit, allow); err == nil || ClassOf(err) != 0 {
		t.Errorf("unknown state: %v", err)
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, to, err := m.fire(cancelled, Drafted, Submit, allow); err != nil || to != Submitted {
		t.Errorf("cancelled: %s, %v", to, err)
	}
}

// The machines are shared by all requests: deciding must not change them.
func BenchmarkDecide(b *testing.B) {
	m := MachineOf(models.KindProblem)
	allow := func(*Rule) error { return nil }
	for b.Loop() {
		if _, _, err := m.fire(context.Background(), Drafted, Submit, allow); err != nil {
			b.Fatal(err)
		}
	}
}

func ExampleMermaid() {
	fmt.Print(Mermaid(models.KindMeasure))
	// Output:
	// stateDiagram-v2
	//     state "待启动 planned" as planned
	//     state "整改中 in_progress" as in_progress
	//     state "已完成待验收 completed" as completed
	//     state "通过验收 accepted" as accepted
	//     [*] --> planned
	//     planned --> in_progress: 启动整改
	//     in_progress --> completed: 报告完成
	//     completed --> accepted: 验收通过
	//     completed --> in_progress: 验收不通过
	//     accepted --> in_progress: 返潮
}

func actorOf(r *Rule, v models.Viewer, s models.Subject, f models.Facts) *Actor {
	actor, _, _ := r.actorFor(v, s, f)
	return actor
}
