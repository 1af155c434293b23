package document

// Limits bound what a workbook may cost. A zero field means its default.
type Limits struct {
	Bytes      int64 // of the file; default 20 MiB
	UnzipTotal int64 // bytes of all parts unpacked; default 64 MiB
	UnzipPart  int64 // bytes of one part unpacked; default 16 MiB
	Entries    int   // parts in the package; default 2000
	Ratio      int   // unpacked bytes per packed byte; default 100
	Rows       int   // the last row of a sheet; default 20000
}

// maxColumns, maxCells and maxMerges bound what one sheet may hold: a cell in column XFD of every row makes 16384 cells
// of each of them.
const (
	maxColumns = 256
	maxCells   = 500_000
	maxMerges  = 50_000
)

func (l Limits) withDefaults() Limits {
	l.Bytes = orDefault(l.Bytes, 20<<20)
	l.UnzipTotal = orDefault(l.UnzipTotal, 64<<20)
	l.UnzipPart = orDefault(l.UnzipPart, 16<<20)
	l.Entries = orDefault(l.Entries, 2000)
	l.Ratio = orDefault(l.Ratio, 100)
	l.Rows = orDefault(l.Rows, 20_000)
	return l
}

func orDefault[T int | int64](v, otherwise T) T {
	if v <= 0 {
		return otherwise
	}
	return v
}
