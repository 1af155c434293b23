package workflow

import (
	"strings"

	"github.com/golang-sql/civil"

	"rectify/workflow/words"
)

// Filing is the payload of File: under which number, to whom and when the document went out.
type Filing struct {
	DocNumber string     `json:"doc_number"`
	Recipient string     `json:"recipient"`
	FiledOn   civil.Date `json:"filed_on"`
}

func (f Filing) faults() []Reason {
	if strings.TrimSpace(f.DocNumber) == "" || strings.TrimSpace(f.Recipient) == "" || !f.FiledOn.IsValid() {
		return one(words.FilingIncomplete, nil)
	}
	return nil
}
