package workflow

import (
	"testing"
	"time"

	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/password"
)

// A password is reset while somebody signs in with the old one. Whoever is first, no session of the old password lives on.
func TestResetWhileSigningIn(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		sessions := NewSessions(store, o.clock, SessionRules{Idle: time.Hour, Absolute: time.Hour})
		head := o.People["sanitation.head"].UserID
		const old = "the old password"
		hash := password.Hash(old)
		begun := time.Now()
		password.Check(hash, old)
		check := time.Since(begun)
		for i := range 6 {
			err := store.InTx(t.Context(), func(tx models.Tx) error {
				return tx.ChangeUser(head, models.UserChange{PasswordHash: &hash}, o.clock.Now())
			})
			if err != nil {
				t.Fatal(err)
			}
			done := make(chan error, 1)
			go func() {
				_, err := sessions.SignIn(t.Context(), Credentials{Login: "sanitation.head", Password: old})
				done <- err
			}()
			time.Sleep(check * time.Duration(i) / 4)
			if _, err := o.engine.ResetPassword(t.Context(), o.People["system"], Request{}, head); err != nil {
				t.Fatal(err)
			}
			if err := <-done; err != nil && ClassOf(err) != Unauthenticated {
				t.Fatal(err)
			}
			now := o.clock.Now()
			if live, err := store.View(t.Context()).LiveSessions(head, now, now.Add(-time.Hour)); err != nil || len(live) != 0 {
				t.Errorf("round %d: %d sessions are left, %v", i, len(live), err)
			}
		}
	})
}
