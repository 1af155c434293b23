package models

import "time"

// AccountRow is an account with what a review looks at.
type AccountRow struct {
	User
	Grants     []RoleGrant
	LastSignIn *time.Time // nil when nobody has ever signed in with it
}

// AccountsAfter returns every account, disabled ones included, in the order of their logins, from behind that login.
func (tx Tx) AccountsAfter(login string, limit int) ([]AccountRow, error) {
	users, err := tx.UsersAfter(login, limit)
	if err != nil || len(users) == 0 {
		return nil, err
	}
	rows, ids, at := make([]AccountRow, len(users)), make([]string, len(users)), map[string]int{}
	for i, u := range users {
		rows[i].User, ids[i], at[u.ID] = u, u.ID, i
	}
	grants, err := tx.Grants(ids...)
	if err != nil {
		return nil, err
	}
	for _, g := range grants {
		row := &rows[at[g.UserID]]
		row.Grants = append(row.Grants, g)
	}
	var last []Session
	err = tx.db.Raw(`SELECT s.user_id, s.created_at FROM users u JOIN sessions s ON s.id = (SELECT n.id FROM sessions n
		WHERE n.user_id = u.id AND n.service_token_id IS NULL ORDER BY n.created_at DESC, n.id DESC LIMIT 1) WHERE u.id IN ?`, ids).Scan(&last).Error
	for _, s := range last {
		rows[at[s.UserID]].LastSignIn = &s.CreatedAt
	}
	return rows, translate(err)
}
