package models

// PersonFilter narrows a list of people; empty fields do not.
type PersonFilter struct {
	UnitID string
	Role   Role
}

// People returns the users who can sign in and hold a role now, by name, from behind the one with that name and id
// ("" for the first). Their logins and passwords are not read.
func (tx Tx) People(filter PersonFilter, name, id string, limit int) ([]User, error) {
	held := tx.db.Table("grants g").Select("1").Where("g.user_id = users.id AND g.revoked_at IS NULL")
	if filter.UnitID != "" {
		held = held.Where("g.unit_id = ?", filter.UnitID)
	}
	if filter.Role != "" {
		held = held.Where("g.role = ?", filter.Role)
	}
	q := tx.db.Select("id", "name").Where("disabled_at IS NULL AND EXISTS (?)", held).Order("name, id").Limit(limit)
	if id != "" {
		q = q.Where("(name, id) > (?, ?)", name, id)
	}
	var users []User
	return users, translate(q.Find(&users).Error)
}

// UsersAfter returns every user, disabled ones included, in the order of their logins, from behind that login ("" for the
// first).
func (tx Tx) UsersAfter(login string, limit int) ([]User, error) {
	var users []User
	return users, translate(tx.db.Where("login > ?", login).Order("login").Limit(limit).Find(&users).Error)
}
