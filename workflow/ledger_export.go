package workflow

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"rectify/models"
	"rectify/workflow/clock"
	"rectify/workflow/document"
	"rectify/workflow/words"
)

// Export says what of the ledger is written, and how.
type Export struct {
	Layout string // "annex": the table of measures as it is filed; "ledger": everything that is known
	Format string // "xlsx" or "csv"
	Filter models.ProblemFilter
	Figure Figure // the number of the statistics behind which the problems stand, which narrows as well
}

// ExportedFile names what an export makes.
type ExportedFile struct{ Name, MediaType string }

// MediaTypes of exports by format.
var MediaTypes = map[string]string{
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"csv":  "text/csv; charset=utf-8",
}

// exporting is an export on its way, within one snapshot of the database.
type exporting struct {
	Export
	tx       models.Tx
	viewer   models.Viewer
	now      time.Time
	campaign models.Campaign // zero when the filter names none
	size     models.LedgerSize
}

// DescribeExport says how many problems an export will hold for a viewer, and what its file is called; it refuses an export
// that cannot be.
func (e *Engine) DescribeExport(ctx context.Context, v models.Viewer, x Export) (ExportedFile, int, error) {
	t := exporting{Export: x, tx: e.store.View(ctx), viewer: v, now: e.clock.Now()}
	if err := t.prepare(); err != nil {
		return ExportedFile{}, 0, err
	}
	return t.file(), t.size.Problems, nil
}

// WriteExport writes the ledger, as far as the viewer may see it and the filter lets through, in its official order. It
// sees the database as it is at one moment, and reads it page by page. Progress is told the problems written of those in
// all.
func (e *Engine) WriteExport(ctx context.Context, v models.Viewer, x Export, w io.Writer, progress func(done, total int)) error {
	return e.store.Snapshot(ctx, func(tx models.Tx) error { return e.WriteExportFrom(ctx, tx, v, x, w, progress) })
}

// WriteExportFrom is WriteExport within a snapshot that is under way.
func (e *Engine) WriteExportFrom(ctx context.Context, tx models.Tx, v models.Viewer, x Export, w io.Writer, progress func(done, total int)) error {
	t := exporting{Export: x, tx: tx, viewer: v, now: e.clock.Now()}
	if err := t.prepare(); err != nil {
		return err
	}
	return t.write(ctx, w, progress)
}

func (t *exporting) prepare() error {
	if MediaTypes[t.Format] == "" {
		return RefuseFor([]Reason{{Code: words.ExportFormat, Params: words.Params{"format": t.Format}, Field: "format"}})
	}
	if t.Layout == "annex" && t.Filter.CampaignID == "" {
		return RefuseFor([]Reason{{Code: words.ExportNeedsCampaign, Field: "campaign_id"}})
	}
	var err error
	if t.Filter.CampaignID != "" {
		if t.campaign, err = t.tx.CampaignByID(t.Filter.CampaignID); err != nil {
			return notFound(err)
		}
	}
	if t.Filter, err = pickProblems(t.tx, t.viewer, t.Filter, t.Figure, t.now); err != nil {
		return err
	}
	t.size, err = t.tx.LedgerSize(t.viewer, t.Filter)
	return err
}

// file names the export after its campaign and the day.
func (t *exporting) file() ExportedFile {
	what := "整改问题台账"
	if t.Layout == "annex" {
		what = "整改措施一览表"
	}
	name := what + "_" + t.now.In(clock.Shanghai).Format("20060102-1504") + "." + t.Format
	if t.campaign.Code != "" {
		name = t.campaign.Code + "_" + name
	}
	return ExportedFile{name, MediaTypes[t.Format]}
}

// exportPage is how many problems are read at a time.
const exportPage = 200

func (t *exporting) write(ctx context.Context, w io.Writer, progress func(done, total int)) (err error) {
	layout, block, err := t.layout()
	if err != nil {
		return err
	}
	table, err := document.NewTableWriter(w, t.Format, layout)
	if err != nil {
		return cellRefusal(err)
	}
	defer table.Abort()
	var after models.ProblemKey
	for done := 0; ; {
		if err := ctx.Err(); err != nil {
			return err
		}
		rows, err := t.tx.Ledger(t.viewer, t.Filter, after, exportPage)
		if err != nil {
			return err
		}
		for _, row := range rows {
			b, err := block(row)
			if err == nil {
				err = table.Write(b)
			}
			if err != nil {
				return cellRefusal(err)
			}
			done++
			progress(done, max(done, t.size.Problems))
		}
		if len(rows) < exportPage {
			return table.Close()
		}
		after = rows[len(rows)-1].Key()
	}
}

// cellRefusal is a text too long for a cell, as a refusal.
func cellRefusal(err error) error {
	var unusable *document.Refused
	if errors.As(err, &unusable) {
		return RefuseFor([]Reason{{Code: unusable.Code, Params: unusable.Params}})
	}
	return err
}

// layout is the table and how a problem is written into it.
func (t *exporting) layout() (document.Layout, func(models.LedgerRow) (document.Block, error), error) {
	if t.Layout == "annex" {
		head, err := tableHead(t.tx, t.campaign)
		return document.AnnexLayout(head, t.size.CoUnits), func(row models.LedgerRow) (document.Block, error) {
			return document.AnnexBlock(asTableProblem(row.ProblemRow), t.size.CoUnits), nil
		}, err
	}
	title := strings.TrimSuffix(t.campaign.Name, "整改") + "整改问题台账"
	lines := []string{fmt.Sprintf("导出时间：%s　共 %d 个问题", t.now.In(clock.Shanghai).Format("2006年1月2日15时04分"), t.size.Problems)}
	return ledgerLayout(title, lines), t.ledgerBlock, nil
}

// tableHead is what stands above a campaign's table: what the office has given, and for the rest what the campaign says.
func tableHead(tx models.Tx, c models.Campaign) (document.Head, error) {
	stored, err := tx.TableHead(c.ID)
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return document.Head{}, err
	}
	h := document.Head{Title: stored.Title, ReportingUnit: stored.ReportingUnit, Contact: stored.Contact, Phone: stored.Phone,
		Anchor: models.DateOf(stored.Anchor)}
	if h.Title == "" {
		h.Title = strings.TrimSuffix(c.Name, "整改") + "整改措施一览表"
	}
	if h.ReportingUnit == "" {
		h.ReportingUnit = c.Organisation
	}
	if errors.Is(err, models.ErrNotFound) {
		h.Anchor = models.DateOf(c.StartsOn)
	}
	return h, nil
}
