package workflow

import (
	"context"
	"errors"
	"slices"

	"rectify/models"
	"rectify/workflow/words"
)

// NewUnit is what a unit is created from.
type NewUnit struct {
	Code string // short and stable; unique
	Name string // unique
	Kind models.UnitKind
}

var unitLabel = words.Label{ZH: "单位代码或名称", EN: "unit code or name"}

// CreateUnit adds a unit at the end of the official order. The result is the models.Unit.
func (e *Engine) CreateUnit(ctx context.Context, v models.Viewer, r Request, in NewUnit) (Answer, error) {
	return e.administer(ctx, v, r, OrganisationAdmins, func(w *writing) (any, error) { return w.createUnit(in) })
}

func (w *writing) createUnit(in NewUnit) (models.Unit, error) {
	units, err := w.tx.Units()
	if err != nil {
		return models.Unit{}, err
	}
	unit := models.Unit{ID: models.NewID(), Code: in.Code, Name: in.Name, Kind: in.Kind, Position: 1, Active: true, CreatedAt: w.now, UpdatedAt: w.now}
	if len(units) > 0 {
		unit.Position = units[len(units)-1].Position + 1
	}
	if err := w.tx.AddUnit(unit); errors.Is(err, models.ErrDuplicate) {
		return unit, exists(unitLabel, in.Code+" "+in.Name)
	} else if err != nil {
		return unit, err
	}
	return unit, w.recordChange("create", "unit", unit.ID, map[string]any{"code": in.Code, "name": in.Name, "kind": in.Kind}, nil, unitState(unit))
}

// UnitChange is what may be changed of a unit; nil leaves it as it is. A unit that is no longer active is kept, because
// history names it, and gets no new work.
type UnitChange struct {
	Name   *string          `json:"name,omitempty"`
	Kind   *models.UnitKind `json:"kind,omitempty"`
	Active *bool            `json:"active,omitempty"`
}

// ChangeUnit changes a unit. The result is the models.Unit.
func (e *Engine) ChangeUnit(ctx context.Context, v models.Viewer, r Request, id string, change UnitChange) (Answer, error) {
	return e.administer(ctx, v, r, OrganisationAdmins, func(w *writing) (any, error) {
		unit, err := w.tx.Unit(id)
		if err != nil {
			return nil, err
		}
		before := unitState(unit)
		set(&unit.Name, change.Name)
		set(&unit.Kind, change.Kind)
		set(&unit.Active, change.Active)
		unit.UpdatedAt = w.now
		if err := w.tx.SaveUnit(unit); errors.Is(err, models.ErrDuplicate) {
			return nil, exists(unitLabel, unit.Name)
		} else if err != nil {
			return nil, err
		}
		return unit, w.recordChange("change", "unit", id, change, before, unitState(unit))
	})
}

// OrderUnits gives the units the official order in which ids names them, each exactly once. The result is the units in
// that order.
func (e *Engine) OrderUnits(ctx context.Context, v models.Viewer, r Request, ids []string) (Answer, error) {
	return e.administer(ctx, v, r, OrganisationAdmins, func(w *writing) (any, error) {
		units, err := w.tx.Units()
		if err != nil {
			return nil, err
		}
		before := make([]string, len(units))
		for i, unit := range units {
			before[i] = unit.ID
		}
		ordered := make([]models.Unit, 0, len(units))
		for _, id := range ids {
			i := slices.IndexFunc(units, func(u models.Unit) bool { return u.ID == id })
			if i < 0 {
				break
			}
			unit := units[i]
			units = slices.Delete(units, i, i+1)
			unit.Position, unit.UpdatedAt = len(ordered)+1, w.now
			ordered = append(ordered, unit)
		}
		if len(ordered) != len(ids) || len(units) != 0 {
			return nil, RefuseFor([]Reason{{Code: words.OrderIncomplete, Field: "body.unit_ids"}})
		}
		for _, unit := range ordered {
			if err := w.tx.SaveUnit(unit); err != nil {
				return nil, err
			}
		}
		return ordered, w.recordChange("order", "unit", "", map[string]any{"unit_ids": ids}, before, ids)
	})
}

// unitState is what the audit log's digests of a unit cover.
func unitState(u models.Unit) any {
	return map[string]any{"id": u.ID, "code": u.Code, "name": u.Name, "kind": u.Kind, "position": u.Position, "active": u.Active}
}

// set takes over a value that was given.
func set[T any](field, given *T) {
	if given != nil {
		*field = *given
	}
}
