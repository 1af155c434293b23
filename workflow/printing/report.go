package printing

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/golang-sql/civil"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/clock"
	"rectify/workflow/document/paper"
	"rectify/workflow/words"
)

// What keeps a document from being sent.
const (
	notDeliberated = "未经审议"
	notSubmitted   = "尚未报送"
	notClosed      = "尚未销号"
)

var reportKinds = []models.Kind{models.KindWeekly, models.KindProgress, models.KindPlan, models.KindBulletin, models.KindSituation}

// Report is the document of a report or compilation in its newest text.
func Report(tx models.Tx, v models.Viewer, id string, o Options) (paper.Paper, error) {
	d, err := open(tx, v, id, o, reportKinds...)
	if err != nil {
		return nil, err
	}
	content, stored, err := d.text()
	if err != nil {
		return nil, err
	}
	details, err := tx.Report(id)
	if err != nil {
		return nil, err
	}
	f, err := d.reportFront(details)
	if err != nil {
		return nil, err
	}
	f.Made = stored.CreatedAt
	if title := strings.TrimSpace(content.Title); title != "" {
		f.Title = title
	}
	f.Title = chineseDates(f.Title)
	switch d.subject.Kind {
	case models.KindWeekly:
		return d.weekly(f, content, details)
	case models.KindBulletin:
		b := paper.Bulletin{Front: f, Sections: sections(content)}
		if b.Cycle, _, err = d.cycle(details); err != nil {
			return nil, err
		}
		last, err := workflow.LatestCheckpoint(tx)
		if last != nil {
			b.Checkpoint = last.Short()
		}
		return b, err
	case models.KindPlan:
		return d.plan(f, content)
	}
	return paper.Report{Front: f, Situation: d.subject.Kind == models.KindSituation, Sections: sections(content)}, nil
}

// reportFront says who signs the report, to whom it goes and whether it may.
func (d *desk) reportFront(details models.Report) (paper.Front, error) {
	f, err := d.front()
	if err != nil {
		return f, err
	}
	f.Number, f.Recipient, f.Printed = details.DocNumber, details.Recipient, dateOf(details.FiledOn)
	state := workflow.State(d.subject.State)
	switch {
	case d.subject.Kind.Contribution():
		f.Office, f.Number, f.Printed, f.RedHead = "", "", civil.Date{}, false // inside the house
		f.Organ, f.Recipient = d.unit(value(d.subject.UnitID)).Name, d.unitOf(models.UnitAuditOffice).Name
		if e := d.last(workflow.Submit); e != nil {
			f.Date = dayOf(&e.At)
		}
		if state == workflow.Drafted || state == workflow.Returned {
			f.Draft, f.Date = notSubmitted, civil.Date{}
		}
	case d.subject.Kind == models.KindBulletin:
		f.Organ, f.Date = d.inside(d.unitOf(models.UnitAuditOffice)), f.Printed
		if f.Recipient == "" {
			f.Recipient = d.unitOf(models.UnitGeneralOffice).Name
		}
		if state != workflow.Filed {
			f.Draft = notSubmitted
		}
	default: // the date of a text that a meeting passes is that of the meeting
		if e := d.last(workflow.Approve); e != nil {
			f.Date = dayOf(&e.At)
		}
		if state != workflow.Approved && state != workflow.Filed {
			f.Draft, f.Date = notDeliberated, civil.Date{}
		}
	}
	return f, nil
}

func (d *desk) weekly(f paper.Front, content workflow.Content, details models.Report) (paper.Paper, error) {
	w := paper.Weekly{Front: f, Sections: sections(content), LateReason: details.LateReason}
	if details.SubmittedAt != nil {
		w.Received = *details.SubmittedAt
	}
	w.Late = details.Late != nil && *details.Late
	var err error
	w.Cycle, w.Due, err = d.cycle(details)
	return w, err
}

// cycle is the number and the due time of the report's cycle.
func (d *desk) cycle(details models.Report) (number int, due time.Time, err error) {
	if details.CycleID == nil {
		return 0, due, nil
	}
	c, err := d.tx.Cycle(*details.CycleID)
	return c.Number, c.DueAt, err
}

