package workflow

import (
	"fmt"

	"rectify/models"
	"rectify/workflow/document"
	"rectify/workflow/words"
)

// directory finds units and lead leaders by the names that a table uses.
type directory struct {
	units   map[string]string // id by plain name and by code; "" for a unit that is still to be created
	leaders map[string][]string
	codes   map[string]bool
	last    int           // position
	missing []models.Unit // to be created, without ids
}

func readDirectory(tx models.Tx) (*directory, error) {
	d := &directory{units: map[string]string{}, leaders: map[string][]string{}, codes: map[string]bool{}}
	units, err := tx.Units()
	if err != nil {
		return nil, err
	}
	for _, u := range units {
		d.codes[u.Code], d.last = true, max(d.last, u.Position)
		if u.Active {
			d.units[plain(u.Name)], d.units[plain(u.Code)] = u.ID, u.ID
		}
	}
	leaders, err := tx.Leaders()
	if err != nil {
		return nil, err
	}
	for _, u := range leaders {
		d.leaders[plain(u.Name)] = append(d.leaders[plain(u.Name)], u.ID)
	}
	return d, nil
}

func (d *directory) unit(name string) string { return d.units[plain(name)] }

// leader returns the one user of this name who may lead, "" when there is none or more than one.
func (d *directory) leader(name string) string {
	if found := d.leaders[plain(name)]; len(found) == 1 {
		return found[0]
	}
	return ""
}

// want notes a unit that is to be created. It reports false when it is noted or known already.
func (d *directory) want(name string, kind models.UnitKind) bool {
	if _, known := d.units[plain(name)]; known {
		return false
	}
	d.units[plain(name)] = ""
	d.missing = append(d.missing, models.Unit{Name: name, Kind: kind, Active: true})
	return true
}

// createMissing stores the units that were noted, behind all others.
func (d *directory) createMissing(w *writing) error {
	for _, u := range d.missing {
		d.last++
		number := d.last
		for u.Code == "" || d.codes[u.Code] {
			u.Code = fmt.Sprintf("unit-%d", number)
			number++
		}
		d.codes[u.Code] = true
		u.ID, u.Position, u.CreatedAt, u.UpdatedAt = models.NewID(), d.last, w.now, w.now
		if err := w.tx.AddUnit(u); err != nil {
			return err
		}
		d.units[plain(u.Name)] = u.ID
	}
	return nil
}

// lookUpNames finds the units and leaders of what is to be created, and says whom nobody knows.
func (i *importing) lookUpNames() {
	for _, p := range i.result.Problems {
		if p.Status != ImportNew {
			continue
		}
		i.lookUpUnit(p.Problem, p.Unit, models.UnitDivision)
		for _, name := range p.CoUnits {
			i.lookUpUnit(p.Problem, name, models.UnitOutside)
		}
		if p.LeadLeader != "" && i.people.leader(p.LeadLeader) == "" {
			i.find(document.Confirm, p.Problem, words.ImportLeaderUnknown, words.Params{"leader": p.LeadLeader}, words.ExpectLeader)
		}
	}
}

func (i *importing) lookUpUnit(p document.Problem, name string, kind models.UnitKind) {
	switch {
	case name == "" || i.people.unit(name) != "": // a blank cell is the table's own finding
	case !i.CreateUnits:
		i.find(document.Error, p, words.ImportUnitUnknown, words.Params{"unit": name}, words.ExpectUnit)
	case i.people.want(name, kind):
		i.result.UnitsCreated = append(i.result.UnitsCreated, name)
	}
}

func (i *importing) find(severity document.Severity, p document.Problem, code words.Code, params words.Params, expected words.Code) {
	i.result.Findings = append(i.result.Findings, document.Finding{Severity: severity, Sheet: p.Rows.Sheet, Row: p.Rows.From,
		Code: code, Params: params, Expected: expected})
}
