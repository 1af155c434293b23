package api

import (
	"context"
	"encoding/hex"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/checkpoint"
	"rectify/workflow/words"
)

// Checkpoint is a signed statement of what the history was at a moment.
type Checkpoint struct {
	Size    int64     `json:"size" doc:"所覆盖的流转记录条数"`
	Root    string    `json:"root" doc:"这些记录的 Merkle 树根，十六进制（RFC 6962）"`
	Origin  string    `json:"origin" doc:"本套记录的名称"`
	Reason  Named     `json:"reason"`
	TakenAt time.Time `json:"taken_at"`
	TakenBy *string   `json:"taken_by,omitempty" format:"uuid" doc:"要求生成的人；系统自动生成的没有"`
	Short   string    `json:"short" doc:"印在文件上的简短形式：名称、条数、树根前 16 位、时间"`
	Note    string    `json:"note" doc:"签名文本（C2SP tlog-checkpoint）；应保存在数据库管理员够不到的地方"`
}

func (s *Server) checkpointOf(lang words.Lang, c models.Checkpoint) (Checkpoint, error) {
	said, err := checkpoint.Parse(c.Note)
	return Checkpoint{Size: c.Size, Root: hex.EncodeToString(c.Root), Origin: said.Origin, TakenAt: c.TakenAt, TakenBy: c.TakenBy,
		Reason: Named{c.Reason, workflow.CheckpointLabels[c.Reason].In(lang)}, Short: said.Short(), Note: c.Note}, err
}

func (s *Server) checkpoints(ctx context.Context, _ models.Viewer, in *struct{ Paging }) (*Page[Checkpoint], error) {
	var before int64
	if _, err := in.after("checkpoints", &before); err != nil {
		return nil, err
	}
	rows, err := s.deps.Store.View(ctx).Checkpoints(before, in.Limit+1)
	if err != nil {
		return nil, err
	}
	list := make([]Checkpoint, len(rows))
	for i, row := range rows {
		if list[i], err = s.checkpointOf(requestOf(ctx).lang, row); err != nil {
			return nil, err
		}
	}
	page, err := pageOf("checkpoints", list, in.Limit, func(c Checkpoint) []any { return []any{c.Size} })
	return &page, err
}

func (s *Server) latestCheckpoint(ctx context.Context, _ models.Viewer, _ *struct{}) (*Checkpoint, error) {
	row, err := s.deps.Store.View(ctx).LastCheckpoint()
	if errors.Is(err, models.ErrNotFound) {
		return nil, workflow.Refuse(workflow.NotFound, words.NoCheckpointYet, nil)
	} else if err != nil {
		return nil, err
	}
	out, err := s.checkpointOf(requestOf(ctx).lang, row)
	return &out, err
}

type checkpointInput struct {
	Size int64 `path:"size" minimum:"1" doc:"所覆盖的条数"`
}

func (s *Server) checkpoint(ctx context.Context, _ models.Viewer, in *checkpointInput) (*Checkpoint, error) {
	row, err := s.deps.Store.View(ctx).CheckpointAt(in.Size)
	if err != nil {
		return nil, err
	}
	out, err := s.checkpointOf(requestOf(ctx).lang, row)
	return &out, err
}

// checkpointNote is the signed text itself, byte for byte, as other programs read it.
func (s *Server) checkpointNote(ctx context.Context, _ models.Viewer, in *checkpointInput) (func(echo.Context) error, error) {
	row, err := s.deps.Store.View(ctx).CheckpointAt(in.Size)
	if err != nil {
		return nil, err
	}
	return func(c echo.Context) error {
		c.Response().Header().Set(echo.HeaderContentDisposition, contentDisposition("checkpoint-"+strconv.FormatInt(row.Size, 10)+".txt"))
		return c.Blob(http.StatusOK, noteType, []byte(row.Note))
	}, nil
}

// takeCheckpoint seals the history as it stands. When nothing has come since the newest checkpoint, that one is the answer.
func (s *Server) takeCheckpoint(ctx context.Context, v models.Viewer, c Command, _ *struct{}) (workflow.Answer, error) {
	return s.deps.Engine.TakeCheckpoint(ctx, v, c.Rendering(func(result any) (workflow.Answer, error) {
		out, err := s.checkpointOf(c.Lang, result.(models.Checkpoint))
		if err != nil {
			return workflow.Answer{}, err
		}
		return answer(http.StatusOK, 0, "/api/v1/checkpoints/"+strconv.FormatInt(out.Size, 10), out)
	}))
}

// LogKey is a public key with which checkpoints are signed.
type LogKey struct {
	Verifier string    `json:"verifier" doc:"公钥（note verifier key）"`
	AddedAt  time.Time `json:"added_at"`
}

type logKeysAnswer struct {
	Items []LogKey `json:"items" doc:"按启用次序，最后一个为现用"`
}

func (s *Server) logKeys(ctx context.Context, _ models.Viewer, _ *struct{}) (*logKeysAnswer, error) {
	keys, err := s.deps.Store.View(ctx).LogKeys()
	return &logKeysAnswer{mapped(keys, func(k models.LogKey) LogKey { return LogKey{k.Verifier, k.AddedAt} })}, err
}
