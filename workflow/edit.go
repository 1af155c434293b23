package workflow

import (
	"rectify/models"
)

// Edited is the payload of Edit on a report or compilation: the whole new text.
type Edited struct {
	Content Content
	Note    string
}

func init() {
	onEvent("contribution", Edit, edit)
	onEvent("compilation", Edit, edit)
}

// edit stores a new revision of the document's text.
func edit(t *transition) error {
	edited := t.command.Payload.(Edited)
	return t.revise(edited.Content, edited.Note)
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
