// Package workflow says what may happen, by whom and when. Its machines are one table (machines.go); every write of the
// program is an event of that table, fired by the Engine in one transaction. It knows no HTTP and no SQL.
package workflow
