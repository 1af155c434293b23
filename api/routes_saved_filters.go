package api

import "net/http"

// savedFilterRoutes are the operations on the filters that somebody keeps under a name.
func (s *Server) savedFilterRoutes() {
	own := Access{AnyUser: true, Object: "own"}
	read(s, Route{Call: "GET /api/v1/me/filters", ID: "list-saved-filters", Tag: tagSessions, Access: own, Personal: true,
		Chinese: "本人保存的筛选", English: "The filters that the caller keeps"}, s.savedFilters)
	write[savedFilterInput, SavedFilter](s, Route{Call: "PUT /api/v1/me/filters/{id}", ID: "save-filter", Tag: tagSessions, Access: own, Personal: true,
		Chinese: "保存筛选", English: "Keep a filter under a name; the same id again changes it"}, s.saveFilter)
	write[ByID, struct{}](s, Route{Call: "DELETE /api/v1/me/filters/{id}", ID: "delete-filter", Tag: tagSessions, Access: own, Personal: true,
		Status: http.StatusNoContent, Chinese: "删除筛选", English: "Forget a filter"}, s.deleteFilter)
}
