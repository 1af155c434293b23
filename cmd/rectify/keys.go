package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"rectify/config"
	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/checkpoint"
	"rectify/workflow/clock"
	"rectify/workflow/keyfile"
)

// keysCommand is about the key that signs checkpoints.
type keysCommand struct {
	Show   keysShow   `cmd:"" help:"输出检查点公钥，供核对检查点（应在数据库管理员够不到的地方保存）。"`
	Rotate keysRotate `cmd:"" help:"更换检查点密钥；旧公钥仍可核对此前的检查点。"`
}

// useLogKey gives the engine the key that signs this database's checkpoints. It is made at the first start; where the
// database already knows a key, its file must be brought here.
func useLogKey(ctx context.Context, c *config.Config, store *models.Store, engine *workflow.Engine) error {
	path := c.CheckpointKey()
	known, err := store.View(ctx).LogKeys()
	if err != nil {
		return err
	}
	load := checkpoint.FirstKey
	if len(known) > 0 {
		load = checkpoint.LoadKey
	}
	key, err := load(path)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("没有检查点密钥文件 %s，而数据库已登记密钥 %s：请从另一副本或保管处取回该文件", path, known[len(known)-1].Verifier)
	} else if err != nil {
		return err
	}
	engine.UseKey(key)
	err = engine.RegisterKey(ctx)
	if errors.Is(err, workflow.ErrForeignKey) {
		return fmt.Errorf("检查点密钥文件 %s 不是数据库登记的最新密钥：各副本须使用同一文件；更换密钥请用 rectify keys rotate", path)
	}
	return err
}

type keysShow struct{}

// Run prints the public key of the file and those that the database knows.
func (keysShow) Run(ctx context.Context, c *config.Config, o output) error {
	store, err := openCurrent(ctx, c, newLogger(c, o.err))
	if err != nil {
		return err
	}
	defer store.Close()
	known, err := store.View(ctx).LogKeys()
	if err != nil {
		return err
	}
	key, err := checkpoint.LoadKey(c.CheckpointKey())
	switch {
	case err == nil:
		fmt.Fprintf(o.out, "%s\n", key.Verifier())
	case !errors.Is(err, fs.ErrNotExist):
		return err
	case len(known) == 0:
		return fmt.Errorf("尚无检查点密钥：服务首次启动时生成于 %s", c.CheckpointKey())
	}
	for _, k := range known {
		if key == nil || k.Verifier != key.Verifier() {
			fmt.Fprintf(o.err, "数据库另登记有：%s（%s 起）\n", k.Verifier, k.AddedAt.In(clock.Shanghai).Format("2006-01-02 15:04"))
		}
	}
	return nil
}

type keysRotate struct{}

// Run makes a new key of the same log, makes it known, and keeps the old file under another name. The service must be
// started again with the new file, on every replica.
func (keysRotate) Run(ctx context.Context, c *config.Config, o output) error {
	log := newLogger(c, o.err)
	store, err := openCurrent(ctx, c, log)
	if err != nil {
		return err
	}
	defer store.Close()
	path := c.CheckpointKey()
	old, err := checkpoint.LoadKey(path)
	if err != nil {
		return err
	}
	private, err := checkpoint.NewKey(old.Origin())
	if err != nil {
		return err
	}
	next, err := checkpoint.ReadKey(private)
	if err != nil {
		return err
	}
	aside := path + ".until-" + clock.System{}.Now().Format("20060102T150405Z")
	if err := errors.Join(os.Rename(path, aside), keyfile.Create(path, private)); err != nil {
		return err
	}
	if err := workflow.NewEngine(store, clock.System{}, log).RotateKey(ctx, next); err != nil {
		return errors.Join(err, os.Rename(aside, path))
	}
	fmt.Fprintf(o.out, "%s\n", next.Verifier())
	fmt.Fprintf(o.err, "旧密钥移至 %s。请把新密钥文件分发到各副本并重新启动服务。\n", aside)
	return nil
}
