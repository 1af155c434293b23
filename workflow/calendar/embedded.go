package calendar

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"github.com/golang-sql/civil"
)

// holidays are the State Council's notices for 2023 to 2026: ranges of days off, and make-up working days.
//
//go:embed holidays.json
var holidays []byte

// notice is one year in holidays.json.
type notice struct {
	DocNo  string       `json:"doc_no"`
	Issued civil.Date   `json:"issued"`
	Off    [][3]string  `json:"off"` // name, first day, last day
	Work   []civil.Date `json:"work"`
	// EncouragedOff are days on which employers are encouraged to let people take leave. The office works: they are
	// no days off.
	EncouragedOff []civil.Date `json:"encouraged_off"`
}

// makeup names a make-up working day; the notices do not always say which holiday it makes up for.
const makeup = "调休上班"

// Embedded returns the notices that come with the program, in order of year, to fill a new database.
func Embedded() []Year {
	var notices map[int]notice
	must(json.Unmarshal(holidays, &notices))
	var years []Year
	for number, n := range notices {
		y := Year{Year: number, DocNo: n.DocNo, Source: fmt.Sprintf("国务院办公厅关于%d年部分节假日安排的通知（%s）", number, n.Issued)}
		for _, span := range n.Off {
			for d := parse(span[1]); !d.After(parse(span[2])); d = d.AddDays(1) {
				y.Days = append(y.Days, Day{d, span[0], true})
			}
		}
		for _, d := range n.Work {
			y.Days = append(y.Days, Day{d, makeup, false})
		}
		slices.SortFunc(y.Days, func(a, b Day) int { return a.Date.DaysSince(b.Date) })
		years = append(years, y)
	}
	slices.SortFunc(years, func(a, b Year) int { return a.Year - b.Year })
	return years
}

// Default returns the calendar of the embedded notices.
func Default() *Calendar { return embedded() }

var embedded = sync.OnceValue(func() *Calendar {
	c, err := New(Embedded()...)
	must(err)
	return c
})

func parse(s string) civil.Date {
	d, err := civil.ParseDate(s)
	must(err)
	return d
}

// must holds because the data are compiled in and tested.
func must(err error) {
	if err != nil {
		panic(err)
	}
}
