package api

import (
	"context"
	"net/http"
	"time"

	"rectify/models"
	"rectify/workflow"
)

// SavedFilter is a filter of a list that the caller keeps under a name.
type SavedFilter struct {
	ID        string    `json:"id" format:"uuid"`
	List      string    `json:"list" enum:"problems" doc:"何种清单：problems 整改台账"`
	Name      string    `json:"name"`
	Query     string    `json:"query" doc:"筛选条件，同清单地址中的查询部分"`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

// SavedFilterList is every filter that the caller keeps.
type SavedFilterList struct {
	Items []SavedFilter `json:"items"`
}

type savedFilterInput struct {
	ID   string `path:"id" format:"uuid" doc:"由客户端生成；再次写入同一编号即修改"`
	Body struct {
		List  string `json:"list" enum:"problems" doc:"何种清单：problems 整改台账"`
		Name  string `json:"name" minLength:"1" maxLength:"100" doc:"1至30个字，本人的同一清单内不重名"`
		Query string `json:"query" maxLength:"1000" doc:"筛选条件，如 state=filed&unit_id=…"`
	}
}

func (s *Server) savedFilters(ctx context.Context, v models.Viewer, _ *struct{}) (*SavedFilterList, error) {
	rows, err := s.deps.Store.View(ctx).SavedFilters(v.UserID)
	items := make([]SavedFilter, len(rows))
	for i, row := range rows {
		items[i] = savedFilterOf(row)
	}
	return &SavedFilterList{items}, err
}

func (s *Server) saveFilter(ctx context.Context, v models.Viewer, c Command, in *savedFilterInput) (workflow.Answer, error) {
	return s.deps.Engine.SaveFilter(ctx, v, c.Rendering(func(result any) (workflow.Answer, error) {
		return answer(http.StatusOK, 0, "", savedFilterOf(result.(models.SavedFilter)))
	}), workflow.NewSavedFilter{ID: in.ID, List: in.Body.List, Name: in.Body.Name, Query: in.Body.Query})
}

func (s *Server) deleteFilter(ctx context.Context, v models.Viewer, c Command, in *ByID) (workflow.Answer, error) {
	return s.deps.Engine.DeleteFilter(ctx, v, c.Rendering(func(any) (workflow.Answer, error) { return noContent, nil }), in.ID)
}

func savedFilterOf(f models.SavedFilter) SavedFilter {
	return SavedFilter{ID: f.ID, List: f.List, Name: f.Name, Query: f.Query, CreatedAt: f.CreatedAt, UpdatedAt: f.UpdatedAt}
}
