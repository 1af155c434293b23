// Package archiving gathers what an archive package of a campaign holds, as a viewer may see it.
package archiving

import (
	"context"
	"fmt"
	"io"
	"time"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/archive"
	"rectify/workflow/clock"
	"rectify/workflow/document/pdf"
	"rectify/workflow/words"
)

// Archivist is the workflow.Archivist of this program.
type Archivist struct {
	Store     *models.Store
	Engine    *workflow.Engine
	Blobs     *models.Blobs
	Converter *pdf.Converter // nil: no PDF
	Clock     clock.Clock
}

// packing is one package on its way, within one snapshot of the database.
type packing struct {
	Archivist
	workflow.Archiving
	ctx      context.Context //nolint:containedctx // of one call
	tx       models.Tx
	viewer   models.Viewer
	bag      *archive.Writer
	campaign models.Campaign
	at       time.Time

	subjects map[string]bool // that the viewer may see
	entries  []archive.Entry
	counts   map[string]int // documents by class
	history  int64
	sealed   int64 // entries that the newest checkpoint in the package covers

	progress    func(done, total int)
	done, total int
}

// Archive writes a package: all of the campaign that the viewer may see, as it is at one moment.
func (a Archivist) Archive(ctx context.Context, v models.Viewer, what workflow.Archiving, w io.Writer, progress func(done, total int)) error {
	if what.PDF && (a.Converter == nil || a.Converter.State() == pdf.Absent) {
		return workflow.Refuse(workflow.Unavailable, words.PDFAbsent, nil)
	}
	if err := a.Engine.SealForArchive(ctx, v); err != nil {
		return err
	}
	return a.Store.Snapshot(ctx, func(tx models.Tx) error {
		p := &packing{Archivist: a, Archiving: what, ctx: ctx, tx: tx, viewer: v, at: a.Clock.Now(), progress: progress,
			subjects: map[string]bool{}, counts: map[string]int{}}
		return p.pack(w)
	})
}

func (p *packing) pack(w io.Writer) error {
	var err error
	if p.campaign, err = p.tx.CampaignByID(p.CampaignID); err != nil {
		return err
	}
	if p.bag, err = archive.NewWriter(w, "整改档案-"+p.campaign.Code, p.at, p.SM3); err != nil {
		return err
	}
	for _, part := range []func() error{p.documents, p.ledgers, p.evidence, p.log, p.checkpoints} {
		if err := part(); err != nil {
			return err
		}
	}
	if err := p.bag.AddText(archive.ReadmeName, p.readme()); err != nil {
		return err
	}
	for i := range p.entries {
		p.entries[i].Number = i + 1
	}
	head := archive.Head{Organisation: p.campaign.Organisation, Campaign: p.campaign.Name, Code: p.campaign.Code, At: p.at}
	if err := p.bag.AddCatalogue(head, p.entries); err != nil {
		return err
	}
	return p.bag.Close(p.history,
		archive.Field{Label: "Source-Organization", Value: p.campaign.Organisation},
		archive.Field{Label: "External-Identifier", Value: p.campaign.Code},
		archive.Field{Label: "External-Description", Value: p.campaign.Name},
		archive.Field{Label: "Bagging-Date", Value: p.at.In(clock.Shanghai).Format("2006-01-02")},
		archive.Field{Label: "Bag-Software-Agent", Value: "rectify"},
	)
}

// step counts a part, and ends the work when nobody waits for it any more.
func (p *packing) step() error {
	p.done++
	p.progress(p.done, max(p.done, p.total))
	return p.ctx.Err()
}

// add enters a part in the catalogue.
func (p *packing) add(e archive.Entry) {
	if e.Author == "" {
		e.Author = p.campaign.Organisation
	}
	if e.Secrecy == "" {
		e.Secrecy = archive.Internal
	}
	p.entries = append(p.entries, e)
}

// code is the 档号 of an item: campaign, year, class and number.
func (p *packing) code(year int, class string, number int) string {
	return fmt.Sprintf("%s-%d-%s-%04d", p.campaign.Code, year, class, number)
}

func day(t time.Time) string { return t.In(clock.Shanghai).Format("20060102") }
