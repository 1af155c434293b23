package main

import (
	"fmt"
	"runtime/debug"

	"rectify/api"
)

// version is set by the linker for a release; otherwise the build says what it was made from.
var version string

// build says which program this is.
func build() api.Build {
	b := api.Build{Version: version}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	if b.Version == "" {
		b.Version = info.Main.Version
	}
	for _, setting := range info.Settings {
		if setting.Key == "vcs.revision" {
			b.Revision = setting.Value
		}
	}
	return b
}

type versionCommand struct{}

// Run prints the version and the revision of the source.
func (versionCommand) Run(o output) error {
	b := build()
	_, err := fmt.Fprintln(o.out, "rectify", b.Version, b.Revision)
	return err
}
