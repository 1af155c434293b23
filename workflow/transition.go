package workflow

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/golang-sql/civil"

	"rectify/models"
	"rectify/workflow/clock"
	"rectify/workflow/words"
)

// transition is one event on its way through the transaction.
type transition struct {
	ctx         context.Context
	engine      *Engine
	tx          models.Tx
	command     *Command
	subject     models.Subject // as it was read
	facts       models.Facts
	correlation string

	rule   *Rule
	role   models.Role    // in which the actor acts
	unit   string         // in which he holds it
	as     models.Viewer  // himself, or the one for whom he acts
	set    map[string]any // further columns of the subject that change
	after  models.Subject // the subject as it will be
	detail any            // what else the entry says
}

// decide checks version, state, role, opinion and conditions, and names each thing that stands against it.
func (t *transition) decide() error {
	c, s := t.command, t.subject
	if c.IfVersion != nil && *c.IfVersion != s.Version {
		return stale(s)
	}
	rule, to, err := MachineOf(s.Kind).fire(t.ctx, State(s.State), c.Event, func(rule *Rule) error {
		if rule.With != "" {
			return Refuse(Unmet, words.NotByHand, words.Params{"with": EventLabels[rule.With]})
		}
		actor, as, others := rule.actorFor(c.Viewer, s, t.facts)
		if actor == nil {
			return Refuse(Forbidden, words.NotYourRole, words.Params{"roles": rule.actorLabel()})
		}
		if len(others) > 0 {
			return ambiguous(append(others, as))
		}
		t.as = as
		t.role, t.unit = actor.acting(as, s, t.facts)
		if stepUp := rule.stepUp(t.facts); stepUp != nil {
			return Refuse(Forbidden, stepUp[0].Code, stepUp[0].Params)
		}
		if c.IfVersion == nil && !rule.Shared {
			return Refuse(Missing, words.VersionRequired, nil)
		}
		return RefuseFor(unmet(rule, &decision{command: c, as: as, subject: s, facts: t.facts}))
	})
	var refusal *Error
	if errors.As(err, &refusal) && refusal.Class == Conflict {
		refusal.Version = s.Version
	}
	if err != nil {
		return err
	}
	t.follow(rule, to)
	return nil
}

// follow sets what the subject will be after the rule.
func (t *transition) follow(rule *Rule, to State) {
	t.rule, t.set, t.after = rule, map[string]any{}, t.subject
	t.after.State, t.after.Version = string(to), t.subject.Version+1
	t.after.UpdatedAt = notBefore(t.command.now, t.subject.UpdatedAt)
	if t.after.State != t.subject.State {
		t.after.StateSince = t.after.UpdatedAt
	}
}

// unmet lists what stands against a rule: the missing opinion and every unmet condition.
func unmet(rule *Rule, d *decision) (reasons []Reason) {
	if rule.Opinion && strings.TrimSpace(d.command.Opinion) == "" {
		reasons = append(reasons, Reason{Code: words.OpinionRequired, Field: "opinion"})
	}
	for _, condition := range rule.When {
		reasons = append(reasons, condition.check(d)...)
	}
	return reasons
}

// apply does what the event does besides moving its subject.
func (t *transition) apply() error {
	if run := effectOf(t.subject.Kind, t.command.Event); run != nil {
		if err := run(t); err != nil {
			return err
		}
	}
	if t.rule.Members != "" && t.command.Event != Compile { // compiling chooses its members itself
		return t.moveMembers()
	}
	return nil
}

// write seals the entry, renders the answer and writes move, history and key: in one statement when nothing but the
// state changed, so that the facts read before still tell what can be done next.
func (t *transition) write() (Answer, error) {
	entry, err := t.entry()
	if err != nil {
		return Answer{}, err
	}
	t.after.HeadHash = entry.Hash
	c, move := t.command, models.Move{Subject: t.subject, Entry: entry, Set: t.set}
	plain := effectOf(t.subject.Kind, c.Event) == nil && t.rule.Members == ""
	if !plain {
		if err := t.tx.Apply(move, nil); err != nil {
			return Answer{}, err
		}
		if err := t.lookAgain(); err != nil {
			return Answer{}, err
		}
	}
	var answer Answer
	if c.Render != nil {
		outcome := Outcome{Subject: t.after, Entry: entry, Can: permissions(c.Viewer, t.after, t.factsAfter(), c.now)}
		if answer, err = c.Render(outcome); err != nil {
			return Answer{}, err
		}
	}
	kept := keep(c.Viewer, c.Request, answer, c.now)
	switch {
	case plain:
		return answer, t.tx.Apply(move, kept)
	case kept != nil:
		return answer, t.tx.KeepAnswer(*kept)
	}
	return answer, nil
}

// lookAgain reads the facts after an event that changed more than the state.
func (t *transition) lookAgain() error {
	c := t.command
	seen, err := t.tx.Step(models.StepQuery{Viewer: models.Viewer{UserID: c.Viewer.UserID, Grants: c.Viewer.Grants},
		SubjectID: t.subject.ID, Facts: factsFor([]models.Kind{t.subject.Kind}, c.Event), Now: c.now, Today: today(c.now)})
	if err != nil {
		return err
	}
	t.facts = seen.Facts
	return nil
}

// factsAfter is the facts with what the move itself changed.
func (t *transition) factsAfter() models.Facts {
	if _, read := t.facts[models.FactEvidenceSince]; read && t.after.State != t.subject.State {
		t.facts[models.FactEvidenceSince] = "0"
	}
	return t.facts
}

// stale is the refusal of a command that acts on an old version.
func stale(s models.Subject) *Error {
	e := Refuse(Conflict, words.StaleVersion, words.Params{"version": s.Version})
	e.Version = s.Version
	return e
}

// notBefore returns now, or the time of the entry before when a clock ran backwards: history never does.
func notBefore(now, last time.Time) time.Time {
	if now.Before(last) {
		return last
	}
	return now
}

// today is the calendar date of an instant where the campaign is.
func today(now time.Time) civil.Date { return civil.DateOf(now.In(clock.Shanghai)) }

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
