package calendar

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/golang-sql/civil"

	"rectify/workflow/words"
)

// MaxBytes is the most a file of one year may have; real ones have about 4 KiB.
const MaxBytes = 64 << 10

// yearFile is one year in the form of the public data set holiday-cn.
type yearFile struct {
	Schema string    `json:"$schema,omitempty"`
	ID     string    `json:"$id,omitempty"`
	Year   int       `json:"year"`
	Papers []string  `json:"papers"`
	Days   []dayFile `json:"days"`
}

type dayFile struct {
	Name     string `json:"name"`
	Date     string `json:"date"`
	IsOffDay *bool  `json:"isOffDay"` // nil: the file does not say
}

// ParseYear reads a notice in holiday-cn's form:
//
//	{"year": 2023, "papers": ["https://…"], "days": [{"name": "元旦", "date": "2022-12-31", "isOffDay": true}, …]}
//
// UTF-8, at most MaxBytes, no other fields than these and "$schema" and "$id". The papers become the lines of Source;
// the form has no place for DocNo. The notice is good only when there are no findings; they are everything wrong with
// it that can be told at once.
func ParseYear(r io.Reader) (Year, []Finding) {
	var file yearFile
	if f := decode(r, &file); f != nil {
		return Year{}, []Finding{*f}
	}
	var findings []Finding
	y := Year{Year: file.Year, Source: strings.Join(file.Papers, "\n")}
	if strings.TrimSpace(y.Source) == "" {
		findings = append(findings, Finding{words.CalendarNoSource, nil, "papers"})
	}
	for i, day := range file.Days {
		date, err := civil.ParseDate(day.Date)
		if err != nil {
			findings = append(findings, Finding{words.CalendarInvalidDate, words.Params{"date": day.Date}, fmt.Sprintf("days[%d].date", i)})
		}
		if day.IsOffDay == nil {
			findings = append(findings, Finding{words.CalendarDayKind, words.Params{"date": day.Date}, fmt.Sprintf("days[%d].isOffDay", i)})
		}
		y.Days = append(y.Days, Day{date, day.Name, day.IsOffDay != nil && *day.IsOffDay})
	}
	if len(findings) > 0 {
		return y, findings // what Check would add are consequences of these
	}
	findings = y.Check()
	slices.SortFunc(y.Days, func(a, b Day) int { return a.Date.DaysSince(b.Date) })
	return y, findings
}

// decode reads exactly one JSON value of the agreed form.
func decode(r io.Reader, file *yearFile) *Finding {
	data, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return unreadable(err)
	}
	if len(data) > MaxBytes {
		return &Finding{Code: words.CalendarTooLarge, Params: words.Params{"limit": MaxBytes}}
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff")) // some editors write a byte order mark
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(file); err != nil {
		if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
			return &Finding{Code: words.CalendarUnknownField, Params: words.Params{"name": name}}
		}
		return unreadable(err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return unreadable(errors.New("more text after the end of the data"))
	}
	return nil
}

func unreadable(err error) *Finding {
	return &Finding{Code: words.CalendarUnreadable, Params: words.Params{"detail": err.Error()}}
}
