package models_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"rectify/models"
	"rectify/models/fixture"
	"rectify/models/testdb"
)

// Every pair of roles, by every way in which a user could come to hold both: a second row, a row whose role is changed, one
// that is moved to him, one that was revoked and is given back. The database itself keeps administrators apart.
func TestDatabaseSeparatesRoles(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := fixture.New(t, store)
		for _, first := range models.Roles {
			for _, second := range models.Roles {
				admin := slices.Contains(models.Administrators, first) || slices.Contains(models.Administrators, second)
				for _, way := range ways {
					err := way.try(t, w, first, second)
					switch {
					case first == second:
					case admin && (err == nil || !strings.Contains(err.Error(), "grants_separate")):
						t.Errorf("%s besides %s by %s: %v", second, first, way.name, err)
					case !admin && err != nil:
						t.Errorf("%s besides %s by %s: %v", second, first, way.name, err)
					}
				}
			}
		}
	})
}

// ways give a fresh user the first role and then try to let him hold the second as well.
var ways = []struct {
	name string
	try  func(t *testing.T, w *fixture.World, first, second models.Role) error
}{
	{"insert", func(t *testing.T, w *fixture.World, first, second models.Role) error {
		user := newUser(t, w)
		give(t, w, user, "audit", first, nil)
		return w.Store.InTx(t.Context(), func(tx models.Tx) error { return tx.AddGrant(grantOf(w, user, "general", second, nil)) })
	}},
	{"change of role", func(t *testing.T, w *fixture.World, first, second models.Role) error {
		user := newUser(t, w)
		give(t, w, user, "audit", first, nil)
		changed := give(t, w, user, "general", first, nil)
		return exec(t, w, "UPDATE grants SET role = $1 WHERE id = $2", second, changed)
	}},
	{"change of user", func(t *testing.T, w *fixture.World, first, second models.Role) error {
		user := newUser(t, w)
		give(t, w, user, "audit", first, nil)
		moved := give(t, w, newUser(t, w), "general", second, nil)
		return exec(t, w, "UPDATE grants SET user_id = $1 WHERE id = $2", user, moved)
	}},
	{"giving back", func(t *testing.T, w *fixture.World, first, second models.Role) error {
		user, gone := newUser(t, w), fixture.Start
		give(t, w, user, "audit", first, nil)
		revoked := give(t, w, user, "general", second, &gone) // what is revoked separates nobody
		return exec(t, w, "UPDATE grants SET revoked_at = NULL WHERE id = $1", revoked)
	}},
}

// A role that a person gives needs another one who confirmed it, and neither gives it to himself.
func TestDatabaseWantsTwoPeople(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := fixture.New(t, store)
		security, auditing, clerk := w.People["security"].UserID, w.People["auditing"].UserID, w.People["clerk"].UserID
		for _, c := range []struct {
			name             string
			given, confirmed *string
			want             string
		}{
			{"one person", &security, nil, "grants_confirmed"},
			{"the same person twice", &security, &security, "grants_confirmed_by_another"},
			{"confirmed by who gets it", &security, &clerk, "grants_confirmed_by_another"},
			{"proposed by who gets it", &clerk, &security, "grants_confirmed"},
			{"two people", &security, &auditing, ""},
		} {
			err := store.InTx(t.Context(), func(tx models.Tx) error {
				g := grantOf(w, clerk, "general", models.RoleDrafter, nil)
				g.GrantedBy, g.ConfirmedBy = c.given, c.confirmed
				return tx.AddGrant(g)
			})
			if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: %v", c.name, err)
			}
		}
	})
}

func newUser(t *testing.T, w *fixture.World) string {
	t.Helper()
	id := models.NewID()
	err := w.Store.InTx(t.Context(), func(tx models.Tx) error {
		return tx.AddUser(models.User{ID: id, Login: id, Name: "某", PasswordChangedAt: fixture.Start, AuthzVersion: 1, CreatedAt: fixture.Start, UpdatedAt: fixture.Start})
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func grantOf(w *fixture.World, user, unit string, role models.Role, revoked *time.Time) models.RoleGrant {
	return models.RoleGrant{ID: models.NewID(), UserID: user, UnitID: w.Units[unit].ID, Role: role, CreatedAt: fixture.Start, RevokedAt: revoked}
}

// give stores a grant that must be possible and returns its id.
func give(t *testing.T, w *fixture.World, user, unit string, role models.Role, revoked *time.Time) string {
	t.Helper()
	g := grantOf(w, user, unit, role, revoked)
	if err := w.Store.InTx(t.Context(), func(tx models.Tx) error { return tx.AddGrant(g) }); err != nil {
		t.Fatal(err)
	}
	return g.ID
}

func exec(t *testing.T, w *fixture.World, statement string, args ...any) error {
	t.Helper()
	_, err := w.Store.SQL().ExecContext(t.Context(), statement, args...)
	return err
}
