package workflow

import (
	"slices"
	"strings"

	"rectify/models"
	"rectify/workflow/words"
)

// Actor is who may fire an event: some roles, in some relation to the subject.
type Actor struct {
	Name  string
	Label words.Label
	Roles []models.Role
	needs []models.Fact
	// personal: nobody does it for him, unless the campaign's policy delegated_votes allows it.
	personal bool
	stands   func(v models.Viewer, s models.Subject, f models.Facts) bool
}

// The actors of the tables.
var (
	ResponsibleDivision = &Actor{
		Name: "responsible_division", Label: words.Label{ZH: "责任部门", EN: "the responsible division"},
		Roles:  []models.Role{models.RoleDrafter, models.RoleUnitHead},
		stands: func(v models.Viewer, s models.Subject, _ models.Facts) bool { return owns(v, s) },
	}
	ResponsibleHead = &Actor{
		Name: "responsible_head", Label: words.Label{ZH: "责任部门负责人", EN: "the head of the responsible division"},
		Roles: []models.Role{models.RoleUnitHead},
		stands: func(v models.Viewer, s models.Subject, _ models.Facts) bool {
			return s.UnitID != nil && v.In(*s.UnitID, models.RoleUnitHead)
		},
	}
	CoOperatingUnit = &Actor{
		Name: "co_operating_unit", Label: words.Label{ZH: "配合单位", EN: "a co-operating unit"},
		Roles: []models.Role{models.RoleDrafter, models.RoleUnitHead}, needs: []models.Fact{models.FactCoUnits},
		stands: func(v models.Viewer, _ models.Subject, f models.Facts) bool { return coUnitOf(v, f) != "" },
	}
	LeadLeader = &Actor{
		Name: "lead_leader", Label: words.Label{ZH: "牵头领导", EN: "its lead leader"},
		Roles: []models.Role{models.RoleLeadLeader},
		stands: func(v models.Viewer, s models.Subject, _ models.Facts) bool {
			return s.LeadUserID != nil && *s.LeadUserID == v.UserID
		},
	}
	AuditOffice    = anyWith("audit_office", words.Label{ZH: "审计办公室", EN: "the audit office"}, models.RoleAuditOfficer)
	GeneralOffice  = anyWith("general_office", words.Label{ZH: "局办公室", EN: "the general office"}, models.RoleFilingClerk)
	PartySecretary = anyWith("party_secretary", words.Label{ZH: "党组书记", EN: "the Party-group secretary"}, models.RolePartySecretary)
	MeetingMember  = &Actor{
		Name: "meeting_member", Label: words.Label{ZH: "应到会党组成员", EN: "a member due at the meeting"},
		Roles: []models.Role{models.RolePartyMember, models.RolePartySecretary}, personal: true, needs: []models.Fact{models.FactMeetingMembers, models.FactPolicies},
		stands: func(v models.Viewer, _ models.Subject, f models.Facts) bool {
			return slices.Contains(strings.Split(f.Text(models.FactMeetingMembers), ","), v.UserID)
		},
	}
	MeetingChair = &Actor{
		Name: "meeting_chair", Label: words.Label{ZH: "会议主持人", EN: "the chair of the meeting"},
		Roles: []models.Role{models.RolePartyMember, models.RolePartySecretary}, personal: true, needs: []models.Fact{models.FactMeetingChair, models.FactPolicies},
		stands: func(v models.Viewer, _ models.Subject, f models.Facts) bool {
			return f.Text(models.FactMeetingChair) == v.UserID
		},
	}
)

// Actors lists every actor, for generated documents and tests.
var Actors = []*Actor{ResponsibleDivision, CoOperatingUnit, LeadLeader, AuditOffice, GeneralOffice, PartySecretary, MeetingMember, MeetingChair}

func anyWith(name string, label words.Label, role models.Role) *Actor {
	return &Actor{Name: name, Label: label, Roles: []models.Role{role},
		stands: func(models.Viewer, models.Subject, models.Facts) bool { return true }}
}

// delegatesVotes reports whether the campaign lets members of the Party group vote by somebody else.
func delegatesVotes(f models.Facts) bool {
	if f.Text(models.FactPolicies) == "" {
		return false
	}
	return (&decision{facts: f}).policies().DelegatedVotes
}

// is reports whether the viewer is this actor of the subject.
func (a *Actor) is(v models.Viewer, s models.Subject, f models.Facts) bool {
	return v.Has(a.Roles...) && a.stands(v, s, f)
}

// acting returns the role and unit in which the viewer is this actor, for the history entry.
func (a *Actor) acting(v models.Viewer, s models.Subject, f models.Facts) (models.Role, string) {
	unit := ""
	switch a {
	case ResponsibleDivision, ResponsibleHead:
		unit = *s.UnitID
	case CoOperatingUnit:
		unit = coUnitOf(v, f)
	}
	for _, g := range v.Grants {
		if slices.Contains(a.Roles, g.Role) && (unit == "" || g.UnitID == unit) {
			return g.Role, g.UnitID
		}
	}
	return "", ""
}

// owns reports whether the viewer writes for the subject's responsible unit.
func owns(v models.Viewer, s models.Subject) bool {
	return s.UnitID != nil && v.In(*s.UnitID, models.RoleDrafter, models.RoleUnitHead)
}

// coUnitOf returns the first co-operating unit for which the viewer may speak, or "".
func coUnitOf(v models.Viewer, f models.Facts) string {
	for _, unit := range strings.Split(f.Text(models.FactCoUnits), ",") {
		if unit != "" && v.In(unit, models.RoleDrafter, models.RoleUnitHead) {
			return unit
		}
	}
	return ""
}
