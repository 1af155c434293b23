package workflow

import (
	"encoding/json"
	"fmt"
	"slices"

	"rectify/models"
	"rectify/workflow/quorum"
)

// Policies are a campaign's settings: rules that differ from office to office or for which no binding source is known.
// The defaults are those of the campaign this product was first made for.
type Policies struct {
	// LeadLeaderSigns: kinds of contribution that the lead leader signs before they are submitted.
	LeadLeaderSigns []models.Kind `json:"lead_leader_signs"`
	// CloseBy says who closes out a problem: "audit_office" or "party_group".
	CloseBy string `json:"close_by"`
	// Quorum holds the rules of the Party-group meeting.
	Quorum quorum.Rules `json:"quorum"`
	// Weekly holds the lengths of the weekly report, in characters without white space.
	Weekly WeeklyPolicy `json:"weekly"`
	// Series says when periodic reports are due. A list that is given replaces the whole default list.
	Series []SeriesPolicy `json:"series"`
	// ImmediateDays is the window of a measure "to be rectified at once", counted from the plan's approval.
	ImmediateDays int `json:"immediate_days"`
	// ReviewDays is how long the proof of a long-term measure holds.
	ReviewDays int `json:"review_days"`
	// DelegatedVotes lets somebody to whom a member of the Party group has delegated his role attend to the member's part of
	// a meeting: vote, withdraw, hand in an opinion, take the chair. By the rules nobody does.
	DelegatedVotes bool `json:"delegated_votes"`
	// WarnDays is how many days before its deadline a light turns yellow.
	WarnDays int `json:"warn_days"`
	// UrgeCooldownHours is how long nobody urges again what was urged.
	UrgeCooldownHours int `json:"urge_cooldown_hours"`
}

// WeeklyPolicy holds the weekly report's lengths.
type WeeklyPolicy struct {
	ProgressMin   int `json:"progress_min"`   // shorter gives a warning
	ProgressMax   int `json:"progress_max"`   // longer gives a warning
	ExperienceMax int `json:"experience_max"` // longer is refused
}

// DefaultPolicies returns the settings of a campaign that says nothing.
func DefaultPolicies() Policies {
	return Policies{
		LeadLeaderSigns:   []models.Kind{models.KindProblem, models.KindProgress},
		CloseBy:           "audit_office",
		Quorum:            quorum.Default(),
		Weekly:            WeeklyPolicy{ProgressMin: 200, ProgressMax: 400, ExperienceMax: 500},
		Series:            []SeriesPolicy{defaultSeries()},
		ImmediateDays:     30,
		ReviewDays:        90,
		WarnDays:          3,
		UrgeCooldownHours: 24,
	}
}

// ParsePolicies reads stored policies over the defaults.
func ParsePolicies(stored string) (Policies, error) {
	p := DefaultPolicies()
	if err := json.Unmarshal([]byte(stored), &p); err != nil {
		return p, fmt.Errorf("policies of the campaign: %w", err)
	}
	return p, nil
}

// leaderSigns reports whether the lead leader signs this kind of contribution.
func (p Policies) leaderSigns(kind models.Kind) bool { return slices.Contains(p.LeadLeaderSigns, kind) }
