// Package officefile opens office files that are ZIP packages (XLSX, DOCX, OFD) and refuses those that nobody should open:
// bombs, macros, passwords, embedded objects, content that loads from elsewhere, and marks of state secrets. It is pure: no
// database, no network. A refusal is a *Refused and says why.
package officefile
