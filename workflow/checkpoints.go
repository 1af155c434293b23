package workflow

import (
	"context"
	"errors"
	"time"

	"rectify/models"
	"rectify/workflow/checkpoint"
	"rectify/workflow/words"
)

// Why a checkpoint was taken.
const (
	CheckpointHourly    = "hourly"
	CheckpointAdjourned = "adjourned" // a meeting has closed
	CheckpointFiled     = "filed"     // a document was filed
	CheckpointAsked     = "asked"     // by the audit administrator, or for an archive package
)

// CheckpointLabels are the reasons as people see them.
var CheckpointLabels = map[string]words.Label{
	CheckpointHourly:    {ZH: "定时", EN: "hourly"},
	CheckpointAdjourned: {ZH: "会议闭会", EN: "a meeting has closed"},
	CheckpointFiled:     {ZH: "报送备案", EN: "a document was filed"},
	CheckpointAsked:     {ZH: "审计管理员要求", EN: "asked for by the audit administrator"},
}

// checkpointEvery is how long new entries wait for a checkpoint at most.
const checkpointEvery = time.Hour

// decisions are the events after which a checkpoint is taken at once.
var decisions = []struct {
	event  Event
	reason string
}{{Adjourn, CheckpointAdjourned}, {File, CheckpointFiled}}

// ErrForeignKey says that this database's checkpoints are signed with another key than the one at hand.
var ErrForeignKey = errors.New("workflow: the checkpoints of this database are signed with another key")

// UseKey lets the engine take checkpoints. It must be called before the engine is used.
func (e *Engine) UseKey(key *checkpoint.Key) { e.key = key }

// LogVerifier is the public key of the engine's checkpoints, "" when it takes none.
func (e *Engine) LogVerifier() string {
	if e.key == nil {
		return ""
	}
	return e.key.Verifier()
}

// RegisterKey enters the public part of the engine's key where everybody can read it. The first key of a database is taken
// as it comes; any other must be known (see RotateKey), so that two replicas with different keys do not go unnoticed:
// ErrForeignKey.
func (e *Engine) RegisterKey(ctx context.Context) error {
	err := e.inTx(ctx, func(tx models.Tx) error {
		keys, err := tx.LogKeys()
		if err != nil {
			return err
		}
		if len(keys) == 0 {
			return tx.AddLogKey(models.LogKey{Position: 1, Verifier: e.key.Verifier(), AddedAt: e.clock.Now()})
		}
		if keys[len(keys)-1].Verifier != e.key.Verifier() {
			return ErrForeignKey
		}
		return nil
	})
	return e.finish(err)
}

// RotateKey makes a new key known, which must be of the same log. From then on only it is accepted at the start of the
// program; what older keys have signed stays valid.
func (e *Engine) RotateKey(ctx context.Context, next *checkpoint.Key) error {
	return e.finish(e.inTx(ctx, func(tx models.Tx) error {
		keys, err := tx.LogKeys()
		if err != nil {
			return err
		}
		if len(keys) > 0 && checkpoint.OriginOf(keys[0].Verifier) != next.Origin() {
			return ErrForeignKey
		}
		return tx.AddLogKey(models.LogKey{Position: len(keys) + 1, Verifier: next.Verifier(), AddedAt: e.clock.Now()})
	}))
}

// TakeCheckpoint seals the log as it stands, on demand. The result is a models.Checkpoint: a new one, or the newest when
// nothing has come since.
func (e *Engine) TakeCheckpoint(ctx context.Context, v models.Viewer, r Request) (Answer, error) {
	if _, err := e.Sequence(ctx); err != nil {
		return Answer{}, err
	}
	return e.administer(ctx, v, r, LogAdmins, func(w *writing) (any, error) {
		taken, fresh, err := e.sealLog(w.tx, w.now, CheckpointAsked, optional(v.UserID))
		if err != nil || !fresh {
			return taken, err
		}
		return taken, w.record("checkpoint", "log", taken.ID, map[string]int64{"size": taken.Size})
	})
}

