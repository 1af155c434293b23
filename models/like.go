package models

import "strings"

// like is the comparison with a pattern that ignores case, for one placeholder.
func (tx Tx) like() string {
	if tx.dialect == Postgres {
		return `ILIKE ? ESCAPE '\'`
	}
	return `LIKE ? ESCAPE '\'` // SQLite's LIKE ignores the case of ASCII letters
}

var likeEscaper = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// containing is the pattern of texts that contain s as it stands.
func containing(s string) string { return "%" + likeEscaper.Replace(s) + "%" }

func repeat(arg any, n int) []any {
	args := make([]any, n)
	for i := range args {
		args[i] = arg
	}
	return args
}
