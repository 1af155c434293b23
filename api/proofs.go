package api

import (
	"context"
	"encoding/hex"
	"errors"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/words"
)

// ConsistencyProof shows that the history of a newer checkpoint begins with that of an older one.
type ConsistencyProof struct {
	From   int64    `json:"from"`
	To     int64    `json:"to"`
	Hashes []string `json:"hashes" doc:"证明（RFC 6962 2.1.2），十六进制，由下至上"`
}

type consistencyInput struct {
	Size int64 `path:"size" minimum:"1" doc:"所覆盖的条数"`
	From int64 `query:"from" required:"true" minimum:"1" doc:"较早检查点覆盖的条数"`
}

// consistency proves that one checkpoint goes on from another. Whoever keeps the two signed texts needs nothing else.
func (s *Server) consistency(ctx context.Context, _ models.Viewer, in *consistencyInput) (*ConsistencyProof, error) {
	tx := s.deps.Store.View(ctx)
	if _, err := tx.CheckpointAt(in.Size); err != nil {
		return nil, err
	}
	if in.From > in.Size {
		return nil, beyond("query.from", in.Size)
	}
	hashes, err := workflow.ProvePrefix(tx, in.From, in.Size)
	return &ConsistencyProof{From: in.From, To: in.Size, Hashes: mapped(hashes, hex.EncodeToString)}, err
}

// InclusionProof shows that an entry stands at its place in the history that a checkpoint seals.
type InclusionProof struct {
	Position   int64      `json:"position" doc:"总次序中的序号，从 1 起；树叶下标为序号减 1"`
	SubjectID  string     `json:"subject_id" format:"uuid"`
	Seq        int64      `json:"seq" doc:"该事项的第几条记录"`
	Hash       string     `json:"hash" doc:"该条记录的哈希，即树叶内容，十六进制"`
	Checkpoint Checkpoint `json:"checkpoint"`
	Hashes     []string   `json:"hashes" doc:"证明（RFC 6962 2.1.1），十六进制，由下至上"`
}

type inclusionInput struct {
	Position int64 `path:"position" minimum:"1" doc:"总次序中的序号，即动态的 id"`
	Size     int64 `query:"size" minimum:"0" doc:"对哪个检查点证明（其条数）；缺省为最新的"`
}

// inclusion proves an entry. The audit administrator may ask for any entry: the proof holds hashes and ids, no content.
func (s *Server) inclusion(ctx context.Context, v models.Viewer, in *inclusionInput) (*InclusionProof, error) {
	tx := s.deps.Store.View(ctx)
	item, err := tx.InLog(v, v.Has(workflow.LogAdmins...), in.Position)
	if err != nil {
		return nil, err
	}
	row, err := tx.LastCheckpoint()
	if in.Size > 0 {
		row, err = tx.CheckpointAt(in.Size)
	}
	if errors.Is(err, models.ErrNotFound) {
		return nil, workflow.Refuse(workflow.NotFound, words.NoCheckpointYet, nil)
	} else if err != nil {
		return nil, err
	}
	if in.Position > row.Size {
		return nil, beyond("path.position", row.Size)
	}
	hashes, err := workflow.ProveEntry(tx, in.Position, row.Size)
	if err != nil {
		return nil, err
	}
	sealed, err := s.checkpointOf(requestOf(ctx).lang, row)
	return &InclusionProof{Position: item.Position, SubjectID: item.SubjectID, Seq: item.Seq, Hash: hex.EncodeToString(item.Hash),
		Checkpoint: sealed, Hashes: mapped(hashes, hex.EncodeToString)}, err
}

func beyond(field string, size int64) error {
	return workflow.RefuseFor([]workflow.Reason{{Code: words.BeyondLog, Params: words.Params{"size": size}, Field: field}})
}
