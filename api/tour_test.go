package api_test

import (
	"os/exec"
	"strings"
	"testing"

	"rectify/api/apitest"
	"rectify/docs/section"
	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/password"
)

// The tour of the README works as it stands there. Only the address, the password and one login are this test's own.
func TestTourOfReadme(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash: ", err)
	}
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("no curl: ", err)
	}
	tour := strings.TrimSuffix(strings.TrimPrefix(section.Of(t, "../README.md", "tour"), "```bash\n"), "```\n")
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		prepareTour(t, w)
		lines := strings.NewReplacer("url=http://127.0.0.1:8080/", "url="+w.URL+"/", "sign_in audit.head", "sign_in audit.officer").Replace(tour)
		run := exec.CommandContext(t.Context(), bash, "-u", "-c", lines)
		var refused strings.Builder
		run.Stderr = &refused
		shown, err := run.Output()
		if err != nil {
			t.Fatalf("%v\n%s\n%s", err, shown, &refused)
		}
		if got := strings.Count(refused.String(), "\n"); got != 1 || !strings.Contains(refused.String(), `"code":"lateness_unexplained"`) {
			t.Errorf("the tour says that one command is refused, because it is late; refused were:\n%s", &refused)
		}
		var events []string
		for line := range strings.Lines(string(shown)) {
			if event, found := strings.CutPrefix(strings.TrimSpace(line), `"event":{"code":"`); found {
				events = append(events, strings.TrimSuffix(event, `"`))
			}
		}
		if got := strings.Join(events, " "); got != "create submit consolidate file" {
			t.Errorf("the report went through %q:\n%s", got, shown)
		}
		if found, err := w.Engine.Verify(t.Context(), w.Blobs); err != nil || found.Kinds[models.KindBulletin] != 1 {
			t.Errorf("verify: %+v, %v", found, err)
		}
	})
}

// prepareTour gives everybody the password of the demo, knows the holidays, and lets a year go by.
func prepareTour(t *testing.T, w *apitest.World) {
	t.Helper()
	hash := password.Hash("Zhenggai-2023")
	err := w.Store.InTx(t.Context(), func(tx models.Tx) error {
		for _, person := range w.People {
			if err := tx.ChangeUser(person.UserID, models.UserChange{PasswordHash: &hash}, w.Clock.Now()); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Engine.SeedCalendar(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.Clock.Set(w.Clock.Now().AddDate(1, 0, 0))
}
