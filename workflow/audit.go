package workflow

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"rectify/models"
	"rectify/workflow/chain"
)

// The audit log keeps who did or tried what. Events of subjects are recorded with their history entries, by the statements
// that write those; everything else is recorded here, in the transaction in which it happens.

// Acted is an act on something that has no history of its own: an account, a unit, a setting, a session.
type Acted struct {
	Act    string      // create, change, grant, sign_in …
	Kind   string      // of the object: user, unit, campaign, session …
	ID     string      // of the object, "" when there is no single one
	Detail any         // what was set, never a secret
	Role   models.Role // in which it was done, where that was decided
	Reason string      // as the actor gave it
	Before any         // the object as it was and as it is, for their digests; nil when it was not there, or has no state
	After  any
}

// RecordAct keeps what a viewer did.
func RecordAct(tx models.Tx, now time.Time, v models.Viewer, a Acted) error {
	detail, err := detailText(&Command{}, a.Detail)
	if err != nil {
		return err
	}
	record := models.AuditRecord{At: now, ActorID: optional(v.UserID), ActorLogin: v.Login, ActorName: v.Name, SessionID: optional(v.SessionID),
		Role: string(a.Role), Act: a.Act, ObjectKind: a.Kind, ObjectID: a.ID, Detail: detail, Reason: a.Reason}
	if record.BeforeDigest, err = stateDigest(a.Before); err != nil {
		return err
	}
	if record.AfterDigest, err = stateDigest(a.After); err != nil {
		return err
	}
	return tx.AddAudit(record)
}

// stateDigest is the SHA-256, in hex, of the canonical form of an object's state; "" for none.
func stateDigest(state any) (string, error) {
	if state == nil {
		return "", nil
	}
	raw, err := chain.Canonical(state)
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:]), err
}

// record keeps what the viewer did to an object without a state.
func (w *writing) record(act, kind, id string, detail any) error {
	return w.recordAct(Acted{Act: act, Kind: kind, ID: id, Detail: detail})
}

// recordChange keeps what the viewer did to an object, with the digests of its state before and after.
func (w *writing) recordChange(act, kind, id string, detail, before, after any) error {
	return w.recordAct(Acted{Act: act, Kind: kind, ID: id, Detail: detail, Before: before, After: after})
}

func (w *writing) recordAct(a Acted) error {
	a.Role = w.role
	return RecordAct(w.tx, w.now, w.viewer, a)
}

// recordAtLeast makes sure that no command passes unrecorded: one that has recorded nothing by itself is recorded under the
// name of its operation.
func (w *writing) recordAtLeast() error {
	if w.tx.Audited() > 0 || w.unrecorded {
		return nil
	}
	return w.record(models.OriginOf(w.ctx).Operation, "", "", nil)
}
