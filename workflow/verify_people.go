package workflow

import (
	"errors"

	"rectify/models"
)

// ErrRenamed says that a user has another name than the records of his account say, or, where nothing was recorded of it,
// than the newest of his entries: who reads old entries would take them for somebody else's.
var ErrRenamed = errors.New("the name is not the one that was recorded")

// BadUser is a user whose row is not what was recorded of him.
type BadUser struct {
	UserID, Login, Name string
	Err                 error
}

// Error names the user and what is wrong.
func (b *BadUser) Error() string {
	return "user " + b.UserID + " (" + b.Login + ", " + b.Name + "): " + b.Err.Error()
}

// Unwrap gives what is wrong.
func (b *BadUser) Unwrap() error { return b.Err }

// verifyPeople holds the names of users against the audit log, which says of every account how it was named when it was
// created or renamed, and against history, where the log does not reach back.
func verifyPeople(tx models.Tx) error {
	return tx.EachAccount(func(a models.Account) error {
		want := a.LastName
		if a.LastDetail != "" {
			var named struct {
				Name string `json:"name"`
			}
			if err := readDetail(a.LastDetail, &named); err != nil {
				return err
			}
			want = named.Name
		}
		if want != "" && want != a.Name {
			return &BadUser{UserID: a.ID, Login: a.Login, Name: a.Name, Err: ErrRenamed}
		}
		return nil
	})
}
