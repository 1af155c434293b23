package models

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
	"github.com/pressly/goose/v3/lock"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
)

//go:embed migrations
var migrationFiles embed.FS

const versionTable = "schema_migrations"

// The tables of the job queue belong to River and come from its own steps. When a new River brings a step, it gets a new
// number here and a new target; what stands below is never changed. They count apart, from 900 on, so that they never stand
// between our own numbers.
var riverSteps = []struct {
	number int64
	target int // version of River's schema after this step
}{
	{number: 900, target: 8},
}

// Migration is one step of the schema.
type Migration struct {
	Number  int64
	Name    string
	Applied time.Time // zero while it is outstanding
}

// Migrate brings the schema up to date, step by step. On PostgreSQL several programs may start at once: one works and the
// others wait for it. A step that fails is rolled back; those before it stay.
func (s *Store) Migrate(ctx context.Context) error {
	steps, err := s.migrations(migrationFiles)
	if err != nil {
		return err
	}
	if _, err := steps.Up(ctx); err != nil {
		return fmt.Errorf("models: migrate: %w", err)
	}
	return nil
}

// MigrationStatus lists the steps this program knows, in order.
func (s *Store) MigrationStatus(ctx context.Context) ([]Migration, error) {
	steps, err := s.migrations(migrationFiles)
	if err != nil {
		return nil, err
	}
	status, err := steps.Status(ctx)
	if err != nil {
		return nil, fmt.Errorf("models: migration status: %w", err)
	}
	list := make([]Migration, len(status))
	for i, m := range status {
		list[i] = Migration{Number: m.Source.Version, Name: stepName(m.Source), Applied: m.AppliedAt.UTC()}
	}
	return list, nil
}

// CheckSchema refuses a schema that is older or newer than this program, and says what to do. It changes nothing.
func (s *Store) CheckSchema(ctx context.Context) error {
	steps, err := s.migrations(migrationFiles)
	if err != nil {
		return err
	}
	return s.checkSchema(ctx, steps)
}

// Blank reports whether the database holds no table at all: it was never used.
func (s *Store) Blank(ctx context.Context) (bool, error) {
	count := `SELECT count(*) FROM sqlite_master`
	if s.dialect == Postgres {
		count = `SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()`
	}
	var tables int
	err := s.db.WithContext(ctx).Raw(count).Scan(&tables).Error
	return tables == 0, translate(err)
}

// SchemaDigest is a SHA-256, in hex, over everything that makes the schema: tests keep a migrated template under this name.
func SchemaDigest() (string, error) {
	hash := sha256.New()
	hash.Write(fmt.Append(nil, riverSteps)) // a hash never fails to take bytes
	err := fs.WalkDir(migrationFiles, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := migrationFiles.ReadFile(path)
		hash.Write(fmt.Appendf(nil, "%s %d\n%s", path, len(content), content))
		return err
	})
	return hex.EncodeToString(hash.Sum(nil)), err
}

func (s *Store) checkSchema(ctx context.Context, steps *goose.Provider) error {
	applied, err := s.appliedSteps(ctx)
	if err != nil {
		return fmt.Errorf("models: read the schema version: %w", err)
	}
	known := map[int64]bool{}
	for _, step := range steps.ListSources() {
		known[step.Version] = true
	}
	for _, number := range applied {
		if !known[number] {
			return fmt.Errorf("models: the schema is newer than this program: it does not know migration %05d; "+
				"start the version of rectify that made it", number)
		}
	}
	for _, step := range steps.ListSources() {
		if !slices.Contains(applied, step.Version) {
			return fmt.Errorf("models: the schema is older than this program: migration %05d (%s) is outstanding; "+
				"make a backup, then run: rectify migrate", step.Version, stepName(step))
		}
	}
	return nil
}

// appliedSteps lists the numbers recorded in the database, in ascending order; none in an empty database.
func (s *Store) appliedSteps(ctx context.Context) ([]int64, error) {
	exists := `SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?`
	if s.dialect == Postgres {
		exists = `SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = ?`
	}
	var tables int
	if err := s.db.WithContext(ctx).Raw(exists, versionTable).Scan(&tables).Error; err != nil || tables == 0 {
		return nil, err
	}
	versions, err := database.NewStore(s.gooseDialect(), versionTable)
	if err != nil {
		return nil, err
	}
	rows, err := versions.ListMigrations(ctx, s.sql)
	if err != nil {
		return nil, err
	}
	var applied []int64
	for _, row := range rows {
		if row.Version > 0 && row.IsApplied { // 0 is the mark that goose sets when it makes the table
			applied = append(applied, row.Version)
		}
	}
	slices.Sort(applied)
	return applied, nil
}

// migrations puts together the SQL files of this dialect and River's steps.
func (s *Store) migrations(files fs.FS) (*goose.Provider, error) {
	files, err := fs.Sub(files, "migrations/"+string(s.dialect))
	if err != nil {
		return nil, fmt.Errorf("models: migrations: %w", err)
	}
	opts := []goose.ProviderOption{
		goose.WithTableName(versionTable),
		goose.WithDisableGlobalRegistry(true),
		goose.WithSlog(s.log),
		// River's 900 is applied long before our own 00002 exists.
		goose.WithAllowOutofOrder(true),
	}
	if s.dialect == Postgres {
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return nil, fmt.Errorf("models: migrations: %w", err)
		}
		opts = append(opts, goose.WithSessionLocker(locker))
	}
	for _, step := range riverSteps {
		run := &goose.GoFunc{RunDB: func(ctx context.Context, _ *sql.DB) error { return s.migrateRiver(ctx, step.target) }}
		opts = append(opts, goose.WithGoMigrations(goose.NewGoMigration(step.number, run, nil)))
	}
	steps, err := goose.NewProvider(s.gooseDialect(), s.sql, files, opts...)
	if err != nil {
		return nil, fmt.Errorf("models: migrations: %w", err)
	}
	return steps, nil
}

func (s *Store) gooseDialect() goose.Dialect {
	if s.dialect == Postgres {
		return goose.DialectPostgres
	}
	return goose.DialectSQLite3
}

func (s *Store) migrateRiver(ctx context.Context, target int) error {
	if s.dialect == Postgres {
		return migrateRiver(ctx, riverdatabasesql.New(s.sql), s, target)
	}
	return migrateRiver(ctx, riversqlite.New(s.sql), s, target)
}

// migrateRiver takes River's schema to the version target. River asks for no lock; ours is held around it.
func migrateRiver(ctx context.Context, driver riverdriver.Driver[*sql.Tx], s *Store, target int) error {
	steps, err := rivermigrate.New(driver, &rivermigrate.Config{Logger: s.log})
	if err != nil {
		return err
	}
	_, err = steps.Migrate(ctx, rivermigrate.DirectionUp, &rivermigrate.MigrateOpts{TargetVersion: target})
	return err
}

func stepName(step *goose.Source) string {
	if step.Path == "" {
		return "river"
	}
	return step.Path
}
