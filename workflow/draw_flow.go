package workflow

import (
	"fmt"
	"slices"
	"strings"

	"rectify/workflow/words"
)

// flowTables are the machines that make up the way of a document, each followed by the one that moves it along.
var flowTables = []string{"contribution", "compilation", "meeting"}

// FlowMermaid draws, as a Mermaid flow chart, how contributions, compilations and the meeting go together: solid arrows
// are moves, dotted ones lead from a move to what moves with it in the same transaction.
func FlowMermaid(lang words.Lang) string {
	var b strings.Builder
	b.WriteString("flowchart TB\n")
	for i := range Tables {
		table := &Tables[i]
		if !slices.Contains(flowTables, table.Name) {
			continue
		}
		fmt.Fprintf(&b, "    subgraph %s [\"%s\"]\n", table.Name, table.flowTitle(lang))
		for _, s := range table.States {
			fmt.Fprintf(&b, "        %s_%s([\"%s\"])\n", table.Name, s, StateLabels[s].In(lang))
		}
		for _, edge := range table.flowMoves(lang) {
			b.WriteString("        " + edge + "\n")
		}
		b.WriteString("    end\n")
	}
	for i := range Tables {
		for _, edge := range Tables[i].flowBonds(lang) {
			b.WriteString("    " + edge + "\n")
		}
	}
	return b.String()
}

// flowTitle is the table's name with the kinds it is for.
func (t *Table) flowTitle(lang words.Lang) string {
	if len(t.Kinds) == 1 {
		return t.Label.In(lang)
	}
	kinds := make([]string, len(t.Kinds))
	for i, k := range t.Kinds {
		kinds[i] = KindLabels[k].In(lang)
	}
	return t.Label.In(lang) + ": " + strings.Join(kinds, ", ")
}

// flowMoves lists the arrows inside a machine, one for each pair of states.
func (t *Table) flowMoves(lang words.Lang) []string {
	labels := map[[2]State][]string{}
	var pairs [][2]State
	for _, r := range t.Rules {
		for _, from := range r.From {
			pair := [2]State{from, r.To}
			if r.To == "" {
				continue
			}
			if labels[pair] == nil {
				pairs = append(pairs, pair)
			}
			if label := EventLabels[r.Event].In(lang); !slices.Contains(labels[pair], label) {
				labels[pair] = append(labels[pair], label)
			}
		}
	}
	edges := make([]string, len(pairs))
	for i, p := range pairs {
		edges[i] = fmt.Sprintf("%s_%s -->|%s| %s_%s", t.Name, p[0], strings.Join(labels[p], " / "), t.Name, p[1])
	}
	return edges
}

// flowBonds lists the arrows to a machine from the one whose moves carry it along.
func (t *Table) flowBonds(lang words.Lang) []string {
	at := slices.Index(flowTables, t.Name)
	if at < 0 || at == len(flowTables)-1 {
		return nil
	}
	carrier := tableNamed(flowTables[at+1])
	var edges []string
	for _, r := range t.Rules {
		for _, c := range carrier.Rules {
			if r.With == "" || r.With != c.Event || r.To == "" || c.To == "" {
				continue
			}
			edge := fmt.Sprintf("%s_%s -.->|%s| %s_%s", carrier.Name, c.To, EventLabels[r.Event].In(lang), t.Name, r.To)
			if !slices.Contains(edges, edge) {
				edges = append(edges, edge)
			}
		}
	}
	return edges
}

func tableNamed(name string) *Table {
	return &Tables[slices.IndexFunc(Tables, func(t Table) bool { return t.Name == name })]
}
