package api

import (
	"context"

	"rectify/models"
)

// Person is someone who can be chosen: as chair, lead leader, recipient of a copy.
type Person struct {
	ID    string     `json:"id" format:"uuid"`
	Name  string     `json:"name"`
	Roles []HeldRole `json:"roles"`
}

type peopleInput struct {
	Paging
	UnitID string `query:"unit_id" format:"uuid" doc:"只列该单位的人员"`
	Role   string `query:"role" enum:"drafter,unit_head,lead_leader,audit_officer,party_member,party_secretary,filing_clerk,observer,system_admin,security_admin,audit_admin" doc:"只列担任该角色的人员"`
}

func (s *Server) people(ctx context.Context, _ models.Viewer, in *peopleInput) (*Page[Person], error) {
	var name, id string
	if _, err := in.after("people", &name, &id); err != nil {
		return nil, err
	}
	rows, err := s.deps.Store.View(ctx).People(models.PersonFilter{UnitID: in.UnitID, Role: models.Role(in.Role)}, name, id, in.Limit+1)
	if err != nil {
		return nil, err
	}
	roles, err := s.rolesOf(ctx, mapped(rows, func(u models.User) string { return u.ID })...)
	if err != nil {
		return nil, err
	}
	page, err := pageOf("people", mapped(rows, func(u models.User) Person { return Person{u.ID, u.Name, roles[u.ID]} }), in.Limit,
		func(p Person) []any { return []any{p.Name, p.ID} })
	return &page, err
}
