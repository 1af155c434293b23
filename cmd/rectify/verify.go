package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"rectify/config"
	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/checkpoint"
	"rectify/workflow/clock"
)

type verifyCommand struct {
	Checkpoint []string `type:"existingfile" placeholder:"文件" help:"在数据库之外保存的检查点，可给出多个；核对数据库是否仍包含其全部记录。"`
	Key        []string `placeholder:"公钥" help:"核对检查点签名的公钥，应取自数据库之外；不给出时使用数据库登记的公钥。"`
}

// Run replays all history through the machines, holds the checkpoints against the log and prints what it counted. When
// something is wrong it prints the first bad entry or checkpoint and exits with 1.
func (m *verifyCommand) Run(ctx context.Context, c *config.Config, o output) error {
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
	outside, err := m.outside(ctx, store, o)
	if err != nil {
		return err
	}
	v, err := workflow.NewEngine(store, clock.System{}, log).Verify(ctx, blobs, outside...)
	fmt.Fprintf(o.out, "已核对：对象 %d 个，流转记录 %d 条，文稿版本 %d 个，佐证材料 %d 份。\n", v.Subjects, v.Entries, v.Revisions, v.Files)
	for _, kind := range models.Kinds {
		if n := v.Kinds[kind]; n > 0 {
			fmt.Fprintf(o.out, "  %s %d\n", workflow.KindLabels[kind].ZH, n)
		}
	}
	var bad *workflow.BadEntry
	var unborne *workflow.BadCheckpoint
	var renamed *workflow.BadUser
	if errors.As(err, &bad) || errors.As(err, &renamed) || errors.As(err, &unborne) || errors.Is(err, workflow.ErrFeed) ||
		errors.Is(err, workflow.ErrAudit) {
		fmt.Fprintln(o.out, "发现问题："+faultText(err))
		return exit(1)
	}
	if err != nil {
		return err
	}
	fmt.Fprintln(o.out, sealText(v, outside))
	fmt.Fprintln(o.out, "未发现问题：状态、编号、哈希链、文稿和佐证材料均一致。")
	return nil
}

// outside reads the checkpoints that were brought from elsewhere, whose signatures must hold.
func (m *verifyCommand) outside(ctx context.Context, store *models.Store, o output) ([]checkpoint.Checkpoint, error) {
	if len(m.Checkpoint) == 0 {
		return nil, nil
	}
	keys := m.Key
	if len(keys) == 0 {
		known, err := store.View(ctx).LogKeys()
		if err != nil {
			return nil, err
		}
		for _, k := range known {
			keys = append(keys, k.Verifier)
		}
		fmt.Fprintln(o.err, "注意：公钥取自数据库本身；能改数据库的人也能改它。请用 --key 给出另行保存的公钥。")
	}
	var outside []checkpoint.Checkpoint
	for _, path := range m.Checkpoint {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		said, err := checkpoint.Open(string(text), keys...)
		if err != nil {
			fmt.Fprintf(o.out, "检查点文件 %s 不可信：%s。\n  %v\n", path, openText(err), err)
			return nil, exit(1)
		}
		outside = append(outside, said)
	}
	return outside, nil
}
