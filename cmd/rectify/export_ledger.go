package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"rectify/config"
	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/clock"
	"rectify/workflow/words"
)

type ledgerCommand struct {
	Campaign string   `required:"" placeholder:"代号" help:"导出哪个整改专项。"`
	Layout   string   `enum:"annex,ledger" default:"annex" help:"annex 上报用一览表；ledger 完整台账。"`
	Out      string   `required:"" type:"path" placeholder:"文件" help:"写入的文件，以 .xlsx 或 .csv 结尾。"`
	State    []string `placeholder:"状态" help:"只导出这些状态的问题，逗号分隔。"`
	As       string   `placeholder:"账号" help:"按谁的查看范围导出；默认为整个专项，不含限定知悉范围的内容。"`
	Force    bool     `help:"文件已存在时覆盖。"`
}

// Run writes a campaign's ledger to a file. The file is complete or not there.
func (m *ledgerCommand) Run(ctx context.Context, c *config.Config, o output) error {
	log := newLogger(c, o.err)
	if _, err := os.Stat(m.Out); err == nil && !m.Force {
		return fmt.Errorf("文件 %s 已存在，如需覆盖请加 --force", m.Out)
	}
	store, err := openCurrent(ctx, c, log)
	if err != nil {
		return err
	}
	defer store.Close()
	campaign, err := store.View(ctx).CampaignByCode(m.Campaign)
	if errors.Is(err, models.ErrNotFound) {
		return inChinese(workflow.Refuse(workflow.NotFound, words.CampaignUnknown, words.Params{"code": m.Campaign}))
	}
	if err != nil {
		return err
	}
	viewer := models.Viewer{Grants: []models.Grant{{Role: models.RoleAuditOfficer}}} // who can read the database may read it all
	if m.As != "" {
		if viewer, err = userNamed(ctx, store, m.As); err != nil {
			return err
		}
	}
	x := workflow.Export{Layout: m.Layout, Format: strings.TrimPrefix(strings.ToLower(filepath.Ext(m.Out)), "."),
		Filter: models.ProblemFilter{CampaignID: campaign.ID, States: m.State}}
	problems, err := m.write(ctx, workflow.NewEngine(store, clock.System{}, log), viewer, x)
	if err != nil {
		return inChinese(err)
	}
	_, err = fmt.Fprintf(o.out, "已将 %d 个问题导出到 %s\n", problems, m.Out)
	return err
}

// write writes beside the file first, so that a half-written one never has its name.
func (m *ledgerCommand) write(ctx context.Context, engine *workflow.Engine, v models.Viewer, x workflow.Export) (problems int, err error) {
	file, err := os.CreateTemp(filepath.Dir(m.Out), ".rectify-export-*")
	if err != nil {
		return 0, err
	}
	defer func() { _ = os.Remove(file.Name()) }() // renamed on success
	err = engine.WriteExport(ctx, v, x, file, func(done, _ int) { problems = done })
	if err := errors.Join(err, file.Sync(), file.Close()); err != nil {
		return 0, err
	}
	return problems, os.Rename(file.Name(), m.Out)
}
