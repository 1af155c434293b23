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
