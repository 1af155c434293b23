package archiving

import (
	"fmt"
	"io"
	"time"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/archive"
	"rectify/workflow/clock"
	"rectify/workflow/document/paper"
	"rectify/workflow/printing"
)

// class is one class of documents: a folder, and the letters that stand for it in a 档号.
type class struct{ folder, code string }

var classes = map[paper.Kind]class{
	paper.KindPlan: {"整改方案", "FA"}, paper.KindWeekly: {"工作周报", "ZB"}, paper.KindBulletin: {"周报汇总", "HZ"},
	paper.KindProgress: {"进展情况报告", "JZ"}, paper.KindSituation: {"整改情况报告", "BG"}, paper.KindMinutes: {"会议纪要", "JY"},
	paper.KindCloseOut: {"对账销号单", "XH"}, paper.KindFiling: {"报送备案报告", "BS"},
}

// gather makes a paper of a subject.
type gather func(models.Tx, models.Viewer, string, printing.Options) (paper.Paper, error)

// gathers are the documents of a subject in its state.
func gathers(h models.Holding) []gather {
	switch state := workflow.State(h.State); {
	case h.Kind == models.KindProblem:
		return []gather{printing.CloseOut}
	case h.Kind == models.KindMeeting && state == workflow.Adjourned:
		return []gather{printing.Minutes}
	case h.Kind == models.KindMeeting || h.Kind == models.KindMeasure || h.Revision == 0:
		return nil
	case h.Kind.Compilation() && state == workflow.Filed:
		return []gather{printing.Report, printing.FilingCover}
	}
	return []gather{printing.Report}
}

// documents writes every document of the campaign, with its history.
func (p *packing) documents() error {
	var list []models.Holding
	err := p.tx.EachHolding(p.viewer, p.CampaignID, func(h models.Holding) error {
		p.subjects[h.ID] = true
		if n := len(gathers(h)); n > 0 {
			p.total += n
			list = append(list, h)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := p.countParts(); err != nil {
		return err
	}
	for _, kind := range []models.Kind{models.KindPlan, models.KindWeekly, models.KindBulletin, models.KindProgress, models.KindSituation,
		models.KindMeeting, models.KindProblem} {
		for _, h := range list {
			if h.Kind != kind {
				continue
			}
			for _, of := range gathers(h) {
				if err := p.document(h, of); err != nil {
					return fmt.Errorf("archiving: %s %s: %w", h.Kind, h.ID, err)
				}
				if err := p.step(); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (p *packing) document(h models.Holding, of gather) error {
	made, err := of(p.tx, p.viewer, h.ID, printing.Options{History: true})
	if err != nil {
		return err
	}
	printed, err := printing.Write(p.tx, made, false)
	if err != nil {
		return err
	}
	d := made.Document()
	at := d.Properties.Made
	if at.IsZero() {
		at = p.at
	}
	class := classes[made.Kind()]
	year := at.In(clock.Shanghai).Year()
	key := fmt.Sprintf("%d/%s", year, class.folder)
	p.counts[key]++
	number := p.counts[key]
	name := fmt.Sprintf("%s/%s/%04d-%s", archive.Documents, key, number, archive.SafeName(printed.Name))
	entry := archive.Entry{Code: p.code(year, class.code, number), Author: d.Properties.Author, Title: d.Title, Date: dateOf(d.Date, at), Files: []string{name + ".docx"},
		Note: d.Properties.Custom["状态"]}
	if h.Kind == models.KindProblem {
		entry.Note = h.Title + "；" + entry.Note
	}
	if h.CircleID != nil {
		entry.Note += "；限定知悉范围"
	}
	if entry.Title == "" {
		entry.Title = h.Title
	}
	if err := p.write(name+".docx", printed.Content); err != nil {
		return err
	}
	if p.Archiving.PDF {
		content, err := p.Converter.Convert(p.ctx, printed.Content)
		if err != nil {
			return err
		}
		if err := p.write(name+".pdf", content); err != nil {
			return err
		}
		entry.Files = append(entry.Files, name+".pdf")
	}
	p.add(entry)
	return nil
}

// dateOf is the date of a document: the one that is written on it (2023年9月5日), else the day of its text.
func dateOf(written string, made time.Time) string {
	var y, m, d int
	if n, _ := fmt.Sscanf(written, "%d年%d月%d日", &y, &m, &d); n == 3 {
		return fmt.Sprintf("%04d%02d%02d", y, m, d)
	}
	return day(made)
}

func (p *packing) write(name string, content []byte) error {
	_, err := p.bag.Add(name, func(w io.Writer) error {
		_, err := w.Write(content)
		return err
	})
	return err
}
