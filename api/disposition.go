package api

import (
	"net/url"
	"path/filepath"
	"strings"
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
