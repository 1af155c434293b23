package workflow

func init() {
	onEvent("contribution", Return, leaveCompilation)
	onEvent("contribution", Release, leaveCompilation)
	onEvent("compilation", File, fileReport)
}

// leaveCompilation takes a contribution out of the compilation it is in, which then shows that its source has changed and
// cannot be approved before it is compiled again.
func leaveCompilation(t *transition) error {
	if State(t.subject.State) != Consolidated {
		return nil
	}
	t.set["compilation_id"], t.after.CompilationID = nil, nil
	t.detail = alongside{With: *t.subject.CompilationID}
	return t.tx.RemoveMember(*t.subject.CompilationID, t.subject.ID, t.after.UpdatedAt)
}

// fileReport keeps under which number, to whom and when a compilation went out.
func fileReport(t *transition) error {
	filing := t.command.Payload.(Filing)
	t.detail = filing
	return t.tx.SetReport(t.subject.ID, map[string]any{"doc_number": filing.DocNumber, "recipient": filing.Recipient,
		"filed_on": filing.FiledOn.String()})
}

// alongside is what an entry says that came about with another subject: a member's with its compilation, a document's with
// the meeting that decided on it.
type alongside struct {
	With string `json:"with"` // id of that subject
}
