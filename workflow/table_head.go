package workflow

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/golang-sql/civil"

	"rectify/models"
)

// TableHead is what stands above a campaign's table of measures, as the office sets it.
type TableHead struct {
	Title         string      `json:"title"`
	ReportingUnit string      `json:"reporting_unit"`
	Contact       string      `json:"contact"`
	Phone         string      `json:"phone"`
	Anchor        *civil.Date `json:"anchor,omitempty"` // the day from which the deadlines count
}

// TableHead returns what will stand above a campaign's table: what was set, and for the rest what follows from the
// campaign.
func (e *Engine) TableHead(ctx context.Context, campaignID string) (TableHead, error) {
	tx := e.store.View(ctx)
	campaign, err := tx.CampaignByID(campaignID)
	if err != nil {
		return TableHead{}, notFound(err)
	}
	h, err := tableHead(tx, campaign)
	return TableHead(h), err
}

// SetTableHead sets what stands above a campaign's table. The result is the TableHead.
func (e *Engine) SetTableHead(ctx context.Context, v models.Viewer, r Request, campaignID string, h TableHead) (Answer, error) {
	return e.administer(ctx, v, r, CampaignAdmins, func(w *writing) (any, error) {
		campaign, err := w.tx.CampaignByID(campaignID)
		if err != nil {
			return nil, notFound(err)
		}
		stored, err := w.tx.TableHead(campaign.ID)
		if err != nil && !errors.Is(err, models.ErrNotFound) {
			return nil, err
		}
		stored = models.TableHead{CampaignID: campaign.ID, Title: h.Title, ReportingUnit: h.ReportingUnit, Contact: h.Contact, Phone: h.Phone,
			Anchor: models.DateText(h.Anchor), Mapping: orEmpty(stored.Mapping), UpdatedAt: w.now}
		if err := w.tx.PutTableHead(stored); err != nil {
			return nil, err
		}
		shown, err := tableHead(w.tx, campaign)
		if err != nil {
			return nil, err
		}
		return TableHead(shown), w.record("change", "table_head", campaign.ID, h)
	})
}

// storeHead keeps what stood above an imported table, where the campaign does not say it yet, and how its columns were
// named.
func (i *importing) storeHead() error {
	stored, err := i.tx.TableHead(i.campaign.ID)
	fresh := errors.Is(err, models.ErrNotFound)
	if err != nil && !fresh {
		return err
	}
	before := stored
	fill := func(field *string, value string) {
		if *field == "" {
			*field = value
		}
	}
	stored.CampaignID = i.campaign.ID
	fill(&stored.Title, i.Table.Title)
	fill(&stored.ReportingUnit, i.Table.ReportingUnit)
	fill(&stored.Contact, i.Table.Contact)
	fill(&stored.Phone, i.Table.Phone)
	fill(&stored.Anchor, models.DateText(i.Table.Anchor))
	if stored.Mapping = orEmpty(stored.Mapping); len(i.Mapping) > 0 {
		if stored.Mapping, err = json.Marshal(i.Mapping); err != nil {
			return err
		}
	}
	same := stored.Title == before.Title && stored.ReportingUnit == before.ReportingUnit && stored.Contact == before.Contact &&
		stored.Phone == before.Phone && stored.Anchor == before.Anchor && len(i.Mapping) == 0
	if same && !fresh {
		return nil
	}
	stored.UpdatedAt = i.now
	if err := i.tx.PutTableHead(stored); err != nil {
		return err
	}
	return i.record("import", "table_head", i.campaign.ID, TableHead{stored.Title, stored.ReportingUnit, stored.Contact, stored.Phone, i.Table.Anchor})
}

func orEmpty(raw json.RawMessage) json.RawMessage {
	if len(raw) == 0 {
		return json.RawMessage("{}")
	}
	return raw
}

// RememberedMapping is how a person named the columns of the last table that was imported into a campaign; empty when
// nobody had to.
func (e *Engine) RememberedMapping(ctx context.Context, campaignID string) (map[string]string, error) {
	stored, err := e.store.View(ctx).TableHead(campaignID)
	if errors.Is(err, models.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var mapping map[string]string
	return mapping, json.Unmarshal(orEmpty(stored.Mapping), &mapping)
}
