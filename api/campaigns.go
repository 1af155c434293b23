package api

import (
	"context"
	"net/http"
	"time"

	"github.com/golang-sql/civil"

	"rectify/models"
	"rectify/workflow"
)

// Campaign is one rectification with all its settings.
type Campaign struct {
	ID             string            `json:"id" format:"uuid"`
	Code           string            `json:"code"`
	Name           string            `json:"name"`
	Organisation   string            `json:"organisation"`
	InspectingBody string            `json:"inspecting_body"`
	StartsOn       civil.Date        `json:"starts_on" format:"date"`
	EndsOn         civil.Date        `json:"ends_on" format:"date" doc:"含当日"`
	Phases         []Phase           `json:"phases"`
	Policies       workflow.Policies `json:"policies" doc:"现行设置；修改时整体提交"`
	Version        int64             `json:"version" doc:"修改时写入 If-Match"`
	CreatedAt      time.Time         `json:"created_at"`
	UpdatedAt      time.Time         `json:"updated_at"`
}

// Phase is a part of a campaign.
type Phase struct {
	Name     string     `json:"name" minLength:"1" maxLength:"50"`
	StartsOn civil.Date `json:"starts_on" format:"date"`
	EndsOn   civil.Date `json:"ends_on" format:"date" doc:"含当日"`
}

func phaseOf(p workflow.Phase) Phase { return Phase(p) }

func (p Phase) in() workflow.Phase { return workflow.Phase(p) }

func campaignOf(c models.Campaign) (Campaign, error) {
	settings, err := workflow.SettingsOf(c)
	return Campaign{ID: c.ID, Code: c.Code, Name: settings.Name, Organisation: settings.Organisation, InspectingBody: settings.InspectingBody,
		StartsOn: settings.StartsOn, EndsOn: settings.EndsOn, Phases: mapped(settings.Phases, phaseOf), Policies: settings.Policies, Version: c.Version,
		CreatedAt: c.CreatedAt, UpdatedAt: c.UpdatedAt}, err
}

func (s *Server) campaigns(ctx context.Context, _ models.Viewer, in *struct{ Paging }) (*Page[Campaign], error) {
	var startsOn, id string
	if _, err := in.after("campaigns", &startsOn, &id); err != nil {
		return nil, err
	}
	rows, err := s.deps.Store.View(ctx).CampaignsAfter(startsOn, id, in.Limit+1)
	if err != nil {
		return nil, err
	}
	items := make([]Campaign, len(rows))
	for i, row := range rows {
		if items[i], err = campaignOf(row); err != nil {
			return nil, err
		}
	}
	page, err := pageOf("campaigns", items, in.Limit, func(c Campaign) []any { return []any{c.StartsOn.String(), c.ID} })
	return &page, err
}

func (s *Server) campaign(ctx context.Context, _ models.Viewer, in *ByID) (*Campaign, error) {
	row, err := s.deps.Store.View(ctx).CampaignByID(in.ID)
	if err != nil {
		return nil, err
	}
	c, err := campaignOf(row)
	return &c, err
}

type newCampaign struct {
	Code           string             `json:"code" pattern:"^[A-Za-z0-9][A-Za-z0-9-]{0,31}$" doc:"简短、不再变动的代码"`
	Name           string             `json:"name" minLength:"1" maxLength:"100"`
	Organisation   string             `json:"organisation" minLength:"1" maxLength:"100"`
	InspectingBody string             `json:"inspecting_body,omitempty" maxLength:"100"`
	StartsOn       civil.Date         `json:"starts_on" format:"date"`
	EndsOn         civil.Date         `json:"ends_on" format:"date"`
	Phases         []Phase            `json:"phases,omitempty" maxItems:"20"`
	Policies       *workflow.Policies `json:"policies,omitempty" doc:"不给出时取默认设置"`
}

type newCampaignInput struct{ Body newCampaign }

func (s *Server) createCampaign(ctx context.Context, v models.Viewer, c Command, in *newCampaignInput) (workflow.Answer, error) {
	b := in.Body
	made := workflow.NewCampaign{Code: b.Code, CampaignSettings: workflow.CampaignSettings{Name: b.Name, Organisation: b.Organisation,
		InspectingBody: b.InspectingBody, StartsOn: b.StartsOn, EndsOn: b.EndsOn, Phases: mapped(b.Phases, Phase.in), Policies: workflow.DefaultPolicies()}}
	if b.Policies != nil {
		made.Policies = *b.Policies
	}
	return s.deps.Engine.CreateCampaign(ctx, v, c.Rendering(answerCampaign(http.StatusCreated)), made)
}

type campaignChange struct {
	Name           *string            `json:"name,omitempty" minLength:"1" maxLength:"100"`
	Organisation   *string            `json:"organisation,omitempty" minLength:"1" maxLength:"100"`
	InspectingBody *string            `json:"inspecting_body,omitempty" maxLength:"100"`
	StartsOn       *civil.Date        `json:"starts_on,omitempty" format:"date"`
	EndsOn         *civil.Date        `json:"ends_on,omitempty" format:"date"`
	Phases         *[]Phase           `json:"phases,omitempty" maxItems:"20"`
	Policies       *workflow.Policies `json:"policies,omitempty"`
}

type campaignChangeInput struct {
	ByID
	Body campaignChange
}

func (s *Server) changeCampaign(ctx context.Context, v models.Viewer, c Command, in *campaignChangeInput) (workflow.Answer, error) {
	b := in.Body
	change := workflow.CampaignChange{Name: b.Name, Organisation: b.Organisation, InspectingBody: b.InspectingBody, StartsOn: b.StartsOn,
		EndsOn: b.EndsOn, Policies: b.Policies}
	if b.Phases != nil {
		phases := mapped(*b.Phases, Phase.in)
		change.Phases = &phases
	}
	return s.deps.Engine.ChangeCampaign(ctx, v, c.Rendering(answerCampaign(http.StatusOK)), in.ID, c.IfVersion, change)
}

func answerCampaign(status int) func(any) (workflow.Answer, error) {
	return func(result any) (workflow.Answer, error) {
		c, err := campaignOf(result.(models.Campaign))
		if err != nil {
			return workflow.Answer{}, err
		}
		return answer(status, c.Version, "/api/v1/campaigns/"+c.ID, c)
	}
}
