package models_test

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"gorm.io/gorm"
	"gorm.io/gorm/schema"

	"rectify/models"
	"rectify/models/testdb"
)

// rows are all types that are stored, one for each table.
var rows = []any{
	models.Unit{}, models.User{}, models.RoleGrant{}, models.GrantProposal{}, models.ServiceAccount{}, models.ServiceAccountUser{}, models.ServiceAccountUnit{}, models.ServiceToken{}, models.Session{}, models.AuditRecord{}, models.AuditSeal{}, models.RateWindow{}, models.Campaign{}, models.CalendarYear{},
	models.CalendarDay{}, models.CalendarChange{}, models.Cycle{}, models.Obligation{}, models.Subject{}, models.Copy{}, models.Problem{},
	models.Measure{}, models.Report{}, models.Revision{}, models.Member{}, models.SignOff{}, models.SuperiorReview{}, models.Evidence{},
	models.Meeting{}, models.MeetingObserver{}, models.MeetingMember{}, models.MeetingItem{}, models.Withdrawal{}, models.Vote{},
	models.Entry{}, models.StoredAnswer{}, models.SignInTry{}, models.FormerPassword{}, models.Activation{}, models.Authenticator{},
	models.ProviderSignIn{},
	models.Checkpoint{}, models.LogKey{}, models.LogNode{},
	models.WebhookTarget{}, models.Webhook{}, models.WebhookDelivery{}, models.WebhookAttempt{},
	models.CircleReader{}, models.Reading{}, models.Delegation{},
	models.CycleUrge{}, models.NotificationMark{}, models.FileJob{}, models.TableHead{}, models.Template{}, models.SavedFilter{},
}

// rowless are tables that only SQL reads and writes.
var rowless = []string{"audit_retention", "co_units", "feed", "unsequenced"}

// foreign reports whether a table is not ours: River's, goose's, SQLite's own.
func foreign(table string) bool {
	return strings.HasPrefix(table, "river_") || strings.HasPrefix(table, "sqlite_") || table == "schema_migrations"
}

// Every row type has exactly the columns of its table, and a field can hold NULL exactly where its column can.
func TestRowsMatchTheirTables(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		described := slices.Clone(rowless)
		err := store.Tx(t.Context(), func(db *gorm.DB) error {
			for _, row := range rows {
				parsed, err := schema.Parse(row, &sync.Map{}, db.NamingStrategy)
				if err != nil {
					return err
				}
				described = append(described, parsed.Table)
				columns, err := db.Migrator().ColumnTypes(parsed.Table)
				if err != nil {
					return fmt.Errorf("%s: %w", parsed.Table, err)
				}
				compareColumns(t, parsed, columns)
			}
			tables, err := db.Migrator().GetTables()
			if err != nil {
				return err
			}
			for _, table := range tables {
				if !foreign(table) && !slices.Contains(described, table) {
					t.Errorf("table %s has no row type", table)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func compareColumns(t *testing.T, row *schema.Schema, columns []gorm.ColumnType) {
	t.Helper()
	known := map[string]bool{}
	for _, column := range columns {
		known[column.Name()] = true
		field := row.FieldsByDBName[column.Name()]
		if field == nil {
			t.Errorf("%s.%s has no field in %s", row.Table, column.Name(), row.Name)
			continue
		}
		nullable, told := column.Nullable()
		if primary, _ := column.PrimaryKey(); primary || !told { // SQLite says of a primary key that it can be NULL
			continue
		}
		if pointer := field.FieldType.Kind() == reflect.Pointer; pointer != nullable {
			t.Errorf("%s.%s: column can be NULL: %v, field can: %v", row.Table, column.Name(), nullable, pointer)
		}
	}
	for name, field := range row.FieldsByDBName {
		if !known[name] && field.Creatable { // what is only read may come from a join
			t.Errorf("%s has a field for %s.%s, which does not exist", row.Name, row.Table, name)
		}
	}
}

// The migrations of both databases make the same schema: tables, columns and what may be NULL, named constraints, foreign
// keys and indexes.
func TestDialectsAgree(t *testing.T) {
	lite, postgres := schemaOf(t, testdb.SQLite(t), sqliteSchema), schemaOf(t, testdb.Postgres(t), postgresSchema)
	for _, line := range lite {
		if !slices.Contains(postgres, line) {
			t.Error("only on SQLite: ", line)
		}
	}
	for _, line := range postgres {
		if line == "history: index history_id" { // SQLite finds rows by their id without one
			continue
		}
		if !slices.Contains(lite, line) {
			t.Error("only on PostgreSQL: ", line)
		}
	}
	if len(lite) < 250 {
		t.Errorf("only %d lines of schema were read", len(lite))
	}
}

// The queries give one line of text for each thing and the table that it belongs to.
const (
	sqliteSchema = `SELECT m.name, 'column ' || c.name || CASE WHEN c."notnull" OR c.pk THEN '' ELSE ' null' END
			FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'
		UNION ALL SELECT m.name, 'key ' || f."from" || ' → ' || f."table" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'
		UNION ALL SELECT tbl_name, 'index ' || name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL
		UNION ALL SELECT name, sql FROM sqlite_master WHERE type = 'table'`
	postgresSchema = `SELECT table_name::text, 'column ' || column_name || CASE is_nullable WHEN 'YES' THEN ' null' ELSE '' END
			FROM information_schema.columns WHERE table_schema = 'public'
		UNION ALL SELECT conrelid::regclass::text, 'key ' || a.attname || ' → ' || confrelid::regclass::text
			FROM pg_constraint JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = conkey[1] WHERE contype = 'f'
		UNION ALL SELECT i.tablename::text, 'index ' || i.indexname FROM pg_indexes i WHERE i.schemaname = 'public'
			AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)
		UNION ALL SELECT conrelid::regclass::text, 'constraint ' || conname FROM pg_constraint
			WHERE contype IN ('c', 'u', 'p') AND connamespace = 'public'::regnamespace AND conname NOT LIKE '%\_pkey'`
)

var constraint = regexp.MustCompile(`CONSTRAINT (\w+)`)

func schemaOf(t *testing.T, store *models.Store, query string) (lines []string) {
	t.Helper()
	result, err := store.SQL().QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer result.Close()
	for result.Next() {
		var table, thing string
		if err := result.Scan(&table, &thing); err != nil {
			t.Fatal(err)
		}
		if foreign(table) || table == "-" {
			continue
		}
		if !strings.HasPrefix(thing, "CREATE TABLE") {
			lines = append(lines, table+": "+thing)
			continue
		}
		for _, name := range constraint.FindAllStringSubmatch(thing, -1) { // SQLite keeps names only in the statement
			lines = append(lines, table+": constraint "+name[1])
		}
	}
	if err := result.Err(); err != nil {
		t.Fatal(err)
	}
	return lines
}
