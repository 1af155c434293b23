package document

import (
	"github.com/golang-sql/civil"

	"rectify/workflow/deadline"
)

// MeasureTable is one table of rectification measures: what stands above it, its problems in the order of the sheet, and
// everything a person should look at before it is taken over.
type MeasureTable struct {
	Title         string      `json:"title"`
	ReportingUnit string      `json:"reporting_unit"`
	Contact       string      `json:"contact"`
	Phone         string      `json:"phone"`
	Anchor        *civil.Date `json:"anchor"` // the day the deadlines count from, out of the header 完成时限（自8月29日起）
	Problems      []Problem   `json:"problems"`
	Findings      []Finding   `json:"findings"`

	Columns []TableColumn `json:"columns"` // as they were recognised; none of an outline
}

// Problem is what one leader and one division answer for. Two problems may share a number: the campaign counts one
// problem, two of its parts have different leaders.
type Problem struct {
	Number         string    `json:"number"`          // the bureau's own number, "1"
	SuperiorNumber string    `json:"superior_number"` // the number in the superior's division of work, "21"
	Text           string    `json:"text"`
	LeadLeader     string    `json:"lead_leader"`
	Unit           string    `json:"unit"` // the responsible division
	CoUnits        []string  `json:"co_units"`
	Rows           Span      `json:"rows"`
	Measures       []Measure `json:"measures"`
}

// Span is where in the workbook something stands: rows From to To of a sheet, counted from 1.
type Span struct {
	Sheet string `json:"sheet"`
	From  int    `json:"from"`
	To    int    `json:"to"`
}

// Measure is one cell of the column of measures with its deadline.
type Measure struct {
	Position int    `json:"position"`         // 1, 2, 3 … within the problem
	Number   string `json:"number,omitempty"` // the list number in front of the text, "1" or "3.1"
	Mark     string `json:"mark,omitempty"`   // the list number as it is written, "1、"

	Text     string            `json:"text"` // without Mark
	Deadline deadline.Deadline `json:"deadline"`
	Row      int               `json:"row"` // counted from 1
}
