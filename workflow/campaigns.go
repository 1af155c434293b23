package workflow

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/golang-sql/civil"

	"rectify/models"
	"rectify/workflow/words"
)

// Phase is a part of a campaign, both days included.
type Phase struct {
	Name     string     `json:"name"`
	StartsOn civil.Date `json:"starts_on"`
	EndsOn   civil.Date `json:"ends_on"`
}

// NewCampaign is what a campaign is created from.
type NewCampaign struct {
	Code string // unique
	CampaignSettings
}

// CampaignSettings is everything about a campaign that can be set.
type CampaignSettings struct {
	Name           string     `json:"name"`
	Organisation   string     `json:"organisation"`
	InspectingBody string     `json:"inspecting_body"`
	StartsOn       civil.Date `json:"starts_on"`
	EndsOn         civil.Date `json:"ends_on"` // included
	Phases         []Phase    `json:"phases"`
	Policies       Policies   `json:"policies"`
}

// SettingsOf reads what is stored of a campaign.
func SettingsOf(c models.Campaign) (CampaignSettings, error) {
	s := CampaignSettings{Name: c.Name, Organisation: c.Organisation, InspectingBody: c.InspectingBody}
	var errs [4]error
	s.StartsOn, errs[0] = civil.ParseDate(c.StartsOn)
	s.EndsOn, errs[1] = civil.ParseDate(c.EndsOn)
	errs[2] = json.Unmarshal(c.Phases, &s.Phases)
	s.Policies, errs[3] = ParsePolicies(string(c.Policies))
	if err := errors.Join(errs[:]...); err != nil {
		return s, fmt.Errorf("campaign %s: %w", c.ID, err)
	}
	return s, nil
}

// into stores the settings in a row, once they are checked.
func (s CampaignSettings) into(c *models.Campaign) error {
	c.Name, c.Organisation, c.InspectingBody = s.Name, s.Organisation, s.InspectingBody
	c.StartsOn, c.EndsOn = s.StartsOn.String(), s.EndsOn.String()
	if err := RefuseFor(s.check()); err != nil {
		return err
	}
	_, err := s.Policies.SeriesOf(*c)
	var refusal *Error
	if errors.As(err, &refusal) {
		for i := range refusal.Reasons {
			refusal.Reasons[i].Field = "body." + refusal.Reasons[i].Field
		}
	}
	if err != nil {
		return err
	}
	var err2 error
	c.Phases, err = json.Marshal(append([]Phase{}, s.Phases...)) // never null
	c.Policies, err2 = json.Marshal(s.Policies)
	return errors.Join(err, err2)
}

// check names every fault of the settings: phases lie inside the campaign, one after the other.
func (s CampaignSettings) check() []Reason {
	var reasons []Reason
	if s.EndsOn.Before(s.StartsOn) {
		reasons = append(reasons, Reason{Code: words.EndsBeforeStart, Field: "body.ends_on"})
	}
	last := s.StartsOn.AddDays(-1)
	for i, p := range s.Phases {
		field := fmt.Sprintf("body.phases[%d].", i)
		switch {
		case p.EndsOn.Before(p.StartsOn):
			reasons = append(reasons, Reason{Code: words.EndsBeforeStart, Field: field + "ends_on"})
		case !p.StartsOn.After(last):
			reasons = append(reasons, Reason{Code: words.PhaseOverlaps, Field: field + "starts_on"})
		case p.EndsOn.After(s.EndsOn):
			reasons = append(reasons, Reason{Code: words.PhaseOutside, Field: field + "ends_on"})
		}
		last = p.EndsOn
	}
	return append(reasons, s.Policies.check()...)
}

// CreateCampaign begins a campaign. The result is the models.Campaign.
func (e *Engine) CreateCampaign(ctx context.Context, v models.Viewer, r Request, in NewCampaign) (Answer, error) {
	return e.administer(ctx, v, r, CampaignAdmins, func(w *writing) (any, error) {
		c := models.Campaign{ID: models.NewID(), Code: in.Code, Version: 1, CreatedBy: v.UserID, CreatedAt: w.now, UpdatedAt: w.now}
		if err := in.into(&c); err != nil {
			return nil, err
		}
		if err := w.tx.AddCampaign(c); errors.Is(err, models.ErrDuplicate) {
			return nil, exists(words.Label{ZH: "专项代码", EN: "campaign code"}, in.Code)
		} else if err != nil {
			return nil, err
		}
		return c, w.recordChange("create", "campaign", c.ID, in.CampaignSettings, nil, in.CampaignSettings)
	})
}

// CampaignChange is what may be changed of a campaign; nil leaves it as it is.
type CampaignChange struct {
	Name           *string
	Organisation   *string
	InspectingBody *string
	StartsOn       *civil.Date
	EndsOn         *civil.Date
	Phases         *[]Phase
	Policies       *Policies
}

// ChangeCampaign changes a campaign that is still at ifVersion (nil for any). The result is the models.Campaign.
func (e *Engine) ChangeCampaign(ctx context.Context, v models.Viewer, r Request, id string, ifVersion *int64, change CampaignChange) (Answer, error) {
	return e.administer(ctx, v, r, CampaignAdmins, func(w *writing) (any, error) {
		c, err := w.tx.CampaignByID(id)
		if err != nil {
			return nil, err
		}
		if ifVersion != nil && *ifVersion != c.Version {
			return nil, &Error{Class: Conflict, Code: words.StaleVersion, Version: c.Version}
		}
		s, err := SettingsOf(c)
		if err != nil {
			return nil, err
		}
		before := s
		set(&s.Name, change.Name)
		set(&s.Organisation, change.Organisation)
		set(&s.InspectingBody, change.InspectingBody)
		set(&s.StartsOn, change.StartsOn)
		set(&s.EndsOn, change.EndsOn)
		set(&s.Phases, change.Phases)
		set(&s.Policies, change.Policies)
		if err := s.into(&c); err != nil {
			return nil, err
		}
		c.UpdatedAt = w.now
		if err := w.tx.SaveCampaign(c); err != nil {
			return nil, err
		}
		c.Version++
		return c, w.recordChange("change", "campaign", id, s, before, s)
	})
}
