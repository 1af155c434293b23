package workflow

import (
	"slices"

	"rectify/workflow/words"
)

// closeBy are the values of Policies.CloseBy.
var closeBy = []string{"audit_office", "party_group"}

// check names every setting that makes no sense, series excepted (see SeriesOf).
func (p Policies) check() []Reason {
	var reasons []Reason
	refuse := func(bad bool, field string, code words.Code, params words.Params) {
		if bad {
			reasons = append(reasons, Reason{Code: code, Field: "body.policies." + field, Params: params})
		}
	}
	for _, kind := range p.LeadLeaderSigns {
		refuse(!kind.Contribution(), "lead_leader_signs", words.PolicyValue, words.Params{"value": kind})
	}
	refuse(!slices.Contains(closeBy, p.CloseBy), "close_by", words.PolicyValue, words.Params{"value": p.CloseBy})
	for _, n := range []struct {
		field     string
		value     int
		low, high int
	}{
		{"weekly.progress_min", p.Weekly.ProgressMin, 0, p.Weekly.ProgressMax},
		{"weekly.progress_max", p.Weekly.ProgressMax, 1, 100_000},
		{"weekly.experience_max", p.Weekly.ExperienceMax, 1, 100_000},
		{"immediate_days", p.ImmediateDays, 1, 366},
		{"review_days", p.ReviewDays, 1, 3660},
		{"warn_days", p.WarnDays, 0, 366},
		{"urge_cooldown_hours", p.UrgeCooldownHours, 0, 720},
	} {
		refuse(n.value < n.low || n.value > n.high, n.field, words.PolicyRange, words.Params{"low": n.low, "high": n.high})
	}
	refuse(p.Quorum.Validate() != nil, "quorum", words.PolicyQuorum, nil)
	return reasons
}
