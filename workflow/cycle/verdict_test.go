package cycle_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"rectify/workflow/clock"
	"rectify/workflow/cycle"
	"rectify/workflow/words"
)

// at reads a moment of September 2023 in Shanghai: "13 15:00:00".
func at(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04:05.999999", "2023-09-"+s, clock.Shanghai)
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

func TestVerdict(t *testing.T) {
	due, next := at("13 15:00:00"), at("20 15:00:00")
	for _, c := range []struct {
		name      string
		submitted string // empty: nothing received
		now       string
		want      cycle.Status
	}{
		{"before it is due", "", "13 14:59:59", cycle.Pending},
		{"at the due moment one can still report", "", "13 15:00:00", cycle.Pending},
		{"just past it", "", "13 15:00:00.000001", cycle.Missing},
		{"long past it", "", "28 00:00:00", cycle.Missing},
		{"received early", "12 09:00:00", "13 10:00:00", cycle.OnTime},
		{"received at the due moment", "13 15:00:00", "14 09:00:00", cycle.OnTime},
		{"received just past it", "13 15:00:00.000001", "14 09:00:00", cycle.Late},
		{"received at the next due moment", "20 15:00:00", "21 09:00:00", cycle.Late},
		{"received past the next due moment", "20 15:00:00.000001", "21 09:00:00", cycle.MadeUp},
		{"as it stood before it was received", "14 10:00:00", "14 09:00:00", cycle.Missing},
	} {
		facts := cycle.Facts{Due: due, Next: &next}
		if c.submitted != "" {
			submitted := at(c.submitted)
			facts.Submitted = &submitted
		}
		if got := cycle.Verdict(facts, at(c.now)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		if facts.Exempt = true; cycle.Verdict(facts, at(c.now)) != cycle.Exempt {
			t.Errorf("%s: an exempt unit is not exempt", c.name)
		}
	}
}

func TestTheLastCycleIsNeverMadeUp(t *testing.T) {
	submitted := at("30 12:00:00")
	if got := cycle.Verdict(cycle.Facts{Due: at("27 15:00:00"), Submitted: &submitted}, submitted); got != cycle.Late {
		t.Errorf("got %s, want late", got)
	}
}

func TestEveryStatusAndPolicyIsNamed(t *testing.T) {
	var labels []words.Label
	for _, s := range cycle.Statuses {
		labels = append(labels, s.Label())
	}
	for _, p := range cycle.Policies {
		labels = append(labels, p.Label())
	}
	seen := map[words.Label]bool{}
	for i, l := range labels {
		if l.ZH == "" || l.EN == "" || seen[l] {
			t.Errorf("label %d is empty or used twice: %+v", i, l)
		}
		seen[l] = true
	}
}

// As time passes a verdict changes only from pending to missing, and from either to what the receipt makes of it.
func TestVerdictsMoveForward(t *testing.T) {
	due := at("13 15:00:00")
	next := due.AddDate(0, 0, 7)
	rank := map[cycle.Status]int{cycle.Pending: 0, cycle.Missing: 1, cycle.OnTime: 2, cycle.Late: 2, cycle.MadeUp: 2}
	rapid.Check(t, func(t *rapid.T) {
		hours := rapid.IntRange(-24*10, 24*20)
		submitted := due.Add(time.Duration(hours.Draw(t, "submitted")) * time.Hour)
		facts := cycle.Facts{Due: due, Next: &next, Submitted: &submitted}
		now := due.Add(time.Duration(hours.Draw(t, "now")) * time.Hour)
		later := now.Add(time.Duration(rapid.IntRange(0, 400).Draw(t, "later")) * time.Hour)
		before, after := cycle.Verdict(facts, now), cycle.Verdict(facts, later)
		if rank[after] < rank[before] || rank[before] == 2 && after != before {
			t.Fatalf("%s at %v became %s at %v", before, now, after, later)
		}
	})
}
