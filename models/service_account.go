package models

import "time"

// ServiceAccount is an external front end. It is no user: it acts for users, whose rights decide.
type ServiceAccount struct {
	ID          string `gorm:"primaryKey"`
	Name        string // unique; shown in the history beside whom it acted for
	Description string
	CreatedBy   string
	CreatedAt   time.Time
	UpdatedAt   time.Time
	DisabledAt  *time.Time
}

// ServiceAccountUser allows a service account to act for a user.
type ServiceAccountUser struct {
	AccountID string `gorm:"primaryKey"`
	UserID    string `gorm:"primaryKey"`
}

// ServiceAccountUnit allows a service account to act for whoever holds a role in a unit.
type ServiceAccountUnit struct {
	AccountID string `gorm:"primaryKey"`
	UnitID    string `gorm:"primaryKey"`
}

// AddServiceAccount stores a service account. A name that is taken gives ErrDuplicate.
func (tx Tx) AddServiceAccount(a ServiceAccount) error { return translate(tx.db.Create(&a).Error) }

// SaveServiceAccount stores a service account as it is now, and locks it until the end of the transaction.
func (tx Tx) SaveServiceAccount(a ServiceAccount) error {
	result := tx.db.Model(&ServiceAccount{}).Where("id = ?", a.ID).
		Updates(map[string]any{"description": a.Description, "disabled_at": a.DisabledAt, "updated_at": a.UpdatedAt})
	if result.Error == nil && result.RowsAffected == 0 {
		return ErrNotFound
	}
	return translate(result.Error)
}

// ServiceAccount returns a service account, or ErrNotFound.
func (tx Tx) ServiceAccount(id string) (ServiceAccount, error) {
	var a ServiceAccount
	err := tx.db.Where("id = ?", id).Take(&a).Error
	return a, translate(err)
}

// ServiceAccounts returns service accounts by name, from behind that name ("" for the first).
func (tx Tx) ServiceAccounts(after string, limit int) ([]ServiceAccount, error) {
	var accounts []ServiceAccount
	return accounts, translate(tx.db.Where("name > ?", after).Order("name").Limit(limit).Find(&accounts).Error)
}

// SetServiceUsers replaces the users for whom an account may act.
func (tx Tx) SetServiceUsers(accountID string, userIDs []string) error {
	err := tx.db.Where("account_id = ?", accountID).Delete(&ServiceAccountUser{}).Error
	rows := make([]ServiceAccountUser, len(userIDs))
	for i, id := range userIDs {
		rows[i] = ServiceAccountUser{accountID, id}
	}
	if err == nil && len(rows) > 0 {
		err = tx.db.Create(&rows).Error
	}
	return translate(err)
}

// SetServiceUnits replaces the units for whose people an account may act.
func (tx Tx) SetServiceUnits(accountID string, unitIDs []string) error {
	err := tx.db.Where("account_id = ?", accountID).Delete(&ServiceAccountUnit{}).Error
	rows := make([]ServiceAccountUnit, len(unitIDs))
	for i, id := range unitIDs {
		rows[i] = ServiceAccountUnit{accountID, id}
	}
	if err == nil && len(rows) > 0 {
		err = tx.db.Create(&rows).Error
	}
	return translate(err)
}

// ServiceUsers returns the users for whom an account may act by name, and ServiceUnits the units.
func (tx Tx) ServiceUsers(accountID string) ([]User, error) {
	var users []User
	err := tx.db.Select("id", "login", "name").Where("id IN (SELECT user_id FROM service_account_users WHERE account_id = ?)", accountID).
		Order("login").Find(&users).Error
	return users, translate(err)
}

// ServiceUnits returns the units for whose people an account may act, in official order.
func (tx Tx) ServiceUnits(accountID string) ([]Unit, error) {
	var units []Unit
	err := tx.db.Where("id IN (SELECT unit_id FROM service_account_units WHERE account_id = ?)", accountID).Order("position").Find(&units).Error
	return units, translate(err)
}

// ServiceMayActFor reports whether an account may act for a user now: he is listed, or holds a role in a unit that is, and
// is no administrator.
func (tx Tx) ServiceMayActFor(accountID, userID string) (bool, error) {
	var n int64
	err := tx.db.Raw(`SELECT count(*) FROM users u WHERE u.id = ? AND u.disabled_at IS NULL
		AND (EXISTS (SELECT 1 FROM service_account_users s WHERE s.account_id = ? AND s.user_id = u.id)
			OR EXISTS (SELECT 1 FROM service_account_units s JOIN grants g ON g.unit_id = s.unit_id
				WHERE s.account_id = ? AND g.user_id = u.id AND g.revoked_at IS NULL))
		AND NOT EXISTS (SELECT 1 FROM grants g WHERE g.user_id = u.id AND g.revoked_at IS NULL AND g.role IN ?)`,
		userID, accountID, accountID, Administrators).Scan(&n).Error
	return n > 0, translate(err)
}
