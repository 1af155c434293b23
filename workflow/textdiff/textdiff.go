// Package textdiff shows what changed between two revisions of a document: section by section, in whole characters, so
// that Chinese text reads well. It is pure.
package textdiff

import (
	"time"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// Section is one part of a document. Sections of two revisions are the same part when their keys are equal.
type Section struct {
	Key   string
	Title string
	Text  string
}

// Op says where a run of text stands.
type Op string

// The operations.
const (
	Equal    Op = "equal"    // in both revisions
	Inserted Op = "inserted" // in the newer only
	Deleted  Op = "deleted"  // in the older only
)

// Run is a piece of text of one kind. The equal and deleted runs of a section joined are its older text, the equal and
// inserted runs its newer.
type Run struct {
	Op   Op     `json:"op"`
	Text string `json:"text"`
}

// Change is what became of one section.
type Change struct {
	Key   string `json:"key"`
	Title string `json:"title"` // the newer one
	Op    Op     `json:"op"`    // of the section as a whole: equal when both revisions have it
	Runs  []Run  `json:"runs"`
}

// patience bounds the search for the smallest difference; beyond it the difference is coarser and still right.
const patience = time.Second

// Sections compares two revisions. The sections come in the order of the newer one; those that it no longer has stand
// where they stood, behind the section that preceded them.
func Sections(older, newer []Section) []Change {
	had := map[string]Section{}
	for _, s := range older {
		had[s.Key] = s
	}
	has := map[string]bool{}
	for _, s := range newer {
		has[s.Key] = true
	}
	gone := map[string][]Section{} // by the key of the last section before them that stays
	before := ""
	for _, s := range older {
		if has[s.Key] {
			before = s.Key
		} else {
			gone[before] = append(gone[before], s)
		}
	}
	changes := removed(nil, gone[""])
	for _, s := range newer {
		old, both := had[s.Key]
		change := Change{Key: s.Key, Title: s.Title, Op: Inserted, Runs: Text(old.Text, s.Text)}
		if both {
			change.Op = Equal
		}
		changes = removed(append(changes, change), gone[s.Key])
	}
	return changes
}

func removed(changes []Change, sections []Section) []Change {
	for _, s := range sections {
		changes = append(changes, Change{Key: s.Key, Title: s.Title, Op: Deleted, Runs: Text(s.Text, "")})
	}
	return changes
}

// Text compares two texts.
func Text(older, newer string) []Run {
	d := diffmatchpatch.New()
	d.DiffTimeout = patience
	diffs := d.DiffCleanupSemantic(d.DiffMainRunes([]rune(older), []rune(newer), false))
	runs := make([]Run, 0, len(diffs))
	for _, diff := range diffs {
		runs = append(runs, Run{Op: ops[diff.Type], Text: diff.Text})
	}
	return runs
}

var ops = map[diffmatchpatch.Operation]Op{
	diffmatchpatch.DiffEqual:  Equal,
	diffmatchpatch.DiffInsert: Inserted,
	diffmatchpatch.DiffDelete: Deleted,
}
