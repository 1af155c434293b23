package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/user"
	"time"

	"rectify/config"
	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/clock"
)

// auditCommand is for who keeps the audit log outside of the program.
type auditCommand struct {
	Export auditExport `cmd:"" help:"导出审计日志；导出本身也记入审计日志。"`
}

type auditExport struct {
	Format workflow.AuditFormat `enum:"csv,jsonl" default:"csv" help:"格式：csv（供人阅读）或 jsonl（每行一条，可据以复算封存值）。"`
	From   time.Time            `format:"2006-01-02" placeholder:"日期" help:"起始日期（含）。"`
	To     time.Time            `format:"2006-01-02" placeholder:"日期" help:"截止日期（含）。"`
	Out    string               `type:"path" placeholder:"文件" help:"写入文件（不覆盖已有文件）；缺省为标准输出。"`
}

// Run writes the audit log.
func (a auditExport) Run(ctx context.Context, c *config.Config, o output) error {
	con, err := openConsole(ctx, c, o)
	if err != nil {
		return err
	}
	defer con.store.Close()
	filter := models.AuditFilter{From: shanghaiDay(a.From), Until: shanghaiDay(a.To)}
	if !a.To.IsZero() {
		filter.Until = filter.Until.AddDate(0, 0, 1)
	}
	write, err := con.engine.ExportAudit(ctx, con.viewer, filter, a.Format)
	if err != nil {
		return err
	}
	if a.Out == "" {
		return write(o.out)
	}
	file, err := os.OpenFile(a.Out, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(write(io.Writer(file)), file.Close())
}

// shanghaiDay is the beginning of a day where the campaign is; zero for none.
func shanghaiDay(d time.Time) time.Time {
	if d.IsZero() {
		return d
	}
	return time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, clock.Shanghai)
}

// fromConsole says in the context, for the audit log, that a command of the machine's console is at work, which one, and
// under which account of the machine.
func fromConsole(ctx context.Context, command string) context.Context {
	account := "?"
	if u, err := user.Current(); err == nil {
		account = u.Username
	}
	return models.WithOrigin(ctx, models.Origin{Operation: "console", UserAgent: "rectify " + command + " (" + account + ")"})
}
