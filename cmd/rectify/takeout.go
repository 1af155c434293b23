package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"

	"rectify/config"
	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/words"
)

// takeout is what the commands have in common that take a campaign out of the database into a file.
type takeout struct {
	Campaign string `required:"" placeholder:"代号" help:"哪个整改专项。"`
	Out      string `required:"" type:"path" placeholder:"文件" help:"写入的文件。"`
	As       string `placeholder:"账号" help:"按谁的查看范围；默认为整个专项，不含限定知悉范围的内容。"`
	Force    bool   `help:"文件已存在时覆盖。"`
}

// taking is a takeout on its way. Whoever opened it closes its store.
type taking struct {
	log      *slog.Logger
	store    *models.Store
	viewer   models.Viewer
	campaign models.Campaign
}

// open refuses a file that is there already and finds the campaign and in whose scope it is read.
func (t *takeout) open(ctx context.Context, c *config.Config, o output) (taking, error) {
	found := taking{log: newLogger(c, o.err)}
	if _, err := os.Stat(t.Out); err == nil && !t.Force {
		return found, fmt.Errorf("文件 %s 已存在，如需覆盖请加 --force", t.Out)
	}
	store, err := openCurrent(ctx, c, found.log)
	if err != nil {
		return found, err
	}
	found.store = store
	if found.campaign, err = store.View(ctx).CampaignByCode(t.Campaign); errors.Is(err, models.ErrNotFound) {
		err = inChinese(workflow.Refuse(workflow.NotFound, words.CampaignUnknown, words.Params{"code": t.Campaign}))
	}
	found.viewer = models.Viewer{Grants: []models.Grant{{Role: models.RoleAuditOfficer}}} // who can read the database may read it all
	if err == nil && t.As != "" {
		found.viewer, err = userNamed(ctx, store, t.As)
	}
	if err != nil {
		_ = store.Close()
	}
	return found, err
}

// write writes beside the file first: it is complete or not there.
func (t *takeout) write(content func(io.Writer) error) error {
	file, err := os.CreateTemp(filepath.Dir(t.Out), ".rectify-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(file.Name()) }() // renamed on success
	err = content(file)
	if err := errors.Join(err, file.Sync(), file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), t.Out)
}
