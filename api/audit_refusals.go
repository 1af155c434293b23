package api

import (
	"cmp"
	"net/http"
	"strings"
	"unicode"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"rectify/models"
	"rectify/workflow"
)

// originOf says where a request comes from, for the audit log.
func originOf(c echo.Context, r *request) models.Origin {
	token := ""
	if r.viewer.Service != nil {
		token = r.viewer.Service.TokenID
	}
	return models.Origin{Operation: r.operation, TokenID: token, Address: c.RealIP(), UserAgent: plainText(c.Request().UserAgent(), maxAgent),
		Login: cmp.Or(r.viewer.Login, r.tried), RequestID: r.id, SessionID: r.viewer.SessionID}
}

// maxAgent is how many characters of a User-Agent are kept.
const maxAgent = 200

// plainText shortens what a client chose and takes out what could pass for something else: control characters, line ends,
// marks that turn the direction of writing, broken UTF-8.
func plainText(s string, most int) string {
	clean := strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, " "))
	if runes := []rune(clean); len(runes) > most {
		clean = string(runes[:most])
	}
	return clean
}

// recordRefusals puts what was refused into the audit log: whatever somebody had no right to, or would not have had if it
// existed, and every write that was turned away or failed.
func (s *Server) recordRefusals(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		err := next(c)
		r := requestOf(c.Request().Context())
		if p := r.refusal; p != nil && audited(c.Request().Method, r.operation, p.Status) {
			refusal := workflow.Refusal{Viewer: r.viewer, Act: r.operation, Result: models.Refused, Code: string(p.Code)}
			if refusal.Act == "" {
				refusal.Act = c.Request().Method + " " + c.Path()
			}
			if p.Status >= http.StatusInternalServerError {
				refusal.Result = models.Failed
			}
			if id, err := uuid.Parse(c.Param("id")); err == nil {
				refusal.ObjectID = id.String()
			}
			codes := make([]string, len(p.Errors))
			for i, e := range p.Errors {
				codes[i] = string(e.Code)
			}
			refusal.Reason = plainText(strings.Join(codes, " "), maxAgent)
			s.deps.Engine.Refused(models.WithOrigin(c.Request().Context(), originOf(c, r)), refusal)
		}
		return err
	}
}

// audited reports whether an answer of this status belongs into the audit log. What cannot be read at all is no act, and
// when the service sheds load it writes nothing.
func audited(method, operation string, status int) bool {
	switch status {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusTooManyRequests:
		return true
	case http.StatusNotFound:
		return operation != ""
	case http.StatusConflict, http.StatusPreconditionFailed, http.StatusUnprocessableEntity, http.StatusInternalServerError:
		return method != http.MethodGet && method != http.MethodHead
	}
	return false
}
