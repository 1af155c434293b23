package models

// Role is what a user may be inside a unit.
type Role string

// The roles. The three administrators hold no business role and restrain each other (三员分立).
const (
	RoleDrafter        Role = "drafter"
	RoleUnitHead       Role = "unit_head"
	RoleLeadLeader     Role = "lead_leader"
	RoleAuditOfficer   Role = "audit_officer"
	RolePartyMember    Role = "party_member"
	RolePartySecretary Role = "party_secretary"
	RoleFilingClerk    Role = "filing_clerk"
	RoleSystemAdmin    Role = "system_admin"
	RoleSecurityAdmin  Role = "security_admin"
	RoleAuditAdmin     Role = "audit_admin"
	RoleObserver       Role = "observer"
)

// Administrators are the three (三员分立): each holds no other role, and none of them sees business data.
var Administrators = []Role{RoleSystemAdmin, RoleSecurityAdmin, RoleAuditAdmin}

// Roles lists every role.
var Roles = []Role{RoleDrafter, RoleUnitHead, RoleLeadLeader, RoleAuditOfficer, RolePartyMember, RolePartySecretary,
	RoleFilingClerk, RoleObserver, RoleSystemAdmin, RoleSecurityAdmin, RoleAuditAdmin}
