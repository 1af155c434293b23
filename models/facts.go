package models

import (
	"fmt"
	"strconv"
	"time"
)

// Fact names something that conditions are decided on. Each is one scalar SQL expression over the subject's row `s`,
// read together with it in one statement.
type Fact string

// The facts. Lists of names are joined with "、"; "" or nothing means none.
const (
	FactContent                  Fact = "content"                    // JSON of the newest revision
	FactPolicies                 Fact = "policies"                   // JSON of the campaign's policies
	FactUnsignedUnits            Fact = "unsigned_units"             // co-operating units that have not agreed to this revision
	FactLeaderUnsigned           Fact = "leader_unsigned"            // the lead leader's name while he has not agreed to this revision
	FactCoUnits                  Fact = "co_units"                   // ids of the co-operating units, joined with ","
	FactMeasures                 Fact = "measures"                   // number of measures
	FactUnreadableDeadlines      Fact = "unreadable_deadlines"       // positions of measures whose deadline nobody can act on
	FactUnfinishedMeasures       Fact = "unfinished_measures"        // positions of measures neither accepted nor long-term with proof in date
	FactUnprovenMeasures         Fact = "unproven_measures"          // positions of measures without evidence
	FactEvidenceSince            Fact = "evidence_since"             // evidence of the subject newer than its state
	FactEvidence                 Fact = "evidence"                   // pieces of evidence of the subject
	FactDropped                  Fact = "dropped"                    // "dropped" when a measure was taken out of its dossier
	FactResult                   Fact = "result"                     // a measure's result
	FactCompilationState         Fact = "compilation_state"          // state of the compilation the subject is in
	FactParentState              Fact = "parent_state"               // state of a measure's problem
	FactMembers                  Fact = "members"                    // members of a compilation
	FactStaleMembers             Fact = "stale_members"              // titles of members that moved on since they were taken in
	FactSuperiorReviews          Fact = "superior_reviews"           // superior's reviews on record since it came into its state
	FactOpenMeetings             Fact = "open_meetings"              // open meetings that have this document on the agenda
	FactMeetingDue               Fact = "meeting_due"                // members due
	FactMeetingPresent           Fact = "meeting_present"            // members present
	FactMeetingItems             Fact = "meeting_items"              // items of a meeting
	FactMeetingItemsUndecided    Fact = "meeting_items_undecided"    // titles of items with votes outstanding and not deferred
	FactMeetingItemsStale        Fact = "meeting_items_stale"        // titles of items whose document has moved on
	FactMeetingItemsUnsound      Fact = "meeting_items_unsound"      // titles of items whose document stands on changed sources
	FactMeetingMatters           Fact = "meeting_matters"            // matters of the items not deferred, joined with ","
	FactMeetingWithdrawals       Fact = "meeting_withdrawals"        // lines "number title": present members who withdrew from an item not deferred
	FactMeetingChairPresent      Fact = "meeting_chair_present"      // 1 when the chair is present
	FactMeetingUnknownAttendance Fact = "meeting_unknown_attendance" // members whose attendance nobody recorded
	FactMeetingRules             Fact = "meeting_rules"              // JSON of the rules frozen at convening
	FactMeetingChair             Fact = "meeting_chair"              // id of the chair
	FactAuthenticated            Fact = "authenticated"              // 1 when the viewer's session has proved recently enough who he is
	FactMeetingMembers           Fact = "meeting_members"            // ids of the members due, joined with ","
	FactUrged                    Fact = "urged"                      // the moment of the last urge since it came into its state, as the database writes it
)

// todayMark stands in an expression for the calendar date of the command in Asia/Shanghai.
const todayMark = "@today"

// sessionMark and freshMark stand for the session of the viewer and for the time since when it must have proved who he is.
const (
	sessionMark = "@session"
	freshMark   = "@fresh"
)

