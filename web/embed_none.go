//go:build noconsole

package web

import (
	"embed"
	"io/fs"
)

// Dist is empty: this program was built without the console.
func Dist() fs.FS { return embed.FS{} }
