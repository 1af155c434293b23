package deadline

import (
	"encoding/json"
	"os"
	"slices"
	"testing"

	"github.com/golang-sql/civil"

	"rectify/workflow/clock"
	"rectify/workflow/words"
)

// vector is one entry of testdata/deadlines.json. A field that is absent there is nil here and not checked; a due of
// null is kept as "null" and demands that there is none.
type vector struct {
	Raw                string
	Base               civil.Date
	BaseYear           int `json:"base_year"`
	Kind               Kind
	Due                json.RawMessage
	Start              *civil.Date
	NotBefore          *civil.Date `json:"not_before"`
	First              *civil.Date
	Status             json.RawMessage
	LongTerm           *bool   `json:"long_term"`
	Immediate          *bool   `json:"immediate"`
	Inclusive          *bool   `json:"inclusive"`
	Approx             *bool   `json:"approx"`
	Precision          *string `json:"precision"`
	Offset             *int
	Unit               *string
	Anchor             *string
	AnchorRequired     bool `json:"anchor_required"`
	NeedsClarification bool `json:"needs_clarification"`
	NeedsMilestones    bool `json:"needs_milestones"`
	RRule              *string
	TZ                 *string
	HolidayPolicy      *string      `json:"holiday_policy"`
	NextOccurrences    []civil.Date `json:"next_occurrences"`
	DueEvent           *string      `json:"due_event"`
	Dues               []civil.Date
	Counts             []int
	Error              *string
	Example            *struct{ Anchor, Due civil.Date }
	Source, Note       string // for the reader
}

func TestVectors(t *testing.T) {
	file, err := os.Open("testdata/deadlines.json")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var vectors []vector
	dec := json.NewDecoder(file)
	dec.DisallowUnknownFields() // a field nobody checks would be a promise nobody keeps
	if err := dec.Decode(&vectors); err != nil {
		t.Fatal(err)
	}
	if len(vectors) < 54 {
		t.Fatalf("only %d vectors: the file was cut", len(vectors))
	}
	for _, v := range vectors {
		t.Run(v.Raw, func(t *testing.T) { v.check(t) })
	}
}

func (v vector) check(t *testing.T) {
	base := Base{Date: v.Base}
	if v.BaseYear != 0 {
		base.Date = date(v.BaseYear, 1, 1)
	}
	d := Parse(v.Raw, base)
	t.Logf("%s", d.Readable(words.Chinese))
	same(t, "raw", d.Raw, v.Raw)
	same(t, "kind", d.Kind, v.Kind)
	sameDate(t, "due", d.Due, v.Due)
	given(t, "start", d.NotBefore, v.Start)
	given(t, "not_before", d.NotBefore, v.NotBefore)
	given(t, "first", d.First, v.First)
	if v.Status != nil {
		var want string
		if err := json.Unmarshal(v.Status, &want); err != nil {
			t.Fatal(err)
		}
		same(t, "status", d.Status, want)
	}
	given(t, "long_term", &d.LongTerm, v.LongTerm)
	given(t, "immediate", &d.Immediate, v.Immediate)
	given(t, "inclusive", &d.Inclusive, v.Inclusive)
	given(t, "approx", &d.Approx, v.Approx)
	given(t, "precision", &d.Precision, v.Precision)
	given(t, "offset", &d.Offset, v.Offset)
	given(t, "unit", &d.Unit, v.Unit)
	given(t, "rrule", &d.RRule, v.RRule)
	given(t, "holiday_policy", &d.HolidayPolicy, v.HolidayPolicy)
	given(t, "due_event", &d.DueEvent, v.DueEvent)
	if v.Anchor != nil && v.Kind == Anchor {
		same(t, "anchor", d.NotBefore.String(), *v.Anchor)
	} else {
		given(t, "anchor", &d.Anchor, v.Anchor)
	}
	if v.AnchorRequired {
		same(t, "anchor", d.Anchor, "")
		found(t, d, words.DeadlineAnchorMissing)
	}
	if v.NeedsMilestones {
		found(t, d, words.DeadlineMilestones)
	}
	if v.NeedsClarification && !d.NeedsConfirmation {
		t.Error("a person must be asked")
	}
	if v.Kind == Status {
		found(t, d, words.DeadlineStatusClaimed)
	}
	if v.Error != nil {
		same(t, "error", *v.Error, "no such day")
		found(t, d, words.DeadlineNoSuchDay)
	}
	if v.TZ != nil {
		same(t, "tz", clock.Shanghai.String(), *v.TZ)
	}
	if v.Dues != nil && !slices.Equal(d.Dues, v.Dues) {
		t.Errorf("dues = %v, want %v", d.Dues, v.Dues)
	}
	if v.Counts != nil && !slices.Equal(d.Counts, v.Counts) {
		t.Errorf("counts = %v, want %v", d.Counts, v.Counts)
	}
	if v.NextOccurrences != nil {
		got, err := d.Occurrences(v.Base, len(v.NextOccurrences), calendar2023)
		if err != nil || !slices.Equal(got, v.NextOccurrences) {
			t.Errorf("occurrences = %v (%v), want %v", got, err, v.NextOccurrences)
		}
	}
	if v.Example != nil {
		got, err := d.Resolve(v.Example.Anchor, calendar2023)
		if err != nil || got != v.Example.Due {
			t.Errorf("resolved = %v (%v), want %v", got, err, v.Example.Due)
		}
	}
}
