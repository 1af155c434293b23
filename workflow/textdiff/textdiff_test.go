package textdiff_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rectify/workflow/textdiff"
)

// render writes runs as "已完成[-三-]{+四+}项".
func render(runs []textdiff.Run) string {
	var b strings.Builder
	for _, r := range runs {
		switch r.Op {
		case textdiff.Deleted:
			b.WriteString("[-" + r.Text + "-]")
		case textdiff.Inserted:
			b.WriteString("{+" + r.Text + "+}")
		default:
			b.WriteString(r.Text)
		}
	}
	return b.String()
}

func TestText(t *testing.T) {
	for _, c := range []struct{ name, older, newer, want string }{
		{"nothing", "", "", ""},
		{"the same", "已完成排查。", "已完成排查。", "已完成排查。"},
		{"new", "", "已完成排查。", "{+已完成排查。+}"},
		{"gone", "已完成排查。", "", "[-已完成排查。-]"},
		{"a figure", "已完成三项措施。", "已完成四项措施。", "已完成[-三-]{+四+}项措施。"},
		{"a sentence", "已完成排查。\n下一步抓落实。", "已完成排查。\n已建立台账。\n下一步抓落实。", "已完成排查。\n{+已建立台账。\n+}下一步抓落实。"},
		// 整 (E6 95 B4) and 数 (E6 95 B0) share their first two bytes: a difference in bytes would cut the character.
		{"characters that share bytes", "整", "数", "[-整-]{+数+}"},
	} {
		if got := render(textdiff.Text(c.older, c.newer)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// Whatever changed, both texts can be read off the runs.
func TestTextLosesNothing(t *testing.T) {
	text := rapid.StringOf(rapid.SampledFrom([]rune("整改数据台账，。\n1a𠮷")))
	rapid.Check(t, func(t *rapid.T) {
		older, newer := text.Draw(t, "older"), text.Draw(t, "newer")
		var before, after strings.Builder
		for _, r := range textdiff.Text(older, newer) {
			if r.Op != textdiff.Inserted {
				before.WriteString(r.Text)
			}
			if r.Op != textdiff.Deleted {
				after.WriteString(r.Text)
			}
		}
		if before.String() != older || after.String() != newer {
			t.Fatalf("%q → %q reads %q → %q", older, newer, before.String(), after.String())
		}
	})
}

func TestSections(t *testing.T) {
	section := func(key, text string) textdiff.Section { return textdiff.Section{Key: key, Title: key, Text: text} }
	older := []textdiff.Section{section("foreword", "前言"), section("a", "甲"), section("b", "乙"), section("c", "丙")}
	newer := []textdiff.Section{section("a", "甲"), section("c", "丙二"), section("d", "丁")}
	var got []string
	for _, c := range textdiff.Sections(older, newer) {
		got = append(got, c.Key+" "+string(c.Op)+" "+render(c.Runs))
	}
	want := "foreword deleted [-前言-] | a equal 甲 | b deleted [-乙-] | c equal 丙{+二+} | d inserted {+丁+}"
	if s := strings.Join(got, " | "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}
