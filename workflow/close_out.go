package workflow

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rectify/models"
	"rectify/workflow/words"
)

// CheckItem is one thing that must be there before a problem is closed out.
type CheckItem struct {
	Kind      CheckKind
	Label     words.Label
	Done      bool
	Optional  bool        // it does not keep the problem from being closed out any more
	Who       words.Label // who has to act, where it is not done
	Why       []Reason    // what is missing, in the words of the condition that decides
	MeasureID string
}

// CheckKind says what an item is about.
type CheckKind string

// The kinds of items, in the order in which a problem meets them.
const (
	CheckText     CheckKind = "text"
	CheckSignOff  CheckKind = "sign_off"
	CheckFiled    CheckKind = "filed"
	CheckMeasure  CheckKind = "measure"
	CheckEvidence CheckKind = "evidence"
	CheckRequest  CheckKind = "request_close"
	CheckClose    CheckKind = "close"
)

// closing are the states from the filed plan on, in which a problem may be on its way to be closed out.
var closing = []State{Filed, Closing, Closed}

// CloseOut lists what must be there before a problem is closed out, as far as it is and as it is not. All of it is said by
// the conditions of the machine and the facts they look at.
func (e *Engine) CloseOut(ctx context.Context, v models.Viewer, row models.ProblemRow) ([]CheckItem, error) {
	now := e.clock.Now()
	wanted := []models.Fact{models.FactUnsignedUnits, models.FactLeaderUnsigned, models.FactPolicies, models.FactUnfinishedMeasures, models.FactUnprovenMeasures}
	for _, c := range []*Condition{dossierComplete, measuresFinished, measuresProven} {
		wanted = append(wanted, c.needs...)
	}
	slices.Sort(wanted)
	seen, err := e.store.View(ctx).Step(models.StepQuery{Viewer: v, SubjectID: row.ID, Kinds: []models.Kind{models.KindProblem}, Facts: slices.Compact(wanted),
		Now: now, Today: today(now)})
	if err != nil {
		return nil, err
	}
	if !seen.Found {
		return nil, Refuse(NotFound, words.NotFound, nil)
	}
	c := checking{row: row, state: State(seen.Subject.State), d: &decision{command: &Command{Viewer: v, now: now}, subject: seen.Subject, facts: seen.Facts}}
	return c.items(), nil
}

type checking struct {
	row   models.ProblemRow
	state State
	d     *decision
	list  []CheckItem
}

func (c *checking) items() []CheckItem {
	faults := dossierComplete.check(c.d)
	c.add(CheckItem{Kind: CheckText, Label: dossierComplete.Label, Done: len(faults) == 0, Who: ResponsibleDivision.Label, Why: faults})
	c.signOffs()
	c.add(c.filed())
	c.measures()
	c.add(CheckItem{Kind: CheckRequest, Label: EventLabels[RequestClose], Done: c.state == Closing || c.state == Closed, Who: ResponsibleDivision.Label})
	by := AuditOffice
	if c.d.policies().CloseBy == "party_group" {
		by = PartySecretary
	}
	c.add(CheckItem{Kind: CheckClose, Label: words.Label{ZH: "审核同意销号", EN: "closed out"}, Done: c.state == Closed, Who: by.Label})
	return c.list
}

func (c *checking) add(i CheckItem) {
	if i.Done {
		i.Who, i.Why = words.Label{}, nil
	}
	c.list = append(c.list, i)
}

// filed is the plan that the problem goes with: whatever its division still has to write before, the plan is compiled by the
// audit office and approved by the Party group. A problem that was reopened has left its plan and needs a new one.
func (c *checking) filed() CheckItem {
	item := CheckItem{Kind: CheckFiled, Label: words.Label{ZH: "随工作方案审议通过并报送备案", EN: "approved and filed with its plan"},
		Done: slices.Contains(closing, c.state), Who: nextActor(models.KindProblem, c.state)}
	if c.row.Round > 1 {
		item.Label = words.Label{ZH: fmt.Sprintf("随新的工作方案审议通过并报送备案（第%d轮）", c.row.Round), EN: fmt.Sprintf("approved and filed with a new plan (round %d)", c.row.Round)}
	}
	if c.state != Consolidated && c.state != Approved {
		item.Who = words.Label{ZH: AuditOffice.Label.ZH + "、" + PartyGroup.ZH, EN: AuditOffice.Label.EN + " and " + PartyGroup.EN}
	}
	return item
}

