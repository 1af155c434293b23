package api

import (
	"strings"

	"github.com/labstack/echo/v4"
)

// consoleRoutes hands every path that is none of the API's to the console. An address of the API that does not exist stays
// a problem+json, whatever a browser asks for.
func (s *Server) consoleRoutes() {
	if s.deps.Console == nil {
		return
	}
	console := echo.WrapHandler(s.deps.Console)
	page := func(c echo.Context) error {
		if path := c.Request().URL.Path; path == "/api" || strings.HasPrefix(path, "/api/") {
			return echo.ErrNotFound
		}
		return console(c)
	}
	for _, pattern := range []string{"/", "/*"} {
		s.echo.GET(pattern, page)
		s.echo.HEAD(pattern, page)
		s.unzipped[pattern] = true // the console compresses once, at start
	}
}
