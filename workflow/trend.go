package workflow

import (
	"context"
	"time"

	"github.com/golang-sql/civil"

	"rectify/models"
	"rectify/workflow/lights"
)

// WeekLights counts the measures in force by light at the end of a day.
type WeekLights struct {
	On     civil.Date
	Lights map[lights.Light]int
}

// maxWeeks bounds how far back a trend goes: five years.
const maxWeeks = 260

// Trend counts the measures by light at the end of each week of a campaign, Sundays, and now. States are those of history;
// deadlines, whether a measure is long-term, and until when its proof holds are those of now. It ends with the week in
// which the campaign's last day and its last move are over.
func (e *Engine) Trend(ctx context.Context, v models.Viewer, campaignID string) ([]WeekLights, error) {
	tx, now := e.store.View(ctx), e.clock.Now()
	campaign, err := tx.CampaignByID(campaignID)
	if err != nil {
		return nil, notFound(err)
	}
	judge, err := newJudges(tx, v).past(campaignID)
	if err != nil {
		return nil, err
	}
	measures, err := tx.MeasureFacts(v, models.MeasureFilter{CampaignID: campaignID, Dropped: true})
	if err != nil {
		return nil, err
	}
	last := models.DateOf(campaign.EndsOn)
	for _, moves := range judge.moves {
		if on := today(moves[len(moves)-1].At); last == nil || on.After(*last) {
			last = &on
		}
	}
	var trend []WeekLights
	for _, on := range weekEnds(*models.DateOf(campaign.StartsOn), *last, today(now)) {
		trend = append(trend, WeekLights{on, judge.lightsAt(measures, endOf(on, now))})
	}
	return trend, nil
}

func (j *judge) lightsAt(measures []models.MeasureFacts, at time.Time) map[lights.Light]int {
	counts := map[lights.Light]int{}
	for _, f := range measures {
		if f, in := j.then(f, at); in {
			counts[j.measure(f, at).light]++
		}
	}
	return counts
}

// weekEnds are the Sundays from the first day to the end of the last day's week, as far as they are over, and today.
func weekEnds(from, last, today civil.Date) []civil.Date {
	var days []civil.Date
	for on := sundayOf(from); on.Before(today) && !on.After(sundayOf(last)); on = on.AddDays(7) {
		days = append(days, on)
	}
	if !today.Before(from) {
		days = append(days, today)
	}
	return days[max(0, len(days)-maxWeeks):]
}

// sundayOf is the last day of a day's week.
func sundayOf(day civil.Date) civil.Date {
	return day.AddDays((7 - int(day.In(time.UTC).Weekday())) % 7)
}