// factSQL is the expression of each fact. Both databases read them as they stand.
var factSQL = map[Fact]string{
	FactAuthenticated: `(SELECT count(*) FROM sessions x WHERE CAST(x.id AS text) = @session AND x.authenticated_at >= @fresh)`,
	FactContent:       `(SELECT r.content FROM revisions r WHERE r.subject_id = s.id AND r.number = s.revision)`,
	FactPolicies:      `(SELECT CAST(c.policies AS text) FROM campaigns c WHERE c.id = s.campaign_id)`,
	FactUnsignedUnits: `(SELECT string_agg(u.name, '、' ORDER BY cu.position) FROM co_units cu JOIN units u ON u.id = cu.unit_id
		WHERE cu.subject_id = s.id AND NOT EXISTS (SELECT 1 FROM sign_offs o WHERE o.subject_id = s.id AND o.digest = s.digest AND o.round = s.round
			AND o.unit_id = cu.unit_id AND o.verdict = 'agree'))`,
	FactLeaderUnsigned: `(SELECT u.name FROM users u WHERE u.id = s.lead_user_id AND NOT EXISTS (SELECT 1 FROM sign_offs o
		WHERE o.subject_id = s.id AND o.digest = s.digest AND o.round = s.round AND o.unit_id IS NULL AND o.user_id = s.lead_user_id AND o.verdict = 'agree'))`,
	FactCoUnits:  `(SELECT string_agg(CAST(cu.unit_id AS text), ',' ORDER BY cu.position) FROM co_units cu WHERE cu.subject_id = s.id)`,
	FactMeasures: `(SELECT count(*) FROM measures m WHERE m.problem_id = s.id AND m.dropped_at IS NULL)`,
	FactUnreadableDeadlines: `(SELECT string_agg(CAST(m.position AS text), '、' ORDER BY m.position) FROM measures m
		WHERE m.problem_id = s.id AND m.dropped_at IS NULL AND m.deadline_kind IN ('error', 'vague', 'missing'))`,
	FactUnfinishedMeasures: `(SELECT string_agg(CAST(m.position AS text), '、' ORDER BY m.position)
		FROM measures m JOIN subjects ms ON ms.id = m.subject_id WHERE m.problem_id = s.id AND m.dropped_at IS NULL
		AND ms.state <> 'accepted' AND NOT (m.long_term AND m.proof_valid_until >= @today))`,
	FactUnprovenMeasures: `(SELECT string_agg(CAST(m.position AS text), '、' ORDER BY m.position) FROM measures m
		WHERE m.problem_id = s.id AND m.dropped_at IS NULL AND NOT EXISTS (SELECT 1 FROM evidence e WHERE e.subject_id = m.subject_id))`,
	FactEvidenceSince:    `(SELECT count(*) FROM evidence e WHERE e.subject_id = s.id AND e.uploaded_at > s.state_since)`,
	FactEvidence:         `(SELECT count(*) FROM evidence e WHERE e.subject_id = s.id)`,
	FactDropped:          `(SELECT CASE WHEN m.dropped_at IS NULL THEN '' ELSE 'dropped' END FROM measures m WHERE m.subject_id = s.id)`,
	FactResult:           `(SELECT m.result FROM measures m WHERE m.subject_id = s.id)`,
	FactCompilationState: `(SELECT c.state FROM subjects c WHERE c.id = s.compilation_id)`,
	FactParentState:      `(SELECT p.state FROM subjects p WHERE p.id = s.parent_id)`,
	FactMembers:          `(SELECT count(*) FROM members m WHERE m.compilation_id = s.id AND m.removed_at IS NULL)`,
	FactStaleMembers: `(SELECT string_agg(ms.title, '、' ORDER BY m.position) FROM members m JOIN subjects ms ON ms.id = m.member_id
		WHERE m.compilation_id = s.id AND ` + staleMember + `)`,
	FactSuperiorReviews: `(SELECT count(*) FROM superior_reviews r WHERE r.subject_id = s.id AND r.recorded_at >= s.state_since)`,
	FactOpenMeetings: `(SELECT count(*) FROM meeting_items i JOIN subjects ms ON ms.id = i.meeting_id
		WHERE i.document_id = s.id AND ms.state = 'open' AND i.deferral = '')`,
	FactUrged:          `(SELECT max(h.at) FROM history h WHERE h.subject_id = s.id AND h.event = 'urge' AND h.at >= s.state_since)`,
	FactMeetingDue:     `(SELECT count(*) FROM meeting_members m WHERE m.meeting_id = s.id)`,
	FactMeetingPresent: `(SELECT count(*) FROM meeting_members m WHERE m.meeting_id = s.id AND m.attendance = 'present')`,
	FactMeetingItems:   `(SELECT count(*) FROM meeting_items i WHERE i.meeting_id = s.id)`,
	FactMeetingItemsUndecided: `(SELECT string_agg(i.title, '、' ORDER BY i.position) FROM meeting_items i WHERE i.meeting_id = s.id
		AND i.deferral = '' AND EXISTS (SELECT 1 FROM meeting_members m WHERE m.meeting_id = s.id AND m.attendance = 'present'
			AND NOT EXISTS (SELECT 1 FROM votes v WHERE v.item_id = i.id AND v.user_id = m.user_id)
			AND NOT EXISTS (SELECT 1 FROM item_withdrawals w WHERE w.item_id = i.id AND w.user_id = m.user_id)))`,
	FactMeetingItemsStale: `(SELECT string_agg(i.title, '、' ORDER BY i.position) FROM meeting_items i JOIN subjects d ON d.id = i.document_id
		WHERE i.meeting_id = s.id AND i.deferral = '' AND (d.digest <> i.digest OR d.state <> 'consolidated'))`,
	FactMeetingItemsUnsound: `(SELECT string_agg(i.title, '、' ORDER BY i.position) FROM meeting_items i WHERE i.meeting_id = s.id
		AND EXISTS (SELECT 1 FROM members m JOIN subjects ms ON ms.id = m.member_id WHERE m.compilation_id = i.document_id AND ` + staleMember + `))`,
	FactMeetingMatters: `(SELECT string_agg(i.matter, ',' ORDER BY i.position) FROM meeting_items i WHERE i.meeting_id = s.id AND i.deferral = '')`,
	FactMeetingWithdrawals: `(SELECT string_agg(CAST(x.withdrawn AS text) || ' ' || x.title, '` + "\n" + `' ORDER BY x.position) FROM (
		SELECT i.position, i.title, count(*) AS withdrawn FROM meeting_items i JOIN item_withdrawals w ON w.item_id = i.id
		JOIN meeting_members m ON m.meeting_id = i.meeting_id AND m.user_id = w.user_id AND m.attendance = 'present'
		WHERE i.meeting_id = s.id AND i.deferral = '' GROUP BY i.position, i.title) x)`,
	FactMeetingChairPresent: `(SELECT count(*) FROM meetings g JOIN meeting_members m ON m.meeting_id = g.subject_id AND m.user_id = g.chair_id
		WHERE g.subject_id = s.id AND m.attendance = 'present')`,
	FactMeetingUnknownAttendance: `(SELECT count(*) FROM meeting_members m WHERE m.meeting_id = s.id AND m.attendance = '')`,
	FactMeetingRules:             `(SELECT CAST(m.rules AS text) FROM meetings m WHERE m.subject_id = s.id)`,
	FactMeetingChair:             `(SELECT CAST(m.chair_id AS text) FROM meetings m WHERE m.subject_id = s.id)`,
	FactMeetingMembers:           `(SELECT string_agg(CAST(m.user_id AS text), ',' ORDER BY m.position) FROM meeting_members m WHERE m.meeting_id = s.id)`,
}

// Facts holds the facts that were asked for. Asking it for another is a programming error and panics: a condition must
// never pass because its fact was not read.
type Facts map[Fact]string

// Text returns a fact's text.
func (f Facts) Text(fact Fact) string {
	v, ok := f[fact]
	if !ok {
		panic(fmt.Sprintf("models: fact %q was not read", fact))
	}
	return v
}

// Moment returns a fact's moment, or the zero time when there is none.
func (f Facts) Moment(fact Fact) time.Time {
	text := f.Text(fact)
	if text == "" {
		return time.Time{}
	}
	for _, form := range momentForms {
		if at, err := time.Parse(form, text); err == nil {
			return at
		}
	}
	panic(fmt.Sprintf("models: fact %q is no moment: %s", fact, text))
}

// momentForms are how the databases write a moment as text: SQLite and PostgreSQL, whose zones may have no minutes.
var momentForms = []string{"2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05Z07"}

// Count returns a fact's number.
func (f Facts) Count(fact Fact) int {
	n, err := strconv.Atoi(f.Text(fact))
	if err != nil {
		panic(fmt.Sprintf("models: fact %q is no number: %v", fact, err))
	}
	return n
}
