package document

import (
	"regexp"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"
)

// dateReader tells dates from numbers by the format of the cell: Excel stores both as numbers.
type dateReader struct {
	file    *excelize.File
	formats map[int]string // layout by style, "" for a plain number
}

// Layouts of the Chinese forms a date cell is read as. A format without days is a month: Excel turns a typed 2023年9月
// into the first of September, which nobody meant.
const (
	fullDate  = "2006年1月2日"
	monthOnly = "2006年1月"
)

var (
	literal = regexp.MustCompile(`"[^"]*"|\[[^\]]*\]|\\.|_.`)
	hasYear = regexp.MustCompile(`[yY]`)
	hasDay  = regexp.MustCompile(`[dD]`)
)

// read turns the number of a date cell into its Chinese form.
func (d *dateReader) read(c *cell, style int) {
	format, known := d.formats[style]
	if !known {
		format = d.format(style)
		d.formats[style] = format
	}
	t, ok := d.time(c.raw)
	if !ok || format == "" {
		d.guess(c)
		return
	}
	layout := fullDate
	if !hasDay.MatchString(format) {
		layout = monthOnly
	}
	c.text, c.date, c.noYear = t.Format(layout), true, !hasYear.MatchString(format)
	if t.Hour()+t.Minute() > 0 {
		c.text += t.Format("15时04分")
	}
}

// guess notes which date the number of a cell without a date format would be.
func (d *dateReader) guess(c *cell) {
	if t, ok := d.time(c.raw); ok {
		c.maybeDate = t.Format(fullDate)
	}
}

// time reads a serial number of 2000–2099 in the workbook's calendar.
func (d *dateReader) time(raw string) (time.Time, bool) {
	serial, err := strconv.ParseFloat(raw, 64)
	if err != nil {
		return time.Time{}, false
	}
	from1904 := d.file.WorkBook.WorkbookPr != nil && d.file.WorkBook.WorkbookPr.Date1904
	t, err := excelize.ExcelDateToTime(serial, from1904)
	return t, err == nil && 2000 <= t.Year() && t.Year() < 2100
}

// format gives the letters of a date format, or "" when the style shows no date.
func (d *dateReader) format(style int) string {
	s, err := d.file.GetStyle(style)
	if err != nil || s == nil {
		return ""
	}
	if s.CustomNumFmt != nil {
		letters := literal.ReplaceAllString(*s.CustomNumFmt, "")
		if hasDay.MatchString(letters) || hasYear.MatchString(letters) { // months alone cannot be told from minutes
			return letters
		}
		return ""
	}
	switch n := s.NumFmt; { // ECMA-376 18.8.30, with the Chinese formats 27–36 and 50–58
	case n == 17, n == 27, n == 57, n == 36, n == 50, n == 52:
		return "ym"
	case n == 16, n == 28, n == 29, n == 51, n == 53, n == 54, n == 58:
		return "md"
	case n == 14, n == 15, n == 22, n == 30, n == 31:
		return "ymd"
	}
	return ""
}
