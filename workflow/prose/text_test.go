package prose

import (
	"errors"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"rectify/workflow/officefile"
	"rectify/workflow/words"
)

func TestPlainText(t *testing.T) {
	gb, err := simplifiedchinese.GB18030.NewEncoder().String("整改方案\n")
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct{ content, want string }{
		"lines":       {"整改方案\r\n\r\n  一、目标\n", "整改方案\n一、目标"},
		"a mark":      {"\ufeff整改方案", "整改方案"},
		"GB18030":     {gb, "整改方案"},
		"wide":        {"\xff\xfe\x74\x65\x39\x65", "整改"},
		"a table":     {"序号\t问题\t措施\n1\t甲\t乙\n\n\t\t\t丙\n后", "[序号][问题][措施]\n[1][甲][乙]\n[][][][丙]\n后"},
		"an indent":   {"\t\t段首\n甲\t乙", "段首\n甲\t乙"},
		"quite blank": {"\n \n", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			d, err := ReadText([]byte(test.content), limits)
			if test.want == "" {
				var refused *officefile.Refused
				if !errors.As(err, &refused) || refused.Code != words.DocumentUnknownKind {
					t.Errorf("got %v, want a refusal", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := shape(d); got != test.want {
				t.Errorf("read %q, want %q", got, test.want)
			}
		})
	}
}

func TestNoText(t *testing.T) {
	for name, test := range map[string]struct {
		content string
		want    words.Code
	}{
		"bytes":          {"\x00\x01\x02", words.DocumentUnknownKind},
		"a picture":      {"\x89PNG\r\n\x1a\n\x00\x00", words.DocumentUnknownKind},
		"half a sign":    {"整改\xe6", words.DocumentUnknownKind},
		"a marked text":  {"机 密★1年\n整改方案", words.DocumentClassified},
		"too many cells": {tabs(limits.Columns), words.DocumentTooWide},
		"too many lines": {lines(limits.Rows + 1), words.DocumentTooManyRows},
	} {
		_, err := ReadText([]byte(test.content), limits)
		var refused *officefile.Refused
		if !errors.As(err, &refused) || refused.Code != test.want {
			t.Errorf("%s: got %v, want %s", name, err, test.want)
		}
	}
}

func tabs(n int) string {
	s := "甲"
	for range n {
		s += "\t乙"
	}
	return s
}

func lines(n int) string {
	s := ""
	for range n {
		s += "甲\n"
	}
	return s
}
