package models

// Account is a user with what was recorded of him.
type Account struct {
	User
	LastDetail string // of the newest audit record that gave him a name; "" when none is left
	LastName   string // in the newest history entry of his own acts; "" when he has none
}

// EachAccount calls see for every user, in the order of ids. An error of see ends it.
func (tx Tx) EachAccount(see func(Account) error) error {
	const page = 500
	last := ""
	for {
		var accounts []Account
		err := tx.db.Raw(`SELECT u.*,
			COALESCE((SELECT a.detail FROM audit_records a WHERE a.object_kind = 'user' AND a.object_id = CAST(u.id AS text)
				AND a.act IN ('create', 'change') AND a.detail LIKE '%"name":%' ORDER BY a.id DESC LIMIT 1), '') AS last_detail,
			COALESCE((SELECT h.actor_name FROM history h WHERE h.actor_id = u.id AND h.on_behalf_of IS NULL ORDER BY h.id DESC LIMIT 1), '') AS last_name
			FROM users u WHERE u.id > ? ORDER BY u.id LIMIT ?`, orZero(last), page).Scan(&accounts).Error
		if err != nil || len(accounts) == 0 {
			return translate(err)
		}
		for _, a := range accounts {
			if err := see(a); err != nil {
				return err
			}
		}
		last = accounts[len(accounts)-1].ID
	}
}
