package archiving

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/archive"
	"rectify/workflow/clock"
	"rectify/workflow/words"
)

// countParts adds up what is to be written besides documents, for the percentage.
func (p *packing) countParts() error {
	end, err := p.tx.FeedEnd()
	if err != nil {
		return err
	}
	p.total += 2 + int(end/historyStep)
	return p.tx.EachEvidence(p.viewer, p.CampaignID, func(models.HeldEvidence) error {
		p.total++
		return nil
	})
}

// ledgers writes the table of measures as it is filed, and the whole ledger.
func (p *packing) ledgers() error {
	for i, l := range []struct{ layout, title string }{{"annex", "整改措施一览表"}, {"ledger", "整改问题台账"}} {
		name := archive.Ledgers + "/" + l.title + ".xlsx"
		x := workflow.Export{Layout: l.layout, Format: "xlsx", Filter: models.ProblemFilter{CampaignID: p.CampaignID}}
		_, err := p.bag.Add(name, func(w io.Writer) error {
			return p.Engine.WriteExportFrom(p.ctx, p.tx, p.viewer, x, w, func(int, int) {})
		})
		if err != nil {
			return err
		}
		p.add(archive.Entry{Code: p.code(p.at.In(clock.Shanghai).Year(), "TZ", i+1), Title: p.campaign.Name + l.title, Date: day(p.at), Files: []string{name}})
		if err := p.step(); err != nil {
			return err
		}
	}
	return nil
}

// evidence copies every file, and refuses one that is not what was registered.
func (p *packing) evidence() error {
	n := 0
	return p.tx.EachEvidence(p.viewer, p.CampaignID, func(e models.HeldEvidence) error {
		n++
		name := fmt.Sprintf("%s/%05d-%.12s-%s", archive.EvidenceFiles, n, e.SHA256, archive.SafeName(e.Name))
		digest, err := p.bag.Add(name, func(w io.Writer) error {
			file, err := p.Blobs.Open(e.SHA256)
			if err != nil {
				return err
			}
			defer file.Close()
			_, err = io.Copy(w, file)
			return err
		})
		if errors.Is(err, models.ErrNotFound) || err == nil && hex.EncodeToString(digest[:]) != e.SHA256 {
			return workflow.Refuse(workflow.Unmet, words.ArchiveEvidence, words.Params{"name": e.Name})
		}
		if err != nil {
			return err
		}
		note := workflow.KindLabels[e.Kind].ZH + "：" + e.Title
		if e.Note != "" {
			note += "；" + e.Note
		}
		if e.CircleID != nil {
			note += "；限定知悉范围"
		}
		title := e.Name
		if archive.OneLine(title) == "" {
			title = "佐证材料"
		}
		p.add(archive.Entry{Code: p.code(e.UploadedAt.In(clock.Shanghai).Year(), "ZZ", n), Author: e.Unit, Title: title, Date: day(e.UploadedAt),
			Files: []string{name}, Note: note})
		return p.step()
	})
}
