package models

import (
	"slices"
	"strings"
)

// publishedStates are the states in which a compilation is known to everyone who works by it.
const publishedStates = `('approved', 'filed')`

// SeesCampaign reports whether the viewer sees everything in a campaign: audit office, general office and Party group.
func (v Viewer) SeesCampaign() bool {
	return v.Has(RoleAuditOfficer, RoleFilingClerk, RolePartyMember, RolePartySecretary)
}

// scope returns the SQL condition, over the subject's row `s`, under which the viewer may see it.
//
//   - audit office, general office and Party group see the whole campaign;
//   - a division sees its own, what it co-operates in, and compilations once approved;
//   - a lead leader sees what he leads, and compilations once approved;
//   - an observer sees what is approved, filed or closed, never a meeting;
//   - who is invited to a meeting as an observer, or records it, sees that meeting;
//   - everybody sees what he started and what was copied to him;
//   - who sees a problem sees its measures;
//   - administrators see no business data.
//
// What stands in a circle is seen by those who are in it, whoever they are otherwise, and by nobody else.
// A query that is about some kinds only may name them, so that it need not look where they are not.
func (v Viewer) scope(kinds ...Kind) (string, []any) {
	open, args := v.open("s", kinds...)
	if open != "" && (len(kinds) == 0 || slices.Contains(kinds, KindMeasure)) {
		problem, ofProblem := v.open("p", KindProblem)
		open = "(" + open + " OR s.kind = 'measure' AND EXISTS (SELECT 1 FROM subjects p WHERE p.id = s.parent_id AND " + problem + "))"
		args = append(args, ofProblem...)
	}
	if open == "" {
		open = "s.circle_id IS NULL"
	} else {
		open = "s.circle_id IS NULL AND " + open
	}
	circle, more := v.circle()
	return "(" + open + " OR " + circle + ")", append(args, more...)
}

// outsideCircles returns the SQL condition, over the subject's row `s`, that it stands in no circle or in one of the
// viewer's: for what is read without the rest of his scope.
func (v Viewer) outsideCircles() (string, []any) {
	circle, args := v.circle()
	return "(s.circle_id IS NULL OR " + circle + ")", args
}

// circle is true of what stands in a circle of the viewer's. Who holds no business role is in none, even if he was when he
// had one. The list of his circles does not depend on the row: PostgreSQL reads it once, at the first row that has a
// circle, and keeps its parallel plans, which a look-up for each row would cost it.
func (v Viewer) circle() (string, []any) {
	if !slices.ContainsFunc(v.Grants, func(g Grant) bool { return !slices.Contains(Administrators, g.Role) }) {
		return "1 = 0", nil
	}
	return "s.circle_id IN (SELECT cr.circle_id FROM circle_readers cr WHERE cr.user_id = ?)", []any{v.UserID}
}

// open returns the condition for what stands in no circle, "" for all of it, over the subject's row by a name.
func (v Viewer) open(row string, kinds ...Kind) (string, []any) {
	if v.SeesCampaign() {
		return "", nil
	}
	or := []string{"$.created_by = ?", "EXISTS (SELECT 1 FROM copies c WHERE c.subject_id = $.id AND c.user_id = ?)"}
	args := []any{v.UserID, v.UserID}
	if len(kinds) == 0 || slices.Contains(kinds, KindMeeting) {
		or = append(or, `$.kind = 'meeting' AND (EXISTS (SELECT 1 FROM meeting_observers o WHERE o.meeting_id = $.id AND o.user_id = ?)
			OR EXISTS (SELECT 1 FROM meetings g WHERE g.subject_id = $.id AND g.recorder_id = ?))`)
		args = append(args, v.UserID, v.UserID)
	}
	if units := v.Units(RoleDrafter, RoleUnitHead); len(units) > 0 {
		or = append(or, "$.unit_id IN ?", "EXISTS (SELECT 1 FROM co_units c WHERE c.subject_id IN ($.id, $.parent_id) AND c.unit_id IN ?)")
		args = append(args, units, units)
	}
	if v.Has(RoleLeadLeader) {
		var leaders []string
		for _, p := range v.Persons() {
			if p.Has(RoleLeadLeader) {
				leaders = append(leaders, p.UserID)
			}
		}
		or = append(or, "$.lead_user_id IN ?")
		args = append(args, leaders)
	}
	if v.Has(RoleDrafter, RoleUnitHead, RoleLeadLeader) {
		or = append(or, "$.kind IN ('plan', 'bulletin', 'situation') AND $.state IN "+publishedStates)
	}
	if v.Has(RoleObserver) {
		or = append(or, "$.kind <> 'meeting' AND $.state IN ('approved', 'filed', 'closing', 'closed')")
	}
	return "(" + strings.ReplaceAll(strings.Join(or, " OR "), "$.", row+".") + ")", args
}
