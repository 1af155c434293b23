package workflow

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/golang-sql/civil"

	"rectify/models"
	"rectify/workflow/calendar"
	"rectify/workflow/words"
)

// SeedCalendar fills an empty calendar with the notices that come with the program. It may run at every start and on
// every replica: a calendar that has any year is left alone.
func (e *Engine) SeedCalendar(ctx context.Context) error {
	return e.inTx(ctx, func(tx models.Tx) error {
		known, err := tx.CalendarYears()
		if err != nil || len(known) > 0 {
			return err
		}
		for _, y := range calendar.Embedded() {
			row := calendarRow(y)
			row.UpdatedAt = e.clock.Now()
			if err := tx.PutCalendarYear(row); err != nil {
				return err
			}
		}
		return nil
	})
}

// Calendar returns the working-day calendar as it is now. It is read each time, about 200 short rows, so that a year
// imported through one replica counts on all of them at once.
func (e *Engine) Calendar(ctx context.Context) (*calendar.Calendar, error) {
	return calendarIn(e.store.View(ctx))
}

func calendarIn(tx models.Tx) (*calendar.Calendar, error) {
	rows, err := tx.CalendarYears()
	if err != nil {
		return nil, err
	}
	years := make([]calendar.Year, len(rows))
	for i, row := range rows {
		if years[i], err = CalendarYear(row); err != nil {
			return nil, err
		}
	}
	return calendar.New(years...)
}

// CalendarYear reads a stored notice.
func CalendarYear(row models.CalendarYear) (calendar.Year, error) {
	y := calendar.Year{Year: row.Year, DocNo: row.DocNo, Source: row.Source}
	for _, day := range row.Days {
		date, err := civil.ParseDate(day.Date)
		if err != nil {
			return y, fmt.Errorf("calendar of %d: %w", row.Year, err)
		}
		y.Days = append(y.Days, calendar.Day{Date: date, Name: day.Name, Off: day.Off})
	}
	return y, nil
}

func calendarRow(y calendar.Year) models.CalendarYear {
	row := models.CalendarYear{Year: y.Year, DocNo: y.DocNo, Source: y.Source}
	for _, day := range y.Days {
		row.Days = append(row.Days, models.CalendarDay{Date: day.Date.String(), Year: y.Year, Name: day.Name, Off: day.Off})
	}
	return row
}

// ImportCalendarYear stores a year's notice, in holiday-cn's form, in the place of the one that was known. Everything
// wrong with it is refused at once. Cycles that are already kept do not move. The result is the stored row.
func (e *Engine) ImportCalendarYear(ctx context.Context, v models.Viewer, r Request, year int, file string) (Answer, error) {
	return e.administer(ctx, v, r, CalendarAdmins, func(w *writing) (any, error) {
		notice, findings := calendar.ParseYear(strings.NewReader(file))
		if len(findings) == 0 && notice.Year != year {
			findings = []calendar.Finding{{Code: words.CalendarOtherYear, Params: words.Params{"year": notice.Year, "want": year}, Field: "year"}}
		}
		if len(findings) > 0 {
			return nil, refuseCalendar(findings)
		}
		return w.putCalendarYear(notice)
	})
}

func (w *writing) putCalendarYear(notice calendar.Year) (any, error) {
	rows, err := w.tx.CalendarYears()
	if err != nil {
		return nil, err
	}
	change := "imported"
	years := []calendar.Year{notice}
	for _, row := range rows {
		if row.Year == notice.Year {
			change = "replaced"
			continue
		}
		y, err := CalendarYear(row)
		if err != nil {
			return nil, err
		}
		years = append(years, y)
	}
	// Two notices may both be in order and still contradict each other.
	var invalid *calendar.InvalidError
	if _, err := calendar.New(years...); errors.As(err, &invalid) {
		return nil, refuseCalendar(invalid.Findings)
	} else if err != nil {
		return nil, err
	}
	row := calendarRow(notice)
	row.UpdatedBy, row.UpdatedAt = &w.viewer.UserID, w.now
	if err := w.tx.PutCalendarYear(row); err != nil {
		return nil, err
	}
	return row, w.noteCalendar(notice.Year, change, notice.Source)
}

// DeleteCalendarYear removes a year's notice: its days are unknown from then on. Cycles that are already kept stay.
func (e *Engine) DeleteCalendarYear(ctx context.Context, v models.Viewer, r Request, year int) (Answer, error) {
	return e.administer(ctx, v, r, CalendarAdmins, func(w *writing) (any, error) {
		if err := w.tx.DeleteCalendarYear(year); err != nil {
			return nil, notFound(err)
		}
		return nil, w.noteCalendar(year, "deleted", "")
	})
}

func (w *writing) noteCalendar(year int, change, source string) error {
	err := w.tx.NoteCalendarChange(models.CalendarChange{ID: models.NewID(), Year: year, Change: change, Source: source,
		ChangedBy: w.viewer.UserID, ChangedAt: w.now})
	if err != nil {
		return err
	}
	return w.record(change, "calendar", strconv.Itoa(year), map[string]any{"source": source})
}

func refuseCalendar(findings []calendar.Finding) error {
	reasons := make([]Reason, len(findings))
	for i, f := range findings {
		reasons[i] = Reason(f)
	}
	return RefuseFor(reasons)
}
