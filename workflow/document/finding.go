package document

import (
	"rectify/workflow/officefile"
	"rectify/workflow/words"
)

// Severity says what a finding asks of the person who imports a table.
type Severity string

// The severities. Only an Error keeps its row from being taken over as it is.
const (
	Error   Severity = "error"   // something is wrong or missing: mend the table
	Confirm Severity = "confirm" // read in the only sensible way, but a person must agree
	Info    Severity = "info"    // worth knowing
)

// Finding is one remark about one place of the table.
type Finding struct {
	Severity Severity     `json:"severity"`
	Sheet    string       `json:"sheet"`
	Row      int          `json:"row"`    // counted from 1; 0 when it is about the sheet
	Column   string       `json:"column"` // "F"; empty when it is about the row
	Header   string       `json:"header"` // the header of that column, as written
	Code     words.Code   `json:"code"`
	Params   words.Params `json:"params,omitempty"`
	Expected words.Code   `json:"expected,omitempty"` // what should stand there
}

// Text is the finding as a sentence.
func (f Finding) Text(lang words.Lang) string { return words.Text(lang, f.Code, f.Params) }

// ExpectedText says what should stand there, or "" when nothing is wrong.
func (f Finding) ExpectedText(lang words.Lang) string {
	if f.Expected == "" {
		return ""
	}
	return words.Text(lang, f.Expected, f.Params)
}

// Refused is the error of a file that cannot be used at all.
type Refused = officefile.Refused

func refuse(code words.Code, params words.Params, cause error) error {
	return &Refused{Code: code, Params: params, Cause: cause}
}
