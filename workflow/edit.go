package workflow

import (
	"fmt"
	"strings"

	"rectify/models"
	"rectify/workflow/words"
)

// Edited is the payload of Edit and Amend on a report or compilation: the whole new text.
type Edited struct {
	Content Content
	Note    string
}

func init() {
	onEvent("contribution", Edit, edit, models.KindWeekly, models.KindProgress)
	onEvent("compilation", Edit, edit)
	onEvent("compilation", Amend, amend)
}

// edit stores a new revision of the document's text. A compilation's text stays bound to the sources it was made from.
func edit(t *transition) error {
	edited := t.command.Payload.(Edited)
	sources, err := t.sources()
	if err != nil {
		return err
	}
	content, err := ownText(t.subject, edited.Content, sources)
	if err != nil {
		return err
	}
	return t.revise(content, edited.Note)
}

// amend is an edit of an approved compilation to the opinion of a superior who read it. It must change something: the
// difference to the approved revision is what people look at afterwards.
func amend(t *transition) error {
	if err := edit(t); err != nil {
		return err
	}
	if t.after.Digest == t.subject.Digest {
		return RefuseFor(one(words.NothingChanged, nil))
	}
	return nil
}

// sources is what the newest text of a compilation was made from.
func (t *transition) sources() ([]Source, error) {
	if !t.subject.Kind.Compilation() || t.subject.Revision == 0 {
		return nil, nil
	}
	newest, err := t.tx.Revision(t.subject.ID, t.subject.Revision)
	if err != nil {
		return nil, err
	}
	content, err := ParseContent(newest.Content)
	return content.Sources, err
}

// ownText brings a text that a client wrote into the form of its subject's kind. Sources come from the engine, never from
// the client; a text without a title has that of its subject.
func ownText(s models.Subject, c Content, sources []Source) (Content, error) {
	c.Sources = sources
	if strings.TrimSpace(c.Title) == "" {
		c.Title = s.Title
	}
	if s.Kind == models.KindProblem {
		return c, nil
	}
	c.Measures = nil
	if s.Kind == models.KindWeekly {
		return weeklyText(c)
	}
	known := map[string]bool{"": true}
	for _, source := range sources {
		known[source.ID] = true
	}
	keys := map[string]bool{}
	for i, s := range c.Sections {
		field := fmt.Sprintf("sections[%d]", i)
		if keys[s.Key] || s.Key == "" {
			return c, RefuseFor([]Reason{{Code: words.SectionKeyTwice, Params: words.Params{"key": s.Key}, Field: field + ".key"}})
		}
		if !known[s.Source] {
			return c, RefuseFor([]Reason{{Code: words.SourceUnknown, Params: words.Params{"section": s.Title}, Field: field + ".source"}})
		}
		keys[s.Key] = true
	}
	return c, nil
}

// revise gives the subject a new revision. A text that is the same as before gives none.
func (t *transition) revise(content Content, note string) error {
	text, digest, err := sealContent(content)
	if err != nil {
		return err
	}
	if digest == t.subject.Digest {
		return nil
	}
	t.after.Revision, t.after.Digest = t.subject.Revision+1, digest
	t.set["revision"], t.set["digest"] = t.after.Revision, digest
	return t.tx.AddRevision(models.Revision{SubjectID: t.subject.ID, Number: t.after.Revision, Digest: digest, Content: text,
		Event: string(t.command.Event), Note: note, AuthorID: t.command.Viewer.UserID, CreatedAt: t.command.now})
}
