package workflow

import (
	"fmt"
	"strings"

	"rectify/models"
)

// Mermaid draws the moves of one kind as a Mermaid state diagram. Records, which leave the state as it is, are left out.
func Mermaid(kind models.Kind) string {
	m := MachineOf(kind)
	var b strings.Builder
	b.WriteString("stateDiagram-v2\n")
	for _, s := range m.States {
		fmt.Fprintf(&b, "    state \"%s %s\" as %s\n", StateLabels[s].ZH, s, s)
	}
	fmt.Fprintf(&b, "    [*] --> %s\n", m.Initial)
	for _, r := range m.Rules {
		if r.To == "" {
			continue
		}
		for _, from := range r.From {
			fmt.Fprintf(&b, "    %s --> %s: %s\n", from, r.To, EventLabels[r.Event].ZH)
		}
	}
	return b.String()
}

// StatesMarkdown is the document of all machines with their diagrams: docs/states.md.
func StatesMarkdown() string {
	var b strings.Builder
	b.WriteString("# States\n\n" + generatedNote + "\n")
	for _, kind := range models.Kinds {
		m := MachineOf(kind)
		fmt.Fprintf(&b, "\n## %s (`%s`)\n\n```mermaid\n%s```\n\n", KindLabels[kind].ZH, kind, Mermaid(kind))
		b.WriteString("| state | 状态 | what can happen |\n|---|---|---|\n")
		for _, s := range m.States {
			var events []string
			for _, e := range m.Events() {
				if m.Rule(e, s) != nil {
					events = append(events, EventLabels[e].ZH)
				}
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", s, StateLabels[s].ZH, strings.Join(events, "、"))
		}
	}
	return b.String()
}

// PermissionsMarkdown is the document of who may do what under which conditions: docs/permissions.md.
func PermissionsMarkdown() string {
	var b strings.Builder
	b.WriteString("# Permissions\n\n" + generatedNote + "\n")
	for i := range Tables {
		table := &Tables[i]
		var kinds []string
		for _, k := range table.Kinds {
			kinds = append(kinds, KindLabels[k].ZH)
		}
		fmt.Fprintf(&b, "\n## %s (%s)\n\n| event | 办理 | from | to | who | conditions |\n|---|---|---|---|---|---|\n",
			table.Label.ZH, strings.Join(kinds, "、"))
		for _, r := range table.Rules {
			b.WriteString(r.markdown(table))
		}
	}
	b.WriteString("\n## 三员分立 (administrators)\n\nFrom `workflow/admin.go`. An administrator holds no other role.\n\n| duty | 职责 | who |\n|---|---|---|\n")
	for _, duty := range Administration {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", duty.Label.EN, duty.Label.ZH, RolesLabel(duty.Roles).ZH)
	}
	return b.String()
}

const generatedNote = "Generated from `workflow/machines.go` by `make generate`. Do not edit."

func (r *Rule) markdown(table *Table) string {
	event := fmt.Sprintf("`%s`", r.Event)
	if r.Kinds != nil && len(r.Kinds) < len(table.Kinds) {
		var kinds []string
		for _, k := range r.Kinds {
			kinds = append(kinds, string(k))
		}
		event += " (" + strings.Join(kinds, ", ") + ")"
	}
	to := "–"
	if r.To != "" {
		to = string(r.To)
	}
	who := r.actorLabel().ZH
	if r.With != "" {
		who = strings.TrimSuffix("随“"+EventLabels[r.With].ZH+"”："+who, "：")
	}
	var when []string
	if r.Opinion {
		when = append(when, "须填写意见")
	}
	for _, c := range r.When {
		when = append(when, c.Label.ZH)
	}
	if r.Members != "" {
		when = append(when, "成员同时“"+EventLabels[r.Members].ZH+"”")
	}
	if r.Batch {
		when = append(when, "可批量办理")
	}
	return fmt.Sprintf("| %s | %s | %s | %s | %s | %s |\n", event, EventLabels[r.Event].ZH, joinStates(r.From), to, who, strings.Join(when, "；"))
}

func joinStates(states []State) string {
	names := make([]string, len(states))
	for i, s := range states {
		names[i] = string(s)
	}
	return strings.Join(names, ", ")
}