// SealLog takes the checkpoint that is due, if any: after a decision that none covers yet, or when entries have waited for
// an hour. It may run at any time and on several replicas at once.
func (e *Engine) SealLog(ctx context.Context) error {
	if e.key == nil {
		return nil
	}
	if _, err := e.Sequence(ctx); err != nil {
		return err
	}
	if _, err := e.sealDecisions(ctx, 0); err != nil {
		return err
	}
	view := e.store.View(ctx)
	last, err := view.LastCheckpoint()
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return err
	}
	end, err := view.FeedEnd()
	if err != nil || end <= last.Size || e.clock.Now().Sub(last.TakenAt) < checkpointEvery {
		return err
	}
	return e.sealNow(ctx, CheckpointHourly)
}

// sealDecisions takes a checkpoint when a decision stands in the log that none covers yet. It looks at the positions
// above looked, and returns up to where it has.
func (e *Engine) sealDecisions(ctx context.Context, looked int64) (int64, error) {
	view := e.store.View(ctx)
	last, err := view.LastCheckpoint()
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return looked, err
	}
	end, err := view.FeedEnd()
	if err != nil {
		return looked, err
	}
	for _, d := range decisions {
		waits, err := view.LogHas(max(last.Size, looked), string(d.event))
		if err != nil {
			return looked, err
		}
		if waits {
			return end, e.sealNow(ctx, d.reason)
		}
	}
	return end, nil
}

func (e *Engine) sealNow(ctx context.Context, reason string) error {
	return e.inTx(ctx, func(tx models.Tx) error {
		_, _, err := e.sealLog(tx, e.clock.Now(), reason, nil)
		return err
	})
}

// sealLog adds a checkpoint over the whole feed, going on from the one before, and reports whether it is new.
func (e *Engine) sealLog(tx models.Tx, now time.Time, reason string, by *string) (models.Checkpoint, bool, error) {
	if e.key == nil {
		return models.Checkpoint{}, false, Refuse(Unavailable, words.NoCheckpointKey, nil)
	}
	if err := tx.HoldLog(); err != nil {
		return models.Checkpoint{}, false, err
	}
	last, err := tx.LastCheckpoint()
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return last, false, err
	}
	end, err := tx.FeedEnd()
	if err != nil {
		return last, false, err
	}
	if end == 0 {
		return last, false, Refuse(Conflict, words.LogEmpty, nil)
	}
	if end <= last.Size {
		return last, false, nil
	}
	tree, err := checkpoint.Resume(last.Size, last.Peaks)
	if err != nil {
		return last, false, err
	}
	var nodes []models.LogNode
	err = tx.EachHash(last.Size, end, func(_ int64, hash []byte) error {
		return tree.Append(hash, func(n checkpoint.Node, hash []byte) {
			nodes = append(nodes, models.LogNode{Level: n.Level, Position: n.Index, Hash: hash})
		})
	})
	if err != nil {
		return last, false, err
	}
	said := checkpoint.Checkpoint{Size: tree.Size(), Time: now.Truncate(time.Second)}
	if said.Root, err = tree.Root(); err != nil {
		return last, false, err
	}
	taken := models.Checkpoint{Size: said.Size, ID: models.NewID(), Root: said.Root, Peaks: tree.Peaks(), Reason: reason, TakenAt: said.Time, TakenBy: by}
	if taken.Note, err = e.key.Sign(said); err != nil {
		return last, false, err
	}
	return taken, true, tx.AddCheckpoint(taken, nodes)
}

// LatestCheckpoint is the newest checkpoint, for whoever prints it (see checkpoint.Short), or nil when there is none.
func LatestCheckpoint(tx models.Tx) (*checkpoint.Checkpoint, error) {
	last, err := tx.LastCheckpoint()
	if errors.Is(err, models.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	said, err := checkpoint.Parse(last.Note)
	return &said, err
}
