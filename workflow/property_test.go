package workflow

import (
	"errors"
	"flag"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/words"
)

// paper is the whole of what the model knows of a progress report.
type paper struct {
	id      string
	state   State
	version int64
	shared  bool            // a co-operating unit and a lead leader sign it
	signed  map[string]bool // logins whose opinion on the text as it stands is yes
}

// attempt is a command as the generator draws it.
type attempt struct {
	login, opinion, reason string
	event                  Event
	version                string // "right", "wrong" or "none"
}

// step is the progress report's life written a second time, independent of the table: which class of refusal an attempt
// meets (0: none) and what the report is after it.
func (p paper) step(a attempt) (Class, paper) {
	division := a.login == "sanitation.drafter" || a.login == "sanitation.head"
	audit := a.login == "audit.officer"
	town, leader := p.shared && a.login == "town.head", p.shared && a.login == "leader"
	everything := audit || a.login == "clerk" || a.login == "secretary"
	draft := p.state == Drafted || p.state == Returned
	refuse := func(c Class) (Class, paper) { return c, p }
	switch {
	case !division && !everything && !town && !leader:
		return refuse(NotFound)
	case a.version == "wrong":
		return refuse(Conflict)
	}
	var possible, his, complete, shared bool
	next := p
	switch a.event {
	case Submit:
		possible, his = draft, division
		complete = !p.shared || a.reason != "" || p.signed["town.head"] && p.signed["leader"]
		next.state = Submitted
	case Withdraw:
		possible, his, complete, next.state = p.state == Submitted, division, true, Drafted
	case Return:
		possible, his, complete, next.state = p.state == Submitted, audit, a.opinion != "", Returned
	case Edit:
		possible, his, complete = draft, division, true
	case Sign:
		possible, his, complete, shared = draft, town || leader, true, true
	case Attach:
		possible, his, complete, shared = draft || p.state == Submitted, division || town || audit, true, true
	case Consolidate: // never by hand
		if p.state == Submitted {
			return refuse(Unmet)
		}
	case Release, Approve, File, Revise:
	default: // of another machine
		return refuse(Malformed)
	}
	switch {
	case !possible:
		return refuse(Conflict)
	case !his:
		return refuse(Forbidden)
	case a.version == "none" && !shared:
		return refuse(Missing)
	case !complete:
		return refuse(Unmet)
	}
	next.version++
	switch a.event {
	case Sign:
		next.signed = map[string]bool{a.login: true}
		maps.Copy(next.signed, p.signed)
	case Edit:
		next.signed = nil // it was for the text before, and every text that is drawn is new
	}
	return 0, next
}

var anAttempt = rapid.Custom(func(t *rapid.T) attempt {
	return attempt{
		// Those who can do something come more often, or hardly a walk would leave the first state.
		login: rapid.SampledFrom([]string{"sanitation.head", "sanitation.head", "sanitation.head", "sanitation.drafter", "audit.officer",
			"audit.officer", "audit.officer", "town.head", "leader", "clerk", "secretary", "building.head", "observer", "system"}).Draw(t, "login"),
		event: rapid.SampledFrom([]Event{Submit, Submit, Submit, Withdraw, Return, Return, Edit, Sign, Sign, Attach, Attach, Consolidate, Release,
			Approve, File, Revise, RequestClose, "nuke"}).Draw(t, "event"),
		version: rapid.SampledFrom([]string{"right", "right", "right", "right", "right", "wrong", "none", "none"}).Draw(t, "version"),
		opinion: rapid.SampledFrom([]string{"", "请补充"}).Draw(t, "opinion"),
		reason:  rapid.SampledFrom([]string{"", "正在换届"}).Draw(t, "reason"),
	}
})

