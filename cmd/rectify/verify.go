package main

import (
	"context"
	"errors"
	"fmt"

	"rectify/config"
	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/clock"
)

type verifyCommand struct{}

// Run replays all history through the machines and prints what it counted. When something is wrong it prints the first
// bad entry and exits with 1.
func (verifyCommand) Run(ctx context.Context, c *config.Config, o output) error {
	log := newLogger(c, o.err)
	store, err := openCurrent(ctx, c, log)
	if err != nil {
		return err
	}
	defer store.Close()
	blobs, err := models.OpenBlobs(c.EvidenceDir())
	if err != nil {
		return err
	}
	v, err := workflow.NewEngine(store, clock.System{}, log).Verify(ctx, blobs)
	fmt.Fprintf(o.out, "已核对：对象 %d 个，流转记录 %d 条，文稿版本 %d 个，佐证材料 %d 份。\n", v.Subjects, v.Entries, v.Revisions, v.Files)
	for _, kind := range models.Kinds {
		if n := v.Kinds[kind]; n > 0 {
			fmt.Fprintf(o.out, "  %s %d\n", workflow.KindLabels[kind].ZH, n)
		}
	}
	var bad *workflow.BadEntry
	if errors.As(err, &bad) || errors.Is(err, workflow.ErrFeed) {
		fmt.Fprintln(o.out, "发现问题："+faultText(err))
		return exit(1)
	}
	if err != nil {
		return err
	}
	fmt.Fprintln(o.out, "未发现问题：状态、编号、哈希链、文稿和佐证材料均一致。")
	return nil
}
