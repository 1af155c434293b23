package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// composed are the families whose codes are put together from a prefix and a value: an HTTP status, a unit of time.
var composed = []string{"title_", "deadline_"}

// quoting are the families whose English sentences quote what stands in a Chinese document.
var quoting = []string{"document_", "expect_"}

// Every code that is declared has a sentence, and every sentence a declared code: who adds one and forgets the other
// would show people a bare code.
func TestEveryCodeHasItsSentence(t *testing.T) {
	declared := declaredCodes(t)
	if len(declared) < 50 {
		t.Fatalf("only %d codes were found in the source", len(declared))
	}
	for code, where := range declared {
		if !Known(code) {
			t.Errorf("%s: %q has no sentence", where, code)
		}
	}
	for code := range catalogue {
		family := func(prefix string) bool { return strings.HasPrefix(string(code), prefix) }
		if declared[code] == "" && !slices.ContainsFunc(composed, family) {
			t.Errorf("%q has a sentence, but no constant names it", code)
		}
	}
}

// declaredCodes reads the constants of type Code from the source of this package: code to place.
func declaredCodes(t *testing.T) map[Code]string {
	t.Helper()
	fset := token.NewFileSet()
	sources, err := filepath.Glob("*.go")
	if err != nil || len(sources) == 0 {
		t.Fatal(sources, err)
	}
	codes := map[Code]string{}
	for _, source := range sources {
		file, err := parser.ParseFile(fset, source, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			group, is := decl.(*ast.GenDecl)
			if !is || group.Tok != token.CONST {
				continue
			}
			for _, spec := range group.Specs {
				constant := spec.(*ast.ValueSpec)
				if name, is := constant.Type.(*ast.Ident); !is || name.Name != "Code" {
					continue
				}
				for _, value := range constant.Values {
					code, err := strconv.Unquote(value.(*ast.BasicLit).Value)
					if err != nil {
						t.Fatal(err)
					}
					where := fset.Position(value.Pos()).String()
					if codes[Code(code)] != "" {
						t.Errorf("%s: %q is declared at %s as well", where, code, codes[Code(code)])
					}
					codes[Code(code)] = where
				}
			}
		}
	}
	return codes
}

var (
	codeForm  = regexp.MustCompile(`^[a-z][a-z0-9]*([._][a-z0-9]+|_[A-Z]+)*$`)
	paramForm = regexp.MustCompile(`\{([a-z_]+)\}`)
)

// Both sentences of a code say the same: same params, each in its own language and complete.
func TestSentences(t *testing.T) {
	for code, s := range catalogue {
		if !codeForm.MatchString(string(code)) {
			t.Errorf("%q is no code", code)
		}
		if zh, en := params(s.zh), params(s.en); !slices.Equal(zh, en) {
			t.Errorf("%s: Chinese has the params %v, English %v", code, zh, en)
		}
		if said := paramForm.ReplaceAllString(s.zh, ""); strings.ContainsFunc(said, unicode.IsLetter) && !strings.ContainsFunc(said, han) {
			t.Errorf("%s: no Chinese in %q", code, s.zh)
		}
		quotes := slices.ContainsFunc(quoting, func(prefix string) bool { return strings.HasPrefix(string(code), prefix) })
		if s.zh == "" || s.en == "" || strings.ContainsFunc(s.en, foreign) && !quotes {
			t.Errorf("%s: %q is not English", code, s.en)
		}
	}
}

// params lists the params of a sentence. One that ends in _en is the English form of the one without.
func params(sentence string) []string {
	var names []string
	for _, match := range paramForm.FindAllStringSubmatch(sentence, -1) {
		names = append(names, strings.TrimSuffix(match[1], "_en"))
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func han(r rune) bool { return unicode.Is(unicode.Han, r) }

// foreign reports whether a character belongs to Chinese text: its signs or its full-width punctuation.
func foreign(r rune) bool {
	return han(r) || r >= 0x3000 && r <= 0x303f || r >= 0xff00 && r <= 0xffef
}

func TestText(t *testing.T) {
	catalogue["test.sentence"] = text{zh: "由{who}在{n}天内办理", en: "to be done by {who} within {n} days"}
	defer delete(catalogue, "test.sentence")
	params := Params{"who": Label{ZH: "审计办公室", EN: "the audit office"}, "n": 3}
	for lang, want := range map[Lang]string{
		Chinese: "由审计办公室在3天内办理",
		English: "to be done by the audit office within 3 days",
		"fr":    "由审计办公室在3天内办理", // what is not spoken is answered in Chinese
	} {
		if got := Text(lang, "test.sentence", params); got != want {
			t.Errorf("%s: %q", lang, got)
		}
	}
	if got := Text(Chinese, "no.such", nil); got != "no.such" {
		t.Errorf("an unknown code gives %q", got)
	}
}

func TestOutline(t *testing.T) {
	if got := Outline(Chinese, TooLarge); strings.ContainsAny(got, "{}") || !strings.Contains(got, "…") {
		t.Errorf("with gaps: %s", got)
	}
}
