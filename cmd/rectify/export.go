package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"

	"rectify/config"
	"rectify/workflow"
	"rectify/workflow/clock"
)

// exportCommand takes out of the database what must be readable without it.
type exportCommand struct {
	Ledger  ledgerCommand `cmd:"" help:"导出整改措施一览表（上报格式）或完整台账。"`
	History exportHistory `cmd:"" help:"按总次序逐行输出全部流转记录（JSON 行），附哈希，可由第三方程序核对。"`
}

type exportHistory struct {
	Output string `short:"o" type:"path" placeholder:"文件" help:"写入文件（不得已存在）；留空输出到屏幕。"`
	Size   int64  `placeholder:"条数" help:"只输出前若干条，如某个检查点所覆盖的条数；0 为全部。"`
}

// Run writes the log to the file or to the standard output.
func (m *exportHistory) Run(ctx context.Context, c *config.Config, o output) (failed error) {
	log := newLogger(c, o.err)
	store, err := openCurrent(ctx, c, log)
	if err != nil {
		return err
	}
	defer store.Close()
	engine := workflow.NewEngine(store, clock.System{}, log)
	out := o.out
	if m.Output != "" {
		file, err := os.OpenFile(m.Output, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			return err
		}
		defer func() { failed = errors.Join(failed, file.Close()) }()
		out = file
	}
	buffered := bufio.NewWriter(out)
	n, err := engine.ExportHistory(ctx, buffered, m.Size)
	if err = errors.Join(err, buffered.Flush()); err != nil {
		return err
	}
	fmt.Fprintf(o.err, "已输出 %d 条流转记录。\n", n)
	return nil
}
