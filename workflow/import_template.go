package workflow

import (
	"context"
	"io"

	"rectify/models"
	"rectify/workflow/document"
)

// WriteImportTemplate writes an empty table of measures to fill in, for a campaign or, with "", for any. Its lists hold the
// units and lead leaders that are known now.
func (e *Engine) WriteImportTemplate(ctx context.Context, w io.Writer, campaignID string) error {
	tx := e.store.View(ctx)
	head := document.Head{Title: "整改措施一览表"}
	if campaignID != "" {
		campaign, err := tx.CampaignByID(campaignID)
		if err != nil {
			return notFound(err)
		}
		if head, err = tableHead(tx, campaign); err != nil {
			return err
		}
	}
	units, err := tx.Units()
	if err != nil {
		return err
	}
	leaders, err := tx.Leaders()
	if err != nil {
		return err
	}
	var choices document.Choices
	for _, u := range units {
		switch {
		case !u.Active || u.Kind == models.UnitPartyGroup:
		case u.Kind == models.UnitOutside:
			choices.CoUnits = append(choices.CoUnits, u.Name)
		default:
			choices.Units = append(choices.Units, u.Name)
			choices.CoUnits = append(choices.CoUnits, u.Name)
		}
	}
	for _, u := range leaders {
		choices.Leaders = append(choices.Leaders, u.Name)
	}
	return document.WriteImportTemplate(w, head, choices)
}
