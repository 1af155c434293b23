package lights

// Rate is a rate of completion: accepted or closed out, of all. Work that is merely claimed, or "basically complete",
// is not complete (rules §3 [V]).
type Rate struct {
	Complete int
	Total    int
}

// Percent returns the rate in whole percent, rounded down so that 100 is said of nothing incomplete. It reports false
// when there is nothing to complete: no rate is neither 0 nor 100.
func (r Rate) Percent() (int, bool) {
	if r.Total <= 0 {
		return 0, false
	}
	return 100 * r.Complete / r.Total, true
}
