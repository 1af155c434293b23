package workflow

import (
	"slices"
	"strings"

	"rectify/models"
	"rectify/workflow/document/docx"
	"rectify/workflow/words"
)

// Compilation is the payload of Compile.
type Compilation struct {
	Members     []string // ids of the contributions to take in
	Acknowledge bool     // what is owed and missing is known, and it goes ahead without
	Content     *Content // the text; nil to put it together from the members
}

func (c Compilation) touches() []string { return c.Members }

func init() { onEvent("compilation", Compile, compile) }

// compiled is what the entry of a compiling says besides the digest of the text.
type compiled struct {
	Members  []Source      `json:"members"`
	Released []string      `json:"released,omitempty"` // members before that are so no longer
	Missing  []models.Owed `json:"missing,omitempty"`  // what is owed and was acknowledged to be missing
}

// compile takes contributions into the compilation: they must have been submitted, or be in it already. Those that were
// in it and are not named are released. The compilation remembers of each the exact revision, and has a new text.
func compile(t *transition) error {
	wanted := t.command.Payload.(Compilation)
	ids := distinct(wanted.Members)
	if len(ids) == 0 {
		return RefuseFor(one(words.NoMembers, nil))
	}
	report, err := t.tx.Report(t.subject.ID)
	if err != nil {
		return err
	}
	members, err := t.tx.Candidates(t.command.Viewer, ids)
	if err != nil {
		return err
	}
	if err := t.unfit(members, ids, report); err != nil {
		return err
	}
	missing, err := t.tx.Missing(t.command.Viewer, t.subject, report.CycleID, ids)
	if err != nil {
		return err
	}
	if len(missing) > 0 && !wanted.Acknowledge {
		return RefuseFor([]Reason{{Code: words.ContributionsMissing, Params: words.Params{"names": owedNames(missing)}, Field: "acknowledge"}})
	}
	released, err := t.takeIn(members)
	if err != nil {
		return err
	}
	sources := make([]Source, len(members))
	for i, m := range members {
		sources[i] = Source{ID: m.ID, Revision: m.Revision, Digest: m.Digest}
	}
	content, err := t.compiledText(wanted.Content, members, sources)
	if err != nil {
		return err
	}
	t.detail = compiled{Members: sources, Released: released, Missing: missing}
	return t.revise(content, "")
}

// unfit names every contribution that cannot be taken in: of another kind, campaign or cycle, neither submitted nor in
// this compilation already, or with a circle of readers that the compilation's own is not within.
func (t *transition) unfit(members []models.Candidate, ids []string, report models.Report) error {
	fitting, err := t.withinCircles(members)
	if err != nil {
		return err
	}
	found := map[string]bool{}
	var reasons []Reason
	for _, m := range members {
		found[m.ID] = true
		here := State(m.State) == Consolidated && value(m.CompilationID) == t.subject.ID
		switch {
		case m.CircleID != nil && !slices.Contains(fitting, m.ID):
			reasons = append(reasons, Reason{Code: words.MemberRestricted, Params: words.Params{"title": m.Title}, Field: "members"})
		case m.Kind != t.subject.Kind.MemberKind(), m.CampaignID != t.subject.CampaignID,
			report.CycleID != nil && value(m.CycleID) != *report.CycleID:
			reasons = append(reasons, Reason{Code: words.MemberUnfit, Params: words.Params{"title": m.Title}, Field: "members"})
		case State(m.State) != Submitted && !here:
			reasons = append(reasons, Reason{Code: words.MemberNotSubmitted, Field: "members",
				Params: words.Params{"title": m.Title, "unit": m.UnitName, "state": StateLabels[State(m.State)]}})
		}
	}
	for _, id := range ids {
		if !found[id] {
			reasons = append(reasons, Reason{Code: words.MemberUnknown, Params: words.Params{"id": id}, Field: "members"})
		}
	}
	return RefuseFor(reasons)
}

// takeIn moves the contributions that are new into the compilation and those no longer named out of it, and keeps the
// list. It returns the ids of those that went out.
func (t *transition) takeIn(members []models.Candidate) (released []string, err error) {
	var in, out []models.Subject
	list := make([]models.Member, len(members))
	for i, m := range members {
		if State(m.State) == Submitted {
			in = append(in, m.Subject)
		}
		list[i] = models.Member{CompilationID: t.subject.ID, MemberID: m.ID, Position: i + 1, Revision: m.Revision, Digest: m.Digest,
			AddedAt: t.after.UpdatedAt}
	}
	before, err := t.tx.MembersOf(t.subject.ID)
	if err != nil {
		return nil, err
	}
	for _, s := range before {
		if !slices.ContainsFunc(members, func(m models.Candidate) bool { return m.ID == s.ID }) {
			out, released = append(out, s), append(released, s.ID)
		}
	}
	if err := t.cascade(Release, out, map[string]any{"compilation_id": nil}); err != nil {
		return nil, err
	}
	if err := t.cascade(Consolidate, in, map[string]any{"compilation_id": t.subject.ID}); err != nil {
		return nil, err
	}
	return released, t.tx.SetMembers(t.subject.ID, list)
}

// compiledText is the text that the audit office wrote, or one section for each member.
func (t *transition) compiledText(written *Content, members []models.Candidate, sources []Source) (Content, error) {
	if written != nil {
		content, err := ownText(t.subject, *written, sources)
		if err != nil {
			return content, err
		}
		return content, RefuseFor(reportFaults(content))
	}
	content := Content{Title: t.subject.Title, Sources: sources}
	for _, m := range members {
		text, err := ParseContent(m.Content)
		if err != nil {
			return content, err
		}
		content.Sections = append(content.Sections, Section{Key: m.ID, Title: memberHeading(m), Text: memberText(m, text), Source: m.ID})
	}
	return content, nil
}

// memberHeading is the heading under which a member's text stands: a weekly report's is its unit.
func memberHeading(m models.Candidate) string {
	if m.Kind == models.KindWeekly {
		return m.UnitName
	}
	return m.Title
}

// memberText is what a compilation says of a member: of a problem its statement, whose measures stand in the annexed table;
// of a report its whole text.
func memberText(m models.Candidate, c Content) string {
	if m.Kind == models.KindProblem {
		return c.Section(SectionProblem)
	}
	return joined(c)
}

// joined is a document's text in one piece. Several items are numbered （一）, as what stands under a heading 一、 is
// (GB/T 9704-2012, 7.3.3), unless the writer has numbered them.
func joined(c Content) string {
	var items []string
	for _, s := range c.Sections {
		if text := strings.TrimSpace(s.Text); text != "" {
			items = append(items, s.Title+"\n"+text)
		}
	}
	if len(items) == 1 {
		_, text, _ := strings.Cut(items[0], "\n")
		return text
	}
	for i := range items {
		if docx.HeadingLevel(items[i]) == 0 {
			items[i] = "（" + docx.Numeral(i+1) + "）" + items[i]
		}
	}
	return strings.Join(items, "\n")
}

// owedNames lists what is missing as people name it.
func owedNames(owed []models.Owed) string {
	names := make([]string, len(owed))
	for i, o := range owed {
		names[i] = o.UnitName
		if o.Problem != "" {
			names[i] += "（" + o.Problem + "）"
		}
	}
	return strings.Join(names, "、")
}

// distinct drops repeated ids and sorts the rest.
func distinct(ids []string) []string {
	sorted := slices.Sorted(slices.Values(ids))
	return slices.Compact(sorted)
}
