package calendar_test

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"rectify/workflow/calendar"
	"rectify/workflow/words"
)

// file renders a small complete notice of 2030 with more days behind its own.
func file(more string) string {
	return `{"$schema":"schema.json","$id":"2030.json","year":2030,"papers":["https://example.org/notice"],"days":[
		{"name":"元旦","date":"2030-01-01","isOffDay":true},
		{"name":"劳动节","date":"2030-05-01","isOffDay":true},
		{"name":"国庆节","date":"2030-10-01","isOffDay":true}` + more + `]}`
}

func TestParseYear(t *testing.T) {
	y, findings := calendar.ParseYear(strings.NewReader("\ufeff" + file(`,{"name":"元旦","date":"2029-12-29","isOffDay":false}`)))
	if len(findings) > 0 {
		t.Fatalf("findings %v", findings)
	}
	want := calendar.Year{Year: 2030, Source: "https://example.org/notice", Days: []calendar.Day{
		{Date: date("2029-12-29"), Name: "元旦"},
		{Date: date("2030-01-01"), Name: "元旦", Off: true},
		{Date: date("2030-05-01"), Name: "劳动节", Off: true},
		{Date: date("2030-10-01"), Name: "国庆节", Off: true},
	}}
	if !reflect.DeepEqual(y, want) {
		t.Errorf("got %+v\nwant %+v", y, want)
	}
}

func TestParseYearFindings(t *testing.T) {
	for _, c := range []struct {
		name, input string
		want        []words.Code
		field       string // of the first finding
	}{
		{"no JSON", "year: 2030", []words.Code{words.CalendarUnreadable}, ""},
		{"nothing", "", []words.Code{words.CalendarUnreadable}, ""},
		{"two values", file("") + "{}", []words.Code{words.CalendarUnreadable}, ""},
		{"a year that is text", `{"year":"2030"}`, []words.Code{words.CalendarUnreadable}, ""},
		{"unknown field", file(`,{"name":"x","date":"2030-03-02","isOffDay":true,"pay":3}`), []words.Code{words.CalendarUnknownField}, ""},
		{"too large", file(strings.Repeat(" ", calendar.MaxBytes)), []words.Code{words.CalendarTooLarge}, ""},
		// Published like this while the notice is awaited: it must not turn holidays into working days.
		{"empty year", `{"year":2030,"papers":["x"],"days":[]}`, []words.Code{words.CalendarIncomplete, words.CalendarIncomplete, words.CalendarIncomplete}, "days"},
		{"no source", strings.Replace(file(""), `"https://example.org/notice"`, "", 1), []words.Code{words.CalendarNoSource}, "papers"},
		{"year out of range", strings.Replace(file(""), `"year":2030`, `"year":20230`, 1), []words.Code{words.CalendarYearRange}, "year"},
		{"no such day", file(`,{"name":"x","date":"2030-02-30","isOffDay":true}`), []words.Code{words.CalendarInvalidDate}, "days[3].date"},
		{"off or not unsaid", file(`,{"name":"x","date":"2030-03-02"}`), []words.Code{words.CalendarDayKind}, "days[3].isOffDay"},
		{"named twice", file(`,{"name":"x","date":"2030-10-01","isOffDay":true}`), []words.Code{words.CalendarDayTwice}, "days[3].date"},
		{"of another notice", file(`,{"name":"x","date":"2031-01-01","isOffDay":true}`), []words.Code{words.CalendarDayForeign}, "days[3].date"},
		{"November before", file(`,{"name":"x","date":"2029-11-30","isOffDay":true}`), []words.Code{words.CalendarDayForeign}, "days[3].date"},
		{"make-up day on a Monday", file(`,{"name":"x","date":"2030-03-04","isOffDay":false}`), []words.Code{words.CalendarWorkOnWeekday}, "days[3].isOffDay"},
		{"no name", file(`,{"name":"","date":"2030-03-02","isOffDay":true}`), []words.Code{words.CalendarDayName}, "days[3].name"},
		{"long name", file(`,{"name":"` + strings.Repeat("节", 31) + `","date":"2030-03-02","isOffDay":true}`), []words.Code{words.CalendarDayName}, "days[3].name"},
		{"name in GBK", file(",{\"name\":\"\xb4\xba\xbd\xda\",\"date\":\"2030-03-02\",\"isOffDay\":true}"), []words.Code{words.CalendarDayName}, "days[3].name"},
		{"two faults at once", file(`,{"name":"x","date":"2031-03-04","isOffDay":false}`), []words.Code{words.CalendarDayForeign, words.CalendarWorkOnWeekday}, "days[3].date"},
	} {
		_, findings := calendar.ParseYear(strings.NewReader(c.input))
		var got []words.Code
		for _, f := range findings {
			got = append(got, f.Code)
			if s := words.Text(words.Chinese, f.Code, f.Params); strings.Contains(s, "{") || s == string(f.Code) {
				t.Errorf("%s: unfinished sentence %q", c.name, s)
			}
		}
		if !slices.Equal(got, c.want) || findings[0].Field != c.field {
			t.Errorf("%s: findings %v, want %v at %q", c.name, findings, c.want, c.field)
		}
	}
}

func TestParseYearReportsABrokenUpload(t *testing.T) {
	_, findings := calendar.ParseYear(iotest.ErrReader(errors.New("connection lost")))
	if len(findings) != 1 || findings[0].Code != words.CalendarUnreadable {
		t.Errorf("findings %v", findings)
	}
}

func TestNewRefusesContradictions(t *testing.T) {
	all := calendar.Embedded()
	claims := all[0]
	claims.Days = append(slices.Clone(claims.Days), calendar.Day{Date: date("2023-12-31"), Name: "元旦", Off: true})
	claimsToo := all[1]
	claimsToo.Days = append([]calendar.Day{{Date: date("2023-12-31"), Name: "元旦", Off: true}}, claimsToo.Days...)
	for name, c := range map[string]struct {
		years []calendar.Year
		want  words.Code
	}{
		"a year twice":                {[]calendar.Year{all[0], all[0]}, words.CalendarYearTwice},
		"a day in two notices":        {[]calendar.Year{claims, claimsToo}, words.CalendarDayTwice},
		"an incomplete notice":        {[]calendar.Year{{Year: 2031}}, words.CalendarIncomplete},
		"no year at all in a notice":  {[]calendar.Year{{}}, words.CalendarYearRange},
		"a bad notice among good one": {append(all, calendar.Year{Year: 2031}), words.CalendarIncomplete},
	} {
		_, err := calendar.New(c.years...)
		var invalid *calendar.InvalidError
		if !errors.As(err, &invalid) || invalid.Findings[0].Code != c.want {
			t.Errorf("%s: New = %v, want %s", name, err, c.want)
		}
	}
}
