package apitest_test

import (
	"testing"

	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/words"
)

// Two servers on one database and one clock: both know everybody of the fixture.
func TestWorld(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		for _, server := range []*apitest.World{w, w.Replica()} {
			about := apitest.Read[struct{ Name string }](server.As("audit.officer").Get("/api/v1/about").Want(200))
			if about.Name != "rectify" {
				t.Errorf("it is called %q", about.Name)
			}
			server.Anonymous().Get("/api/v1/nothing").Refused(404, words.NotFound)
		}
	})
}
