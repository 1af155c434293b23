package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"rectify/config"
	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/clock"
)

type ledgerCommand struct {
	takeout
	Layout string   `enum:"annex,ledger" default:"annex" help:"annex 上报用一览表；ledger 完整台账。文件名以 .xlsx 或 .csv 结尾。"`
	State  []string `placeholder:"状态" help:"只导出这些状态的问题，逗号分隔。"`
}

// Run writes a campaign's ledger to a file.
func (m *ledgerCommand) Run(ctx context.Context, c *config.Config, o output) error {
	t, err := m.open(ctx, c, o)
	if err != nil {
		return err
	}
	defer t.store.Close()
	x := workflow.Export{Layout: m.Layout, Format: strings.TrimPrefix(strings.ToLower(filepath.Ext(m.Out)), "."),
		Filter: models.ProblemFilter{CampaignID: t.campaign.ID, States: m.State}}
	problems := 0
	err = m.write(func(w io.Writer) error {
		return workflow.NewEngine(t.store, clock.System{}, t.log).WriteExport(ctx, t.viewer, x, w, func(done, _ int) { problems = done })
	})
	if err != nil {
		return inChinese(err)
	}
	_, err = fmt.Fprintf(o.out, "已将 %d 个问题导出到 %s\n", problems, m.Out)
	return err
}
