package api

import (
	"context"
	"net/http"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/words"
)

// Unit is a part of the organisation or an outside unit.
type Unit struct {
	ID       string `json:"id" format:"uuid"`
	Code     string `json:"code"`
	Name     string `json:"name"`
	Kind     Named  `json:"kind"`
	Position int    `json:"position" doc:"在机构序列中的位次"`
	Active   bool   `json:"active"`
}

func unitOf(lang words.Lang, u models.Unit) Unit {
	return Unit{ID: u.ID, Code: u.Code, Name: u.Name, Position: u.Position, Active: u.Active,
		Kind: Named{string(u.Kind), workflow.UnitKindLabels[u.Kind].In(lang)}}
}

func (s *Server) units(ctx context.Context, _ models.Viewer, in *struct{ Paging }) (*Page[Unit], error) {
	var position int
	var id string
	if _, err := in.after("units", &position, &id); err != nil {
		return nil, err
	}
	rows, err := s.deps.Store.View(ctx).UnitsAfter(position, id, in.Limit+1)
	if err != nil {
		return nil, err
	}
	page, err := pageOf("units", mapped(rows, func(u models.Unit) Unit { return unitOf(requestOf(ctx).lang, u) }), in.Limit,
		func(u Unit) []any { return []any{u.Position, u.ID} })
	return &page, err
}

type newUnit struct {
	Code string `json:"code" pattern:"^[a-z0-9][a-z0-9-]{0,31}$" doc:"简短、不再变动的代码"`
	Name string `json:"name" minLength:"1" maxLength:"100"`
	Kind string `json:"kind" enum:"division,audit_office,general_office,party_group,outside"`
}

type newUnitInput struct{ Body newUnit }

func (s *Server) createUnit(ctx context.Context, v models.Viewer, c Command, in *newUnitInput) (workflow.Answer, error) {
	return s.deps.Engine.CreateUnit(ctx, v, c.Rendering(func(result any) (workflow.Answer, error) {
		return answer(http.StatusCreated, 0, "", unitOf(c.Lang, result.(models.Unit)))
	}), workflow.NewUnit{Code: in.Body.Code, Name: in.Body.Name, Kind: models.UnitKind(in.Body.Kind)})
}

type unitChange struct {
	Name   *string          `json:"name,omitempty" minLength:"1" maxLength:"100"`
	Kind   *models.UnitKind `json:"kind,omitempty" enum:"division,audit_office,general_office,party_group,outside"`
	Active *bool            `json:"active,omitempty" doc:"停用的单位保留在历史中，不再承担新工作"`
}

type unitChangeInput struct {
	ByID
	Body unitChange
}

func (s *Server) changeUnit(ctx context.Context, v models.Viewer, c Command, in *unitChangeInput) (workflow.Answer, error) {
	return s.deps.Engine.ChangeUnit(ctx, v, c.Rendering(func(result any) (workflow.Answer, error) {
		return answer(http.StatusOK, 0, "", unitOf(c.Lang, result.(models.Unit)))
	}), in.ID, workflow.UnitChange{Name: in.Body.Name, Kind: in.Body.Kind, Active: in.Body.Active})
}

type unitOrder struct {
	UnitIDs []string `json:"unit_ids" minItems:"1" maxItems:"1000" doc:"全部单位，按机构序列"`
}

type unitOrderInput struct{ Body unitOrder }

func (s *Server) orderUnits(ctx context.Context, v models.Viewer, c Command, in *unitOrderInput) (workflow.Answer, error) {
	return s.deps.Engine.OrderUnits(ctx, v, c.Rendering(func(result any) (workflow.Answer, error) {
		return answer(http.StatusOK, 0, "", Page[Unit]{Items: mapped(result.([]models.Unit), func(u models.Unit) Unit { return unitOf(c.Lang, u) })})
	}), in.Body.UnitIDs)
}

// mapped returns f of every row.
func mapped[A, B any](rows []A, f func(A) B) []B {
	out := make([]B, len(rows))
	for i, row := range rows {
		out[i] = f(row)
	}
	return out
}
