package workflow

import (
	"flag"
	"strings"
	"testing"

	"rectify/docs/section"
	"rectify/workflow/words"
)

var update = flag.Bool("update", false, "write the generated parts of documents again")

// The picture in the README is drawn from the table, in the language of its reader.
func TestFlowInReadmeIsCurrent(t *testing.T) {
	for file, lang := range map[string]words.Lang{"../README.md": words.English, "../README.zh-CN.md": words.Chinese} {
		section.Golden(t, file, "flow", "```mermaid\n"+FlowMermaid(lang)+"```\n", *update)
	}
}

func TestFlowShowsWhatMovesTogether(t *testing.T) {
	flow := FlowMermaid(words.English)
	for _, edge := range []string{
		"contribution_drafted -->|submit| contribution_submitted",
		"compilation_consolidated -.->|consolidate| contribution_consolidated",
		"compilation_approved -.->|approve| contribution_approved",
		"compilation_filed -.->|file| contribution_filed",
		"meeting_adjourned -.->|approve| compilation_approved",
	} {
		if strings.Count(flow, edge+"\n") != 1 {
			t.Errorf("the picture does not show once: %s", edge)
		}
	}
	if strings.Contains(flow, "measure") {
		t.Error("measures move on their own; they have a picture in docs/states.md")
	}
}
