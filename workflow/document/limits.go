package document

import "rectify/workflow/officefile"

// Limits bound what a file may cost. A zero field means its default.
type Limits struct {
	Bytes      int64 // of the file; default 20 MiB
	UnzipTotal int64 // bytes of all parts unpacked; default 64 MiB
	UnzipPart  int64 // bytes of one part unpacked; default 16 MiB
	Entries    int   // parts in the package; default 2000
	Ratio      int   // unpacked bytes per packed byte; default 100
	Rows       int   // the last row of a sheet or table; default 20000
}

// maxColumns, maxCells and maxMerges bound what one sheet may hold: a cell in column XFD of every row makes 16384 cells
// of each of them.
const (
	maxColumns = 256
	maxCells   = 500_000
	maxMerges  = 50_000
)

func (l Limits) withDefaults() Limits {
	if l.Rows <= 0 {
		l.Rows = 20_000
	}
	return l
}

// file is the part of the limits that is about the package.
func (l Limits) file() officefile.Limits {
	return officefile.Limits{Bytes: l.Bytes, UnzipTotal: l.UnzipTotal, UnzipPart: l.UnzipPart, Entries: l.Entries, Ratio: l.Ratio}
}
