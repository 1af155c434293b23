package workflow

import (
	"errors"
	"slices"
	"testing"

	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/calendar"
	"rectify/workflow/words"
)

// The stored calendar is the one that comes with the program, however often it is seeded.
func TestSeedCalendar(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newCampaignOffice(t, store)
		if err := o.engine.SeedCalendar(t.Context()); err != nil {
			t.Fatal(err)
		}
		stored, err := o.engine.Calendar(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, y := range calendar.Embedded() {
			for _, day := range y.Days {
				name, off, err := stored.Holiday(day.Date)
				if name != day.Name || off != day.Off || err != nil {
					t.Errorf("%s: %q, %v, %v; want %+v", day.Date, name, off, err, day)
				}
			}
		}
	})
}

// A deleted year stays deleted at the next start, and is unknown; who did it is on record.
func TestDeleteCalendarYear(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newCampaignOffice(t, store)
		admin := o.People["system"]
		if _, err := o.engine.DeleteCalendarYear(t.Context(), admin, Request{}, 2024); err != nil {
			t.Fatal(err)
		}
		if err := o.engine.SeedCalendar(t.Context()); err != nil {
			t.Fatal(err)
		}
		stored, err := o.engine.Calendar(t.Context())
		if err != nil || !slices.Equal(stored.Years(), []int{2023, 2025, 2026}) {
			t.Errorf("%v, %v", stored.Years(), err)
		}
		if _, err := o.engine.DeleteCalendarYear(t.Context(), admin, Request{}, 2024); ClassOf(err) != NotFound {
			t.Errorf("once more: %v", err)
		}
		changes, err := store.View(t.Context()).CalendarChanges(2024)
		if err != nil || len(changes) != 1 || changes[0].Change != "deleted" || changes[0].ChangedBy != admin.UserID {
			t.Errorf("%+v, %v", changes, err)
		}
	})
}

func TestImportCalendarYear(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newCampaignOffice(t, store)
		good := `{"year":2027,"papers":["https://example.org/2027"],"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true},
			{"name":"劳动节","date":"2027-05-01","isOffDay":true},{"name":"国庆节","date":"2027-10-01","isOffDay":true}]}`
		claimed := `{"year":2027,"papers":["https://example.org/2027"],"days":[{"name":"春节","date":"2026-02-17","isOffDay":true}]}`
		for _, c := range []struct {
			name, login string
			year        int
			file        string
			class       Class
			code        words.Code
		}{
			{"no administrator", "audit.officer", 2027, good, Forbidden, ""},
			{"another year", "system", 2028, good, Unmet, words.CalendarOtherYear},
			{"not a notice", "system", 2027, `[]`, Unmet, words.CalendarUnreadable},
			{"a day of another notice", "system", 2027, claimed, Unmet, words.CalendarDayForeign},
			{"good", "system", 2027, good, 0, ""},
			{"again", "system", 2027, good, 0, ""},
		} {
			_, err := o.engine.ImportCalendarYear(t.Context(), o.People[c.login], Request{}, c.year, c.file)
			var refusal *Error
			if ClassOf(err) != c.class || c.code != "" && (!errors.As(err, &refusal) || refusal.Reasons[0].Code != c.code) {
				t.Errorf("%s: %v", c.name, err)
			}
		}
		stored, err := o.engine.Calendar(t.Context())
		if err != nil || !slices.Contains(stored.Years(), 2027) {
			t.Errorf("%v, %v", stored.Years(), err)
		}
		changes, _ := store.View(t.Context()).CalendarChanges(2027)
		if len(changes) != 2 || changes[0].Change != "replaced" || changes[1].Change != "imported" {
			t.Errorf("%+v", changes)
		}
	})
}
