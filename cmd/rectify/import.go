package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"path/filepath"

	"github.com/golang-sql/civil"

	"rectify/config"
	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/calendar"
	"rectify/workflow/clock"
	"rectify/workflow/deadline"
	"rectify/workflow/document"
	"rectify/workflow/words"
)

type importCommand struct {
	File        string      `arg:"" type:"existingfile" help:"整改措施一览表或整改方案（xlsx、docx、txt）。"`
	Campaign    string      `required:"" placeholder:"代号" help:"导入到哪个整改专项。"`
	Base        *civil.Date `placeholder:"日期" help:"识别完成时限的起算日期，如 2023-08-29；默认为专项的开始日期。"`
	As          string      `placeholder:"账号" help:"以谁的身份导入；写入数据库时必填。"`
	DryRun      bool        `help:"只预览，不写入；专项尚不存在时也可使用（须给出 --base）。"`
	CreateUnits bool        `help:"表中的单位在系统中不存在时，新建该单位。"`
	JSON        bool        `name:"json" help:"输出 JSON。"`
}

// Run reads a table of measures and takes it into a campaign. It exits with 1 when the table has errors; nothing is
// stored then.
func (m *importCommand) Run(ctx context.Context, c *config.Config, o output) error {
	log := newLogger(c, o.err)
	store, err := m.open(ctx, c, log)
	if err != nil {
		return err
	}
	if store != nil {
		defer store.Close()
	}
	result, table, err := m.run(ctx, store, log)
	var refusal *workflow.Error
	refused := errors.As(err, &refusal) && refusal.Code == words.ImportStopped
	if err != nil && !refused {
		return inChinese(err)
	}
	if err := m.print(o, table, result); err != nil {
		return err
	}
	if refused || hasErrors(result.Findings) {
		return exit(1)
	}
	return nil
}

// open opens the database, nil when a dry run finds none: it must not make one.
func (m *importCommand) open(ctx context.Context, c *config.Config, log *slog.Logger) (*models.Store, error) {
	if m.DryRun && c.DatabaseAddress() == "" {
		if _, err := os.Stat(filepath.Join(c.DataDir, "rectify.db")); errors.Is(err, os.ErrNotExist) {
			return nil, nil
		}
	}
	return openCurrent(ctx, c, log)
}

func (m *importCommand) run(ctx context.Context, store *models.Store, log *slog.Logger) (workflow.ImportResult, *document.MeasureTable, error) {
	campaign, known, err := m.campaign(ctx, store)
	if err != nil {
		return workflow.ImportResult{}, nil, err
	}
	start := m.Base
	if start == nil && known {
		start = models.DateOf(campaign.StartsOn)
	}
	if start == nil {
		return workflow.ImportResult{}, nil, fmt.Errorf("专项“%s”尚不存在，请用 --base 给出起算日期", m.Campaign)
	}
	days, err := workdays(ctx, store, log)
	if err != nil {
		return workflow.ImportResult{}, nil, err
	}
	table, err := m.read(deadline.Base{Date: *start, Workday: days.Workday})
	if err != nil {
		return workflow.ImportResult{}, nil, err
	}
	if !known {
		return workflow.PreviewMeasureTable(table), table, nil
	}
	viewer, err := m.viewer(ctx, store)
	if err != nil {
		return workflow.ImportResult{}, nil, err
	}
	result, _, err := workflow.NewEngine(store, clock.System{}, log).ImportMeasureTable(ctx, viewer, workflow.Request{},
		workflow.Import{CampaignID: campaign.ID, Table: table, DryRun: m.DryRun, CreateUnits: m.CreateUnits})
	return result, table, err
}

// workdays is the calendar that the office keeps; where a dry run found no database, the one that comes with the program.
func workdays(ctx context.Context, store *models.Store, log *slog.Logger) (*calendar.Calendar, error) {
	if store == nil {
		return calendar.Default(), nil
	}
	return workflow.NewEngine(store, clock.System{}, log).Calendar(ctx)
}

// campaign finds the campaign; only a dry run may do without.
func (m *importCommand) campaign(ctx context.Context, store *models.Store) (models.Campaign, bool, error) {
	if store == nil {
		return models.Campaign{}, false, nil
	}
	campaign, err := store.View(ctx).CampaignByCode(m.Campaign)
	if errors.Is(err, models.ErrNotFound) && m.DryRun {
		return campaign, false, nil
	}
	if errors.Is(err, models.ErrNotFound) {
		return campaign, false, workflow.Refuse(workflow.NotFound, words.CampaignUnknown, words.Params{"code": m.Campaign})
	}
	return campaign, true, err
}

func (m *importCommand) read(base deadline.Base) (*document.MeasureTable, error) {
	file, err := os.Open(m.File)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	return document.ReadMeasureTable(file, info.Size(), filepath.Base(m.File), base, document.Limits{})
}

// viewer is the user on whose behalf the table is stored. A dry run needs none: who can read the database may compare.
func (m *importCommand) viewer(ctx context.Context, store *models.Store) (models.Viewer, error) {
	if m.As == "" && m.DryRun {
		return models.Viewer{Grants: []models.Grant{{Role: models.RoleAuditOfficer}}}, nil
	}
	if m.As == "" {
		return models.Viewer{}, errors.New("写入数据库时请用 --as 给出账号")
	}
	return userNamed(ctx, store, m.As)
}

// userNamed is a user by his login, with his roles.
func userNamed(ctx context.Context, store *models.Store, login string) (models.Viewer, error) {
	user, err := store.View(ctx).UserByLogin(login)
	if errors.Is(err, models.ErrNotFound) || err == nil && user.DisabledAt != nil {
		return models.Viewer{}, fmt.Errorf("没有账号“%s”，或已停用", login)
	}
	if err != nil {
		return models.Viewer{}, err
	}
	return workflow.ViewerOf(store.View(ctx), user, clock.System{}.Now())
}

// inChinese says a refusal as people read it; any other error stays as it is.
func inChinese(err error) error {
	var refusal *workflow.Error
	if errors.As(err, &refusal) {
		params := words.Params{"reasons": ""} // they stand below, one in a line
		maps.Copy(params, refusal.Params)
		text := words.Text(words.Chinese, refusal.Code, params)
		for _, r := range refusal.Reasons {
			text += "\n  " + r.Field + " " + words.Text(words.Chinese, r.Code, r.Params)
		}
		return errors.New(text)
	}
	var unusable *document.Refused
	if errors.As(err, &unusable) {
		return errors.New(words.Text(words.Chinese, unusable.Code, unusable.Params))
	}
	return err
}

func hasErrors(findings []document.Finding) bool {
	for _, f := range findings {
		if f.Severity == document.Error {
			return true
		}
	}
	return false
}
