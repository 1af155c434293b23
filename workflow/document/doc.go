// Package document reads rectification measure tables (整改措施一览表) out of XLSX workbooks and writes them. It is pure:
// no database, no clock, no network. What cannot be read is reported with its place and what was expected there;
// nothing is guessed and no text is dropped without a finding that quotes it.
package document
