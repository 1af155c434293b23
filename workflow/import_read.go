package workflow

import (
	"context"
	"errors"
	"io"

	"rectify/models"
	"rectify/workflow/document"
	"rectify/workflow/words"
)

// ReadImport reads a table of measures for a campaign. Headers that are not known are first looked for as the campaign's
// last import had them; a mapping given by a person, field by name, is used as it is. The mapping that was used comes back.
func (e *Engine) ReadImport(ctx context.Context, campaign models.Campaign, r io.ReaderAt, size int64, name string, mapping map[string]string) (
	*document.MeasureTable, document.Mapping, error) {
	base, err := e.DeadlineBase(ctx, campaign)
	if err != nil {
		return nil, nil, err
	}
	fields, err := mappingOf(mapping)
	if err != nil {
		return nil, nil, err
	}
	table, err := document.ReadMappedTable(r, size, name, base, document.Limits{}, fields)
	var asked *document.Unmapped
	if len(fields) == 0 && errors.As(err, &asked) {
		remembered, rememberErr := e.RememberedMapping(ctx, campaign.ID)
		if rememberErr != nil {
			return nil, nil, rememberErr
		}
		if again, err := mappingOf(remembered); err == nil && len(again) > 0 {
			if table, err := document.ReadMappedTable(r, size, name, base, document.Limits{}, again); err == nil {
				return table, again, nil
			}
		}
	}
	return table, fields, err
}

// mappingOf reads a mapping of field names to headers or column letters.
func mappingOf(mapping map[string]string) (document.Mapping, error) {
	fields := document.Mapping{}
	for name, column := range mapping {
		f, known := document.ParseField(name)
		if !known || column == "" {
			return nil, RefuseFor([]Reason{{Code: words.ImportUnknownField, Params: words.Params{"field": name}, Field: "mapping." + name}})
		}
		fields[f] = column
	}
	return fields, nil
}

// UnreadTable is what a preview says of a table whose headers are not known: its columns, and what is asked for.
func UnreadTable(asked *document.Unmapped) ImportResult {
	table := &document.MeasureTable{Columns: asked.Columns}
	var refusal *document.Refused
	if errors.As(asked, &refusal) {
		table.Findings = []document.Finding{{Severity: document.Error, Code: refusal.Code, Params: refusal.Params}}
	}
	result := newImportResult(table)
	result.Lacking = asked.Lacking
	return result
}
