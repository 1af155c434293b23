package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"rectify/workflow/officefile"
	"rectify/workflow/words"
)

// jsonFormats is how huma reads and writes JSON: like encoding/json, but a body in which two readers could see two
// different things (a key given twice, bytes that are not UTF-8) is refused.
var jsonFormats = map[string]huma.Format{"application/json": strictJSON, "json": strictJSON}

var strictJSON = huma.Format{Marshal: huma.DefaultJSONFormat.Marshal, Unmarshal: func(data []byte, v any) error {
	if _, first := v.(*any); first { // huma always reads into an any first, for its validator
		if err := checkJSON(data); err != nil {
			return err
		}
	}
	return json.Unmarshal(data, v)
}}

// encode writes JSON as huma does, for bodies that are made before huma sees them.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	err := huma.DefaultJSONFormat.Marshal(&b, v)
	return b.Bytes(), err
}

// checkJSON refuses what is not exactly one JSON value in UTF-8 with distinct keys, or bears the mark of a state secret. Its errors are coded for fault.
func checkJSON(data []byte) error {
	if !utf8.Valid(data) {
		return errors.New(coded(words.NotUTF8, ""))
	}
	var syntax *json.SyntaxError
	if err := json.Unmarshal(data, new(json.RawMessage)); errors.As(err, &syntax) {
		before := data[:max(syntax.Offset-1, 0)]
		line := bytes.Count(before, []byte("\n")) + 1
		column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
		return errors.New(coded(words.NotJSON, fmt.Sprintf("line=%d%scolumn=%d", line, mark, column)))
	}
	return distinct(json.NewDecoder(bytes.NewReader(data)), nil)
}

// unclassified refuses the mark of a state secret: such texts may not even be stored here.
func unclassified(text string, at []string) error {
	found := officefile.Classified(text)
	if found == "" {
		return nil
	}
	return errors.New(coded(words.TextClassified, "mark="+found+mark+"name="+strings.TrimPrefix(strings.Join(at, ""), ".")))
}

// maxDepth is how many values of a body may lie inside of each other. No schema of ours comes near.
const maxDepth = 100

// distinct reads one value, which is known to be well-formed, and names the first key that its object has twice. at is
// where the value stands, a name or an index for each level.
func distinct(d *json.Decoder, at []string) error {
	token, err := d.Token()
	if errors.Is(err, io.EOF) {
		return nil
	} else if err != nil {
		return err
	}
	if len(at) > maxDepth {
		return errors.New(coded(words.NestedTooDeep, fmt.Sprintf("limit=%d", maxDepth)))
	}
	if text, is := token.(string); is {
		return unclassified(text, at)
	}
	switch token {
	case json.Delim('{'):
		seen := map[string]bool{}
		for d.More() {
			key, err := d.Token()
			if err != nil {
				return err
			}
			name := key.(string) // the only token an object can have here
			path := append(at, "."+name)
			if err := unclassified(name, at); err != nil {
				return err
			}
			if seen[name] {
				return errors.New(coded(words.DuplicateKey, "name="+strings.TrimPrefix(strings.Join(path, ""), ".")))
			}
			seen[name] = true
			if err := distinct(d, path); err != nil {
				return err
			}
		}
		_, err = d.Token()
	case json.Delim('['):
		for i := 0; d.More(); i++ {
			if err := distinct(d, append(at, fmt.Sprintf("[%d]", i))); err != nil {
				return err
			}
		}
		_, err = d.Token()
	}
	return err
}
