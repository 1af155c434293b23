package main

import (
	"context"
	"fmt"

	"rectify/config"
	"rectify/workflow"
	"rectify/workflow/clock"
)

type migrateCommand struct {
	Up     migrateUp     `cmd:"" default:"1" help:"升级到本程序的数据库结构。"`
	Status migrateStatus `cmd:"" help:"列出各步升级及其时间。"`
}

type migrateUp struct{}

// Run brings the schema up to date and fills an empty calendar. Running it twice, or on several replicas at once, does it once.
func (migrateUp) Run(ctx context.Context, c *config.Config, o output) error {
	log := newLogger(c, o.err)
	store, err := openStore(ctx, c, log)
	if err != nil {
		return err
	}
	defer store.Close()
	if err := store.Migrate(ctx); err != nil {
		return err
	}
	if err := workflow.NewEngine(store, clock.System{}, log).SeedCalendar(ctx); err != nil {
		return err
	}
	fmt.Fprintln(o.out, "数据库结构已是最新。")
	return nil
}

type migrateStatus struct{}

// Run lists the migrations.
func (migrateStatus) Run(ctx context.Context, c *config.Config, o output) error {
	store, err := openStore(ctx, c, newLogger(c, o.err))
	if err != nil {
		return err
	}
	defer store.Close()
	list, err := store.MigrationStatus(ctx)
	if err != nil {
		return err
	}
	for _, m := range list {
		applied := "未执行"
		if !m.Applied.IsZero() {
			applied = m.Applied.In(clock.Shanghai).Format("2006-01-02 15:04:05")
		}
		fmt.Fprintf(o.out, "%05d  %-24s %s\n", m.Number, m.Name, applied)
	}
	return nil
}