// signOffs are those on the present text. Once the dossier has been submitted, a missing one was explained.
func (c *checking) signOffs() {
	unsigned := strings.Split(c.d.facts.Text(models.FactUnsignedUnits), "、")
	submitted := c.state != Drafted && c.state != Returned
	for _, u := range c.row.CoUnits {
		c.add(CheckItem{Kind: CheckSignOff, Label: words.Label{ZH: u.Name + "会签", EN: "signed by " + u.Name}, Done: !slices.Contains(unsigned, u.Name),
			Optional: submitted, Who: words.Label{ZH: u.Name, EN: u.Name}})
	}
	if c.row.LeadUserID != nil && c.d.policies().leaderSigns(models.KindProblem) {
		leader := c.row.LeadLeader
		c.add(CheckItem{Kind: CheckSignOff, Label: words.Label{ZH: "牵头领导" + leader + "会签", EN: "signed by the lead leader " + leader},
			Done: c.d.facts.Text(models.FactLeaderUnsigned) == "", Optional: submitted, Who: words.Label{ZH: leader, EN: leader}})
	}
}

func (c *checking) measures() {
	unfinished := positions(c.d.facts.Text(models.FactUnfinishedMeasures))
	unproven := positions(c.d.facts.Text(models.FactUnprovenMeasures))
	for _, m := range c.row.Measures {
		accepted := words.Label{ZH: fmt.Sprintf("第%d项措施通过验收", m.Position), EN: fmt.Sprintf("measure %d accepted", m.Position)}
		if m.LongTerm {
			accepted = words.Label{ZH: fmt.Sprintf("第%d项措施（长期坚持）通过验收或佐证在有效期内", m.Position), EN: fmt.Sprintf("measure %d (long-term) accepted, or proof in date", m.Position)}
		}
		c.add(CheckItem{Kind: CheckMeasure, Label: accepted, Done: c.state == Closed || !unfinished[m.Position], Who: nextActor(models.KindMeasure, State(m.State)),
			Why: one(words.WaitsInState, words.Params{"state": StateLabels[State(m.State)]}), MeasureID: m.ID})
		c.add(CheckItem{Kind: CheckEvidence, Label: words.Label{ZH: fmt.Sprintf("第%d项措施有佐证材料", m.Position), EN: fmt.Sprintf("evidence for measure %d", m.Position)},
			Done: !unproven[m.Position], Who: ResponsibleDivision.Label, MeasureID: m.ID})
	}
}

// positions reads a fact that lists positions.
func positions(fact string) map[int]bool {
	found := map[int]bool{}
	for part := range strings.SplitSeq(fact, "、") {
		if n, err := strconv.Atoi(part); err == nil {
			found[n] = true
		}
	}
	return found
}

// nextActor is who moves a subject on from a state, as the machine tells it: who is awaited, otherwise who may file or start it.
// A document that only a resolution moves waits for the Party group.
func nextActor(kind models.Kind, state State) words.Label {
	m := MachineOf(kind)
	var may *Rule
	for _, event := range m.Events() {
		rule := m.Rule(event, state)
		switch {
		case rule == nil || rule.To == "" || rule.To == state:
		case rule.Event == Approve:
			return PartyGroup
		case len(rule.Who) > 0 && rule.Awaited:
			return rule.actorLabel()
		case len(rule.Who) > 0 && may == nil && (event == File || event == Start):
			may = rule
		}
	}
	if may != nil {
		return may.actorLabel()
	}
	return ResponsibleDivision.Label
}

// PartyGroup names the Party group, which acts by its meeting.
var PartyGroup = words.Label{ZH: "党组会议", EN: "the Party-group meeting"}
