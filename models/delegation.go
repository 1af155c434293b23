package models

import (
	"time"
)

// Delegation lets somebody act for somebody else from one day to another: with one of his roles, or with all that he
// holds at the time. Administrators' roles are never among them.
type Delegation struct {
	ID          string `gorm:"primaryKey"`
	DelegatorID string
	DelegateID  string
	GrantID     *string   // nil for all of the delegator's roles
	FromOn      string    // YYYY-MM-DD in Shanghai, both included
	ToOn        string    //
	StartsAt    time.Time // the same as moments: the first day's beginning, the last day's end
	EndsAt      time.Time
	Reason      string
	CreatedAt   time.Time
	RevokedBy   *string
	RevokedAt   *time.Time
}

// DelegationRow is a delegation with the names of the two, and of the role.
type DelegationRow struct {
	Delegation
	DelegatorName string
	DelegateName  string
	Role          Role   // "" for all
	UnitName      string // of the role
}

// AddDelegation stores a delegation.
func (tx Tx) AddDelegation(d Delegation) error { return translate(tx.db.Create(&d).Error) }

// Delegation returns one, or ErrNotFound.
func (tx Tx) Delegation(id string) (Delegation, error) {
	var d Delegation
	err := tx.db.Where("id = ?", id).Take(&d).Error
	return d, translate(err)
}

// RevokeDelegation ends a delegation. ErrNotFound when it has been ended already.
func (tx Tx) RevokeDelegation(id, by string, now time.Time) error {
	result := tx.db.Model(&Delegation{}).Where("id = ? AND revoked_at IS NULL", id).Updates(map[string]any{"revoked_by": by, "revoked_at": now})
	if result.Error == nil && result.RowsAffected == 0 {
		return ErrNotFound
	}
	return translate(result.Error)
}

// Delegations returns one page of the delegations that a user gave or got, or of all when none is named; the latest first,
// after the id of the last of the page before.
func (tx Tx) Delegations(userID, after string, limit int) ([]DelegationRow, error) {
	q := tx.db.Table("delegations d").Joins("JOIN users a ON a.id = d.delegator_id").Joins("JOIN users b ON b.id = d.delegate_id").
		Joins("LEFT JOIN grants g ON g.id = d.grant_id").Joins("LEFT JOIN units u ON u.id = g.unit_id").
		Select("d.*, a.name AS delegator_name, b.name AS delegate_name, COALESCE(g.role, '') AS role, COALESCE(u.name, '') AS unit_name")
	if userID != "" {
		q = q.Where("d.delegator_id = ? OR d.delegate_id = ?", userID, userID)
	}
	if after != "" {
		q = q.Where("d.id < ?", after)
	}
	var rows []DelegationRow
	err := q.Order("d.id DESC").Limit(limit).Scan(&rows).Error
	return rows, translate(err)
}

// DelegatedGrants returns the roles with which a user may act for others now or later: those that each delegator holds
// himself at this moment. Who has become an administrator acts for nobody.
func (tx Tx) DelegatedGrants(userID string, now time.Time) ([]Grant, error) {
	var grants []Grant
	err := tx.db.Raw(`SELECT g.unit_id, g.role, u.id AS "for", u.name AS for_name, d.starts_at AS "from", d.ends_at AS until
		FROM delegations d JOIN users u ON u.id = d.delegator_id AND u.disabled_at IS NULL
		JOIN grants g ON g.user_id = u.id AND g.revoked_at IS NULL AND (d.grant_id IS NULL OR d.grant_id = g.id)
		WHERE d.delegate_id = ? AND d.revoked_at IS NULL AND d.ends_at > ? AND g.role NOT IN ?
			AND NOT EXISTS (SELECT 1 FROM grants a WHERE a.user_id = d.delegate_id AND a.revoked_at IS NULL AND a.role IN ?)
		ORDER BY d.created_at, d.id, g.created_at, g.id`, userID, now, Administrators, Administrators).Scan(&grants).Error
	if err != nil || len(grants) == 0 {
		return nil, translate(err)
	}
	behind := map[string][]string{}
	for i, g := range grants {
		if _, known := behind[g.For]; !known {
			held, err := tx.Grants(g.For)
			if err != nil {
				return nil, err
			}
			behind[g.For] = nil
			for _, h := range held {
				if h.Role == RoleDrafter || h.Role == RoleUnitHead {
					behind[g.For] = append(behind[g.For], h.UnitID)
				}
			}
		}
		grants[i].Behind = behind[g.For]
	}
	return grants, nil
}

// raiseDelegates raises the authz_version of everybody who acts for a user: what they may do hangs on what he may.
func (tx Tx) raiseDelegates(userID string, now time.Time) error {
	return translate(tx.db.Exec(`UPDATE users SET authz_version = authz_version + 1 WHERE id IN (SELECT d.delegate_id FROM delegations d
		WHERE d.delegator_id = ? AND d.revoked_at IS NULL AND d.ends_at > ?)`, userID, now).Error)
}
