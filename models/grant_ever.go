package models

// GrantRow is a role that was given, with the names of its unit and of who had a hand in it.
type GrantRow struct {
	RoleGrant
	UnitName                                      string
	GrantedByName, ConfirmedByName, RevokedByName *string
}

// GrantsEver returns the roles that a user holds or held, in the order in which they were given, at most 200.
func (tx Tx) GrantsEver(userID string) ([]GrantRow, error) {
	var rows []GrantRow
	err := tx.db.Raw(`SELECT g.*, n.name AS unit_name, a.name AS granted_by_name, b.name AS confirmed_by_name, c.name AS revoked_by_name
		FROM grants g JOIN units n ON n.id = g.unit_id LEFT JOIN users a ON a.id = g.granted_by LEFT JOIN users b ON b.id = g.confirmed_by
		LEFT JOIN users c ON c.id = g.revoked_by WHERE g.user_id = ? ORDER BY g.created_at, g.id LIMIT 200`, userID).Scan(&rows).Error
	return rows, translate(err)
}
