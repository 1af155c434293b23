package calendar_test

import (
	"bytes"
	"testing"

	"rectify/workflow/calendar"
	"rectify/workflow/words"
)

// FuzzParseYear: a notice is good or everything wrong with it has a sentence; a good one makes a calendar that knows its days.
func FuzzParseYear(f *testing.F) {
	for _, seed := range []string{file(""), file(`,{"name":"元旦","date":"2029-12-29","isOffDay":false}`), `{"year":2030}`, "\ufeff{}", `{"days":[{"date":"2030-02-30"}]}`, "[", file("") + "x"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, notice []byte) {
		y, findings := calendar.ParseYear(bytes.NewReader(notice))
		for _, finding := range findings {
			if !words.Known(finding.Code) {
				t.Fatalf("%s has no sentence", finding.Code)
			}
		}
		if len(findings) > 0 {
			return
		}
		c, err := calendar.New(y)
		if err != nil {
			t.Fatalf("a good notice makes no calendar: %v", err)
		}
		for _, day := range y.Days {
			if day.Date.Year != y.Year {
				continue
			}
			work, err := c.Workday(day.Date)
			if err != nil || work == day.Off {
				t.Fatalf("%v is off: %v; a workday: %v, %v", day.Date, day.Off, work, err)
			}
		}
	})
}
