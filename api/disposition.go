package api

import (
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
)

// contentDisposition asks a browser to keep a file under its name (RFC 6266): the true name in UTF-8 for all of today's,
// a plain one for the rest.
func contentDisposition(name string) string {
	plain := "download" + strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || r == '"' || r == '\\' {
			return -1
		}
		return r
	}, filepath.Ext(name))
	return `attachment; filename="` + plain + `"; filename*=UTF-8''` + strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
}

// sendFile sends bytes, always as a file to keep and never as a page to show.
func sendFile(c echo.Context, name, mediaType string, modified time.Time, file io.ReadSeeker) error {
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, mediaType)
	h.Set(echo.HeaderContentDisposition, contentDisposition(name))
	http.ServeContent(c.Response(), c.Request(), "", modified, file)
	return nil
}