// plan adds the table of measures: that of the exact texts from which the plan was made.
func (d *desk) plan(f paper.Front, content workflow.Content) (paper.Paper, error) {
	p := paper.Plan{Front: f, Sections: sections(content)}
	if starts := dateOf(d.campaign.StartsOn); !starts.IsZero() {
		p.Anchor = fmt.Sprintf("自%d月%d日起", starts.Month, starts.Day)
	}
	rows, err := d.tx.AllProblems(d.viewer, d.campaign.ID)
	if err != nil {
		return nil, err
	}
	byID := make(map[string]models.ProblemRow, len(rows))
	for _, row := range rows {
		byID[row.ID] = row
	}
	for _, source := range content.Sources {
		row, is := byID[source.ID]
		if !is {
			continue
		}
		problem := paper.Problem{Number: row.Number, SuperiorNumber: row.SuperiorNumber, Text: row.Text, LeadLeader: row.LeadLeader, Unit: row.UnitName}
		for _, u := range row.CoUnits {
			problem.CoUnits = append(problem.CoUnits, u.Name)
		}
		if problem.Measures, err = d.measures(row, source, &problem); err != nil {
			return nil, err
		}
		p.Problems = append(p.Problems, problem)
	}
	return p, nil
}

// measures are those of the dossier's text that was taken in; its problem is worded as it was there.
func (d *desk) measures(row models.ProblemRow, source workflow.Source, problem *paper.Problem) ([]paper.Measure, error) {
	stored, err := d.tx.Revision(row.ID, source.Revision)
	if err != nil {
		return nil, err
	}
	dossier, err := workflow.ParseContent(stored.Content)
	if err != nil {
		return nil, err
	}
	if text := dossier.Section(workflow.SectionProblem); text != "" {
		problem.Text = text
	}
	list := make([]paper.Measure, len(dossier.Measures))
	for i, m := range dossier.Measures {
		list[i] = paper.Measure{Mark: m.Number, Text: m.Text, Deadline: m.Deadline}
	}
	return list, nil
}

// FilingCover is the report with which a compilation is filed.
func FilingCover(tx models.Tx, v models.Viewer, id string, o Options) (paper.Paper, error) {
	d, err := open(tx, v, id, o, reportKinds...)
	if err != nil {
		return nil, err
	}
	if !d.subject.Kind.Compilation() {
		return nil, workflow.Refuse(workflow.Unmet, words.NotACompilation, nil)
	}
	details, err := tx.Report(id)
	if err != nil {
		return nil, err
	}
	f, err := d.reportFront(details)
	if err != nil {
		return nil, err
	}
	r := paper.Filing{Front: f, Enclosed: d.subject.Title}
	if d.subject.Kind == models.KindBulletin && workflow.State(d.subject.State) == workflow.Consolidated {
		r.Draft = "" // the report with which it is about to go
	}
	r.Enclosed = chineseDates(r.Enclosed)
	r.Title = f.Organ + "关于报送" + strings.TrimPrefix(strings.TrimPrefix(r.Enclosed, f.Organ), "关于") + "的报告"
	r.Date = f.Printed
	if e := d.last(workflow.Approve); e != nil && f.Draft == "" {
		r.Approved, r.Meeting = e.At, d.unitOf(models.UnitPartyGroup).Name+"会议"
	}
	reviews, err := tx.SuperiorReviews(id)
	if err != nil {
		return nil, err
	}
	if n := len(reviews); n > 0 {
		r.Reviewer = reviews[n-1].Reviewer
		on := dateOf(reviews[n-1].ReviewedOn)
		r.Reviewed = fmt.Sprintf("%d年%d月%d日", on.Year, on.Month, on.Day)
	}
	return r, nil
}

var isoDate = regexp.MustCompile(`(\d{4})-0?(\d{1,2})-0?(\d{1,2})`)

// chineseDates writes the dates of a title as documents have them: 2023年9月27日.
func chineseDates(title string) string {
	return isoDate.ReplaceAllString(title, "${1}年${2}月${3}日")
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// inBeijing is a day as forms have it.
func inBeijing(t time.Time) string { return t.In(clock.Shanghai).Format("2006-01-02") }
