package models

import (
	"time"

	"gorm.io/gorm/clause"
)

// CalendarYear is one yearly notice on holidays, with the days it names.
type CalendarYear struct {
	Year      int `gorm:"primaryKey;autoIncrement:false"` // of the notice's title
	DocNo     string
	Source    string
	UpdatedBy *string // nil: it came with the program
	UpdatedAt time.Time
	Days      []CalendarDay `gorm:"-"` // in order of date
}

// CalendarDay is one day that a notice names: a day off, or a make-up working day.
type CalendarDay struct {
	Date string `gorm:"primaryKey"` // YYYY-MM-DD
	Year int    // of the notice, which may name days of the December before
	Name string
	Off  bool
}

// CalendarChange says who changed the calendar, and how: imported, replaced, deleted.
type CalendarChange struct {
	ID        string `gorm:"primaryKey"`
	Year      int
	Change    string
	Source    string
	ChangedBy string
	ChangedAt time.Time
}

// CalendarYears returns every notice with its days, in order.
func (tx Tx) CalendarYears() ([]CalendarYear, error) {
	var years []CalendarYear
	if err := tx.db.Order("year").Find(&years).Error; err != nil {
		return nil, translate(err)
	}
	var days []CalendarDay
	if err := tx.db.Order("date").Find(&days).Error; err != nil {
		return nil, translate(err)
	}
	byYear := map[int]int{}
	for i, y := range years {
		byYear[y.Year] = i
	}
	for _, day := range days {
		// A year that was added between the two statements is not in the list yet.
		if i, known := byYear[day.Year]; known {
			years[i].Days = append(years[i].Days, day)
		}
	}
	return years, nil
}

// PutCalendarYear stores a notice in the place of the one of the same year.
func (tx Tx) PutCalendarYear(y CalendarYear) error {
	if err := tx.db.Where("year = ?", y.Year).Delete(&CalendarDay{}).Error; err != nil {
		return translate(err)
	}
	if err := tx.db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&y).Error; err != nil {
		return translate(err)
	}
	if len(y.Days) == 0 {
		return nil
	}
	return translate(tx.db.Create(&y.Days).Error)
}

// DeleteCalendarYear removes a notice and its days, or gives ErrNotFound.
func (tx Tx) DeleteCalendarYear(year int) error {
	result := tx.db.Where("year = ?", year).Delete(&CalendarYear{})
	if result.Error == nil && result.RowsAffected == 0 {
		return ErrNotFound
	}
	return translate(result.Error)
}

// NoteCalendarChange records who changed the calendar.
func (tx Tx) NoteCalendarChange(c CalendarChange) error { return translate(tx.db.Create(&c).Error) }

// CalendarChanges returns what was changed of a year's notice, newest first.
func (tx Tx) CalendarChanges(year int) ([]CalendarChange, error) {
	var changes []CalendarChange
	err := tx.db.Where("year = ?", year).Order("id DESC").Find(&changes).Error
	return changes, translate(err)
}
