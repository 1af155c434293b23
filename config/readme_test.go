package config_test

import (
	"flag"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"rectify/config"
	"rectify/docs/section"
)

var update = flag.Bool("update", false, "write the generated parts of documents again")

// The tables of settings name every setting with its default. In the Chinese one the meaning is that of --help; the
// English meaning is written in the table itself and kept.
func TestSettingsInReadme(t *testing.T) {
	parser, err := kong.New(new(config.Config))
	if err != nil {
		t.Fatal(err)
	}
	english := meanings(section.Of(t, "../README.md", "settings"))
	zh, en := "| 变量 | 参数 | 默认值 | 含义 |\n|---|---|---|---|\n", "| variable | flag | default | meaning |\n|---|---|---|---|\n"
	for _, f := range parser.Model.Flags {
		if len(f.Envs) == 0 { // --help
			continue
		}
		value := ""
		if f.Default != "" {
			value = "`" + f.Default + "`"
		}
		row := fmt.Sprintf("| `%s` | `--%s` | %s | ", f.Envs[0], f.Name, value)
		meaning := english[f.Envs[0]]
		if meaning == "" {
			t.Errorf("README.md does not say what %s means", f.Envs[0])
		}
		zh, en = zh+row+f.Help+" |\n", en+row+meaning+" |\n"
	}
	section.Golden(t, "../README.zh-CN.md", "settings", zh, *update)
	section.Golden(t, "../README.md", "settings", en, *update)
}

var settingRow = regexp.MustCompile("(?m)^\\| `([A-Z0-9_]+)` \\|.*\\| ([^|]*) \\|$")

// meanings reads the last column of a table of settings.
func meanings(table string) map[string]string {
	m := map[string]string{}
	for _, row := range settingRow.FindAllStringSubmatch(table, -1) {
		m[row[1]] = strings.TrimSpace(row[2])
	}
	return m
}
