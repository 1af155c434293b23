package workflow

import (
	"context"
	"errors"
	"time"

	"rectify/models"
)

// ErrViewerStale says that the viewer's roles changed since they were read: read them again and repeat the request.
var ErrViewerStale = errors.New("workflow: the viewer's roles have changed")

// writing is a command that is not one event on one existing subject: it creates subjects or keeps settings.
type writing struct {
	ctx         context.Context
	engine      *Engine
	tx          models.Tx
	viewer      models.Viewer
	role        models.Role // in which the viewer administers; "" for other commands
	request     Request
	now         time.Time
	correlation string
	person      models.Viewer // as whom he creates, once that is decided
	unrecorded  bool          // nothing that anybody would look for in the audit log
}

// write runs do in one transaction for a viewer whose session still holds, and keeps the answer under the request's key.
// Do returns what is rendered as the answer.
func (e *Engine) write(ctx context.Context, v models.Viewer, r Request, do func(*writing) (any, error)) (Answer, error) {
	var answer Answer
	err := e.inTx(ctx, func(tx models.Tx) error {
		w := &writing{ctx: ctx, engine: e, tx: tx, viewer: actsFor(v.At(e.clock.Now()), r.OnBehalfOf), request: r, now: e.clock.Now(), correlation: models.NewID()}
		done, err := w.begin()
		if err != nil {
			return err
		}
		if done != nil {
			answer = *done
			return nil
		}
		result, err := do(w)
		if err != nil {
			return err
		}
		if err := w.recordAtLeast(); err != nil {
			return err
		}
		if r.Render != nil {
			if answer, err = r.Render(result); err != nil {
				return err
			}
		}
		if kept := keep(v, r, answer, w.now); kept != nil {
			return tx.KeepAnswer(*kept)
		}
		return nil
	})
	return answer, e.finish(err)
}

// begin returns the answer that was already given under the key, if any.
func (w *writing) begin() (*Answer, error) {
	authz, err := w.tx.HoldAuthz(w.viewer, w.now)
	if err != nil {
		return nil, err
	}
	var stored *models.StoredAnswer
	if w.request.Key != "" {
		if stored, err = w.tx.StoredAnswer(w.viewer.UserID, w.request.Key); err != nil {
			return nil, err
		}
	}
	return settled(w.viewer, w.request, authz, stored)
}

// create inserts a subject in its machine's initial state with its first entry and, when content is given, its first
// revision. The draft brings campaign, kind, title, unit and the like; role and unit say in which capacity the viewer
// creates it.
func (w *writing) create(draft models.Subject, content *Content, role models.Role, unit string, detail any) (models.Subject, error) {
	s := draft
	if s.ID == "" {
		s.ID = models.NewID()
	}
	s.State, s.Version, s.Round = string(MachineOf(s.Kind).Initial), 1, 1
	s.CreatedBy, s.CreatedAt, s.UpdatedAt, s.StateSince = w.viewer.UserID, w.now, w.now, w.now
	var revision *models.Revision
	if content != nil {
		text, digest, err := sealContent(*content)
		if err != nil {
			return s, err
		}
		s.Revision, s.Digest = 1, digest
		revision = &models.Revision{SubjectID: s.ID, Number: 1, Digest: digest, Content: text, Event: string(Create), AuthorID: w.viewer.UserID, CreatedAt: w.now}
	}
	text, err := detailText(&Command{Viewer: w.viewer}, detail)
	if err != nil {
		return s, err
	}
	entry, err := seal(models.Entry{CampaignID: s.CampaignID, SubjectID: s.ID, Seq: 1, Kind: s.Kind, Event: string(Create), ToState: s.State,
		ActorID: w.viewer.UserID, ActorName: actorName(w.viewer, w.person), OnBehalfOf: behalf(w.viewer, w.person), Role: string(role), UnitID: optional(unit), Revision: s.Revision, Digest: s.Digest,
		Detail: text, At: w.now, RequestID: w.request.ID, CorrelationID: w.correlation}, nil)
	if err != nil {
		return s, err
	}
	s.HeadHash = entry.Hash
	if err := w.tx.Insert(s, entry); err != nil {
		return s, err
	}
	if revision != nil {
		return s, w.tx.AddRevision(*revision)
	}
	return s, nil
}
