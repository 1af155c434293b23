package main

import (
	"encoding/json"
	"fmt"

	"rectify/models"
	"rectify/workflow"
)

type machinesCommand struct {
	Format   string      `enum:"mermaid,markdown,json" default:"markdown" help:"mermaid、markdown 或 json。"`
	Kind     models.Kind `optional:"" help:"只输出一种对象的状态机（仅 mermaid）。"`
	Document string      `enum:"states,permissions" default:"states" help:"markdown 输出哪份文档：states 或 permissions。"`
}

// Run prints the machines. They are the ones that run: everything is made from the one table.
func (m *machinesCommand) Run(o output) error {
	switch m.Format {
	case "json":
		enc := json.NewEncoder(o.out)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		return enc.Encode(workflow.Describe())
	case "mermaid":
		for _, kind := range models.Kinds {
			if m.Kind == "" || m.Kind == kind {
				fmt.Fprintf(o.out, "%%%% %s\n%s", kind, workflow.Mermaid(kind))
			}
		}
		return nil
	}
	text := workflow.StatesMarkdown()
	if m.Document == "permissions" {
		text = workflow.PermissionsMarkdown()
	}
	_, err := fmt.Fprint(o.out, text)
	return err
}
