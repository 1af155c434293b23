package models

import "time"

// Act is one thing an administrator did: to a unit, a user, a role or a campaign. Acts are only ever added.
type Act struct {
	ID         string    `gorm:"primaryKey"`
	At         time.Time //
	ActorID    *string   // nil for the console of the machine
	ActorName  string    //
	Act        string    // create, change, order, reset_password, grant, revoke
	ObjectKind string    // unit, user, campaign
	ObjectID   string    //
	Detail     string    // canonical JSON of what was set, never a secret; "" when that is nothing
	RequestID  string    //
}

// AddAct records an act.
func (tx Tx) AddAct(a Act) error { return translate(tx.db.Create(&a).Error) }

// Acts returns what was done after the act afterID ("" for the first), oldest first.
func (tx Tx) Acts(afterID string, limit int) ([]Act, error) {
	q := tx.db.Order("id").Limit(limit)
	if afterID != "" {
		q = q.Where("id > ?", afterID)
	}
	var acts []Act
	return acts, translate(q.Find(&acts).Error)
}
