package workflow

import (
	"slices"
	"strings"

	"rectify/models"
	"rectify/workflow/words"
)

// The verdicts of a sign-off.
const (
	Agree    = "agree"
	Disagree = "disagree"
)

// Signature is the payload of Sign: what is said of which exact text. The words stand in the command's opinion.
type Signature struct {
	Digest  string `json:"digest"` // of the revision that was read
	Verdict string `json:"verdict"`
}

// CopyTo is the payload of Copy.
type CopyTo struct {
	UserIDs []string `json:"user_ids"`
}

func init() {
	onEvent("contribution", Sign, sign)
	onEvent("contribution", Copy, copyTo)
	onEvent("compilation", Copy, copyTo)
	onEvent("meeting", Copy, copyTo)
}

// sign records the opinion of a co-operating unit or the lead leader on the text as it stands. It counts for that text
// only: a new revision needs a new one. Saying something else on the same text replaces what was said before; the history
// keeps both.
func sign(t *transition) error {
	signature := t.command.Payload.(Signature)
	if signature.Digest != t.subject.Digest {
		refusal := Refuse(Conflict, words.TextChanged, words.Params{"revision": t.subject.Revision})
		refusal.Version = t.subject.Version
		return refusal
	}
	switch signature.Verdict {
	case Agree:
	case Disagree:
		if strings.TrimSpace(t.command.Opinion) == "" {
			return RefuseFor([]Reason{{Code: words.OpinionRequired, Field: "opinion"}})
		}
	default:
		return RefuseFor([]Reason{{Code: words.VerdictUnknown, Params: words.Params{"verdict": signature.Verdict}, Field: "verdict"}})
	}
	t.detail = signature
	opinion := models.SignOff{ID: models.NewID(), SubjectID: t.subject.ID, Digest: signature.Digest, Round: t.subject.Round, UserID: t.as.UserID,
		Verdict: signature.Verdict, Opinion: t.command.Opinion, SignedAt: t.after.UpdatedAt}
	if behalf(t.command.Viewer, t.as) != nil {
		opinion.SignedBy = &t.command.Viewer.UserID
	}
	if t.role != models.RoleLeadLeader {
		opinion.UnitID = &t.unit
	}
	return t.tx.PutSignOff(opinion)
}

// copyTo lets people read a document who otherwise would not. Administrators see no business documents, also not so.
func copyTo(t *transition) error {
	ids := distinct(t.command.Payload.(CopyTo).UserIDs)
	readers, err := t.tx.Readers(ids)
	if err != nil {
		return err
	}
	if len(ids) == 0 || !slices.Equal(ids, readers) {
		return RefuseFor([]Reason{{Code: words.ReadersUnfit, Field: "user_ids"}})
	}
	if err := t.allInCircle(ids, "user_ids", words.CopyOutsideCircle); err != nil {
		return err
	}
	t.detail = CopyTo{UserIDs: ids}
	copies := make([]models.Copy, len(ids))
	for i, id := range ids {
		copies[i] = models.Copy{SubjectID: t.subject.ID, UserID: id, CopiedBy: t.command.Viewer.UserID, CopiedAt: t.after.UpdatedAt}
	}
	return t.tx.AddCopies(copies)
}
