package models

import (
	"encoding/json"
	"time"
)

// Campaign is one rectification: who was inspected by whom, from when to when, under which settings.
type Campaign struct {
	ID             string `gorm:"primaryKey"`
	Code           string // short name in addresses and on the command line
	Name           string
	Organisation   string
	InspectingBody string
	StartsOn       string          // YYYY-MM-DD
	EndsOn         string          // YYYY-MM-DD, included
	Phases         json.RawMessage // array of Phase
	Policies       json.RawMessage // settings, read over the defaults of package workflow
	Version        int64
	CreatedBy      string
	CreatedAt      time.Time
	UpdatedAt      time.Time
}

// AddCampaign stores a new campaign. A code that is taken gives ErrDuplicate.
func (tx Tx) AddCampaign(c Campaign) error { return translate(tx.db.Create(&c).Error) }

// CampaignByCode returns a campaign, or ErrNotFound.
func (tx Tx) CampaignByCode(code string) (Campaign, error) {
	var c Campaign
	return c, translate(tx.db.Where("code = ?", code).First(&c).Error)
}

// CampaignByID returns a campaign, or ErrNotFound.
func (tx Tx) CampaignByID(id string) (Campaign, error) {
	var c Campaign
	return c, translate(tx.db.Where("id = ?", id).First(&c).Error)
}

// CampaignsUntil returns the ids of the campaigns that are not over before a date (YYYY-MM-DD), in order.
func (tx Tx) CampaignsUntil(date string) ([]string, error) {
	var ids []string
	err := tx.db.Model(&Campaign{}).Where("ends_on >= ?", date).Order("id").Pluck("id", &ids).Error
	return ids, translate(err)
}

// SaveCampaign stores the settings of a campaign that was read at c.Version, and raises the version by one. When it is no
// longer at that version the result is ErrConflict.
func (tx Tx) SaveCampaign(c Campaign) error {
	result := tx.db.Model(&Campaign{}).Where("id = ? AND version = ?", c.ID, c.Version).Updates(map[string]any{
		"name": c.Name, "organisation": c.Organisation, "inspecting_body": c.InspectingBody, "starts_on": c.StartsOn,
		"ends_on": c.EndsOn, "phases": c.Phases, "policies": c.Policies, "version": c.Version + 1, "updated_at": c.UpdatedAt})
	if result.Error == nil && result.RowsAffected == 0 {
		return ErrConflict
	}
	return translate(result.Error)
}

// CampaignsAfter returns campaigns, the latest start first, from behind the one with that start and id ("" for the first).
func (tx Tx) CampaignsAfter(startsOn, id string, limit int) ([]Campaign, error) {
	q := tx.db.Order("starts_on DESC, id DESC").Limit(limit)
	if id != "" {
		q = q.Where("(starts_on, id) < (?, ?)", startsOn, id)
	}
	var campaigns []Campaign
	return campaigns, translate(q.Find(&campaigns).Error)
}
