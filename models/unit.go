package models

import "time"

// UnitKind says what a unit is in the organisation.
type UnitKind string

// The kinds of unit.
const (
	UnitDivision      UnitKind = "division"
	UnitAuditOffice   UnitKind = "audit_office"
	UnitGeneralOffice UnitKind = "general_office"
	UnitPartyGroup    UnitKind = "party_group"
	UnitOutside       UnitKind = "outside" // a co-operating unit that does not belong to the organisation
)

// Unit is a part of the organisation, or a unit that co-operates with it.
type Unit struct {
	ID        string `gorm:"primaryKey"`
	Code      string // short stable name for files and addresses
	Name      string
	Kind      UnitKind
	Position  int // the organisation's official order
	Active    bool
	CreatedAt time.Time
	UpdatedAt time.Time
}

// AddUnit stores a new unit. A code or name that is taken gives ErrDuplicate.
func (tx Tx) AddUnit(u Unit) error { return translate(tx.db.Create(&u).Error) }

// Units returns every unit in official order.
func (tx Tx) Units() ([]Unit, error) {
	var units []Unit
	err := tx.db.Order("position, id").Find(&units).Error
	return units, translate(err)
}

// Unit returns a unit, or ErrNotFound.
func (tx Tx) Unit(id string) (Unit, error) {
	var u Unit
	err := tx.db.Where("id = ?", id).Take(&u).Error
	return u, translate(err)
}

// SaveUnit stores the name, kind, position and activity of a unit that was read before. A name that is taken gives
// ErrDuplicate.
func (tx Tx) SaveUnit(u Unit) error {
	return translate(tx.db.Model(&Unit{}).Where("id = ?", u.ID).Updates(map[string]any{"name": u.Name, "kind": u.Kind,
		"position": u.Position, "active": u.Active, "updated_at": u.UpdatedAt}).Error)
}

// UnitsAfter returns units in official order, from behind the unit with that position and id ("" for the first).
func (tx Tx) UnitsAfter(position int, id string, limit int) ([]Unit, error) {
	q := tx.db.Order("position, id").Limit(limit)
	if id != "" {
		q = q.Where("(position, id) > (?, ?)", position, id)
	}
	var units []Unit
	return units, translate(q.Find(&units).Error)
}