// Random people fire random events, with right and wrong versions, on two reports. After each the database is what the
// model says, a refusal has changed nothing, and what the permissions promised before came true.
func TestWalks(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		problem := o.problem(t).ID
		done := map[Class]int{}
		if err := flag.Set("rapid.checks", "60"); err != nil {
			t.Fatal(err)
		}
		rapid.Check(t, func(r *rapid.T) {
			plain := o.progress(t, someText)
			agreed := o.started(t, "sanitation.head", NewReport{Kind: models.KindProgress, ProblemID: problem, Content: &someText})
			papers := []paper{{id: plain.ID, state: Drafted, version: 1}, {id: agreed.ID, state: Drafted, version: 1, shared: true}}
			for range rapid.IntRange(5, 20).Draw(r, "length") {
				p := &papers[rapid.IntRange(0, 1).Draw(r, "report")]
				a := anAttempt.Draw(r, "attempt")
				o.attempt(t, r, *p, a)
				var class Class
				class, *p = p.step(a)
				done[class]++
				if now := o.now(t, p.id); now.State != string(p.state) || now.Version != p.version {
					r.Fatalf("the report is %s at version %d, the model %s at %d", now.State, now.Version, p.state, p.version)
				}
			}
			for _, p := range papers {
				if entries, err := store.View(t.Context()).History(p.id); err != nil || int64(len(entries)) != p.version {
					r.Fatalf("%d entries at version %d, %v", len(entries), p.version, err)
				}
			}
		})
		if _, err := o.engine.Verify(t.Context(), nil); err != nil {
			t.Error(err)
		}
		t.Logf("attempts by class of refusal: %v", done)
		for _, class := range []Class{0, Malformed, Forbidden, NotFound, Conflict, Missing, Unmet} {
			if done[class] == 0 {
				t.Errorf("no walk met class %d", class)
			}
		}
	})
}

// attempt fires what was drawn and holds the outcome to the model and to the permissions shown before.
func (o *office) attempt(t *testing.T, r *rapid.T, p paper, a attempt) {
	ctx := t.Context()
	viewer := o.People[a.login]
	c := Command{Viewer: viewer, SubjectID: p.id, Event: a.event, Opinion: a.opinion, Reason: a.reason}
	switch a.version {
	case "right":
		c.IfVersion = version(p.version)
	case "wrong":
		c.IfVersion = version(p.version + 1)
	}
	before, can, looked := o.engine.Look(ctx, viewer, p.id)
	switch a.event {
	case Edit:
		text := Content{Title: "进展情况报告", Sections: []Section{{Key: "body", Title: "正文", Text: models.NewID()}}}
		c.Payload = Edited{Content: text}
	case Sign:
		c.Payload = Signature{Digest: before.Digest, Verdict: Agree}
	case Attach:
		c.Payload = Attachment{EvidenceID: models.NewID(), Name: "照片.jpg", MediaType: "image/jpeg", Size: 1, SHA256: "00"}
	}
	_, err := o.engine.Fire(ctx, c)
	if err != nil && ClassOf(err) == 0 {
		r.Fatalf("%+v: %v", a, err)
	}
	if want, _ := p.step(a); ClassOf(err) != want {
		r.Fatalf("%+v on %+v: %v, the model says class %d", a, p, err, want)
	}
	if looked != nil {
		if ClassOf(looked) != NotFound || ClassOf(err) != NotFound {
			r.Fatalf("%+v: looking gives %v, firing %v", a, looked, err)
		}
		return
	}
	keptPromise(r, a, can, err)
}

// keptPromise checks that an event that was permitted and had all it needs succeeded, and that one that was not was refused
// for the very reasons that were shown.
func keptPromise(r *rapid.T, a attempt, can []Permission, err error) {
	i := slices.IndexFunc(can, func(p Permission) bool { return p.Event == a.event })
	if i < 0 || a.version != "right" {
		return
	}
	shown := can[i]
	if shown.Allowed {
		if len(shown.Bring) == 0 && (!shown.Opinion || a.opinion != "") && err != nil {
			r.Fatalf("%+v was permitted, but %v", a, err)
		}
		return
	}
	var refusal *Error
	if !errors.As(err, &refusal) {
		r.Fatalf("%+v was not permitted, but happened", a)
	}
	given := []words.Code{refusal.Code}
	for _, reason := range refusal.Reasons {
		given = append(given, reason.Code)
	}
	for _, why := range shown.Why {
		if !slices.Contains(given, why.Code) {
			r.Fatalf("%+v: shown was %s, refused for %v", a, why.Code, given)
		}
	}
}
