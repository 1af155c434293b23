package workflow

import (
	"context"
	"errors"
	"time"

	"rectify/models"
	"rectify/workflow/cycle"
)

// Matrix is who has handed in what: units by cycles. Nothing of it is stored.
type Matrix struct {
	Cycles []models.Cycle // series by series, in order of time
	Units  []MatrixUnit   // in official order
	// Blocked says why further cycles cannot be planned, such as a notice that is missing; nil when they can.
	Blocked []Reason
}

// MatrixUnit is one row: what one unit owes.
type MatrixUnit struct {
	ID, Name string
	Cells    []MatrixCell // in the order of Matrix.Cycles, without those that the unit does not owe
}

// MatrixCell is what came of one report.
type MatrixCell struct {
	models.Receipt
	Status cycle.Status
	Urges  *Urges // nil when it was not urged
}

// Urges is how often something was urged.
type Urges struct {
	Times   int
	LastAt  time.Time
	AgainAt *time.Time // from when on it may be urged again; nil when now
}

// Tally counts reports by status.
type Tally map[cycle.Status]int

// Owed is how many reports are owed: all but the exempt ones.
func (t Tally) Owed() int {
	owed := 0
	for status, n := range t {
		if status != cycle.Exempt {
			owed += n
		}
	}
	return owed
}

// Matrix computes who has handed in what in a campaign as it stands now, for the units the viewer may see.
func (e *Engine) Matrix(ctx context.Context, v models.Viewer, campaignID string) (Matrix, error) {
	tx, now := e.store.View(ctx), e.clock.Now()
	campaign, err := tx.CampaignByID(campaignID)
	if err != nil {
		return Matrix{}, notFound(err)
	}
	m := Matrix{}
	if m.Cycles, err = tx.Cycles(campaignID); err != nil {
		return m, err
	}
	receipts, err := tx.Receipts(v, campaignID)
	if err != nil {
		return m, err
	}
	m.fill(receipts, now)
	if err := m.fillUrges(tx, v, campaign, now); err != nil {
		return m, err
	}
	var refusal *Error
	if _, err := missingCycles(tx, campaign, m.Cycles, now); errors.As(err, &refusal) {
		m.Blocked = refusal.Reasons
	} else if err != nil {
		return m, err
	}
	return m, nil
}

func (m *Matrix) fill(receipts []models.Receipt, now time.Time) {
	facts := map[string]cycle.Facts{}
	for i, c := range m.Cycles {
		f := cycle.Facts{Due: c.DueAt}
		if i+1 < len(m.Cycles) && m.Cycles[i+1].Series == c.Series {
			f.Next = &m.Cycles[i+1].DueAt
		}
		facts[c.ID] = f
	}
	for _, r := range receipts {
		if n := len(m.Units); n == 0 || m.Units[n-1].ID != r.UnitID {
			m.Units = append(m.Units, MatrixUnit{ID: r.UnitID, Name: r.UnitName})
		}
		f, known := facts[r.CycleID]
		if !known { // planned between the two statements
			continue
		}
		f.Submitted, f.Exempt = r.SubmittedAt, r.ExemptReason != ""
		unit := &m.Units[len(m.Units)-1]
		unit.Cells = append(unit.Cells, MatrixCell{Receipt: r, Status: cycle.Verdict(f, now)})
	}
}

// fillUrges says of each report how often it was urged, begun or not.
func (m *Matrix) fillUrges(tx models.Tx, v models.Viewer, campaign models.Campaign, now time.Time) error {
	policies, err := ParsePolicies(string(campaign.Policies))
	if err != nil {
		return err
	}
	units := []string{}
	for _, u := range m.Units {
		units = append(units, u.ID)
	}
	if v.SeesCampaign() {
		units = nil
	}
	counts, err := tx.UrgesOfCycles(campaign.ID, units)
	if err != nil {
		return err
	}
	of := map[[2]string]models.UrgeCount{}
	for _, c := range counts {
		of[[2]string{c.CycleID, c.UnitID}] = c
	}
	for _, u := range m.Units {
		for i := range u.Cells {
			cell := &u.Cells[i]
			count, urged := of[[2]string{cell.CycleID, u.ID}]
			if !urged {
				continue
			}
			cell.Urges = &Urges{Times: count.Times, LastAt: count.LastAt}
			if again := policies.UrgeAgain(count.LastAt); cell.SubmittedAt == nil && now.Before(again) {
				cell.Urges.AgainAt = &again
			}
		}
	}
	return nil
}

// Tallies counts the reports of each cycle.
func (m Matrix) Tallies() map[string]Tally {
	tallies := map[string]Tally{}
	for _, unit := range m.Units {
		for _, cell := range unit.Cells {
			if tallies[cell.CycleID] == nil {
				tallies[cell.CycleID] = Tally{}
			}
			tallies[cell.CycleID][cell.Status]++
		}
	}
	return tallies
}

// Tally counts the reports of the unit.
func (u MatrixUnit) Tally() Tally {
	tally := Tally{}
	for _, cell := range u.Cells {
		tally[cell.Status]++
	}
	return tally
}
