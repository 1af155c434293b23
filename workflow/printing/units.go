package printing

import (
	"strings"

	"rectify/models"
)

func (d *desk) unit(id string) models.Unit {
	for _, u := range d.units {
		if u.ID == id {
			return u
		}
	}
	return models.Unit{}
}

// unitOf is the first active unit of a kind in the official order.
func (d *desk) unitOf(kind models.UnitKind) models.Unit {
	for _, u := range d.units {
		if u.Kind == kind && u.Active {
			return u
		}
	}
	return models.Unit{}
}

// partyGroup is the body that issues the organisation's documents: the organisation's name with 党组 or 党委, as its unit
// is called.
func (d *desk) partyGroup() string {
	organisation := d.campaign.Organisation
	for _, body := range []string{"党组", "党委", "党总支", "党支部"} {
		if strings.HasSuffix(organisation, body) {
			return organisation
		}
	}
	for _, body := range []string{"党委", "党总支", "党支部"} {
		if strings.Contains(d.unitOf(models.UnitPartyGroup).Name, body) {
			return organisation + body
		}
	}
	return organisation + "党组"
}

// inside is a unit's name with the organisation's before it: 某局审计办公室, also where the unit is called 局审计办公室.
func (d *desk) inside(u models.Unit) string {
	if u.Name == "" || strings.HasPrefix(u.Name, d.campaign.Organisation) {
		return u.Name
	}
	for _, short := range []string{"局", "厅", "委", "部"} {
		if strings.HasSuffix(d.campaign.Organisation, short) {
			return d.campaign.Organisation + strings.TrimPrefix(u.Name, short)
		}
	}
	return d.campaign.Organisation + u.Name
}

// general is who prints what the organisation issues.
func (d *desk) general() string { return d.inside(d.unitOf(models.UnitGeneralOffice)) }
