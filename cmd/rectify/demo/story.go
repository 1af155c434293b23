// Package demo lives a whole campaign through the program's own REST API, as the people of a made-up bureau, on a clock
// that it moves from the first day to the last. Nothing in it is a short cut: what the demo does, any client can do.
package demo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"rectify/workflow"
	"rectify/workflow/clock"
)

// Start is when the story begins and the server's clock has to stand at.
var Start = time.Date(2023, time.August, 29, 8, 30, 0, 0, clock.Shanghai)

// Options of a demo.
type Options struct {
	URL    string                                               // of the running server, without a path
	Clock  *clock.Manual                                        // the server's clock
	Admins map[string]string                                    // one-time passwords of the first accounts, by login
	Verify func(context.Context) (workflow.Verification, error) // replays all history
	Out    io.Writer                                            // the timeline
}

// story is the demo on its way. The first failure stays in err and stops everything after it.
type story struct {
	Options
	ctx      context.Context
	http     *http.Client
	err      error
	steps    int // what passed as it should
	refusals int // what was refused as it should

	people   map[string]*person // by login
	units    map[string]string  // id by code
	campaign string
	cycles   []cycle
	problems map[string]*dossier // by short name
	plan     doc
	progress []string // ids of the progress reports
	closing  doc      // the situation report
}

// chapters are the story in order.
var chapters = []struct {
	title string
	tell  func(*story)
}{
	{"建立机构与账号", (*story).organise},
	{"导入整改措施一览表", (*story).importTable},
	{"各部门报送问题整改材料", (*story).dossiers},
	{"汇总形成工作方案", (*story).compilePlan},
	{"党组会议审议工作方案", (*story).firstMeeting},
	{"上级审阅、修改、报送备案", (*story).filePlan},
	{"落实整改措施", (*story).measures},
	{"第1期周报（9月13日）", func(s *story) { s.week(0) }},
	{"第2期周报（9月20日）", func(s *story) { s.week(1) }},
	{"验收与首个问题销号", (*story).closeFirst},
	{"进展情况报告", (*story).progressReports},
	{"第3期周报（9月27日）", func(s *story) { s.week(2) }},
	{"整改情况报告：审议与报送", (*story).situation},
	{"销号与返潮", (*story).closeAndRelapse},
	{"结果", (*story).summary},
}

// Run tells the whole story. The error says which step was refused that should have passed, or passed that should have
// been refused.
func Run(ctx context.Context, o Options) error {
	s := &story{Options: o, ctx: ctx, http: &http.Client{Timeout: time.Minute}, people: map[string]*person{}, units: map[string]string{},
		problems: map[string]*dossier{}}
	for i, chapter := range chapters {
		fmt.Fprintf(o.Out, "\n【%d/%d %s】\n", i+1, len(chapters), chapter.title)
		if chapter.tell(s); s.err != nil {
			return fmt.Errorf("第%d章“%s”未能走通：%w", i+1, chapter.title, s.err)
		}
	}
	return nil
}

// fail keeps the first error and reports whether there is one.
func (s *story) fail(err error) bool {
	if s.err == nil {
		s.err = err
	}
	return s.err != nil
}

// at moves the clock to a moment in Shanghai, "09-13 14:52" of 2023.
func (s *story) at(moment string) {
	t, err := time.ParseInLocation("2006-01-02 15:04", "2023-"+moment, clock.Shanghai)
	if !s.fail(err) {
		s.Clock.Set(t)
	}
}

// said prints one line of the timeline: when, who, what. It stands behind what it tells, so that only what has happened
// is printed; every line comes a minute after the one before.
func (p *person) said(format string, args ...any) {
	s := p.story
	if s.err != nil {
		return
	}
	s.steps++
	p.line(fmt.Sprintf(format, args...))
	s.Clock.Advance(time.Minute)
}

func (p *person) line(text string) {
	fmt.Fprintf(p.story.Out, "  %s  %s %s\n", p.story.Clock.Now().In(clock.Shanghai).Format("01-02 15:04"), pad(p.name, nameWidth), text)
}

// refused tries what must not pass: the story fails unless the API refuses it with this status for this reason.
func (p *person) refused(what string, status int, code string, try func()) {
	s := p.story
	if s.err != nil {
		return
	}
	try()
	var why *refusal
	switch {
	case s.err == nil:
		s.err = fmt.Errorf("%s%s：本应以 %d %s 拒绝，却通过了", p.name, what, status, code)
	case !errors.As(s.err, &why) || why.Status != status || !why.names(code):
		s.err = fmt.Errorf("%s%s：本应以 %d %s 拒绝：%w", p.name, what, status, code, s.err)
	default:
		s.err = nil
		s.refusals++
		p.line(fmt.Sprintf("已拒绝：%s（%d：%s）", what, status, why.why()))
	}
}

const nameWidth = 20

// pad fills text up to a width in columns; a Chinese character takes two.
func pad(text string, width int) string {
	for _, r := range text {
		if width--; r >= 0x2e80 {
			width--
		}
	}
	return text + strings.Repeat(" ", max(width, 0))
}
