package officefile

// Limits bound what a package may cost. A zero field means its default.
type Limits struct {
	Bytes      int64 // of the file; default 20 MiB
	UnzipTotal int64 // bytes of all parts unpacked; default 64 MiB
	UnzipPart  int64 // bytes of one part unpacked; default 16 MiB
	Entries    int   // parts in the package; default 2000
	Ratio      int   // unpacked bytes per packed byte; default 100
	Depth      int   // elements inside of each other in one XML part; default 256
}

func (l Limits) withDefaults() Limits {
	l.Bytes = orDefault(l.Bytes, 20<<20)
	l.UnzipTotal = orDefault(l.UnzipTotal, 64<<20)
	l.UnzipPart = orDefault(l.UnzipPart, 16<<20)
	l.Entries = orDefault(l.Entries, 2000)
	l.Ratio = orDefault(l.Ratio, 100)
	l.Depth = orDefault(l.Depth, 256)
	return l
}

func orDefault[T int | int64](v, otherwise T) T {
	if v <= 0 {
		return otherwise
	}
	return v
}
