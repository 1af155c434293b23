package archive

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"

	"rectify/workflow/chain"
	"rectify/workflow/checkpoint"
	"rectify/workflow/words"
)

// log is the history as far as it was read.
type log struct {
	tree  *checkpoint.Tree
	last  map[string]*chain.Sealed // the newest entry of each subject, without its texts
	texts map[digest]bool          // digests of the texts that entries name
	files map[digest][]string      // titles of the evidence that entries name, by digest
	order []digest                 // of these, as they came
	notes map[int64]signed         // checkpoints by size
}

// history reads the history line by line: every hash again, every subject's chain, the order of all, and the roots of the
// checkpoints over it.
func (c *check) history() error {
	l := &log{tree: checkpoint.NewTree(), last: map[string]*chain.Sealed{}, texts: map[digest]bool{}, files: map[digest][]string{}}
	var err error
	if l.notes, err = c.checkpoints(); err != nil {
		return err
	}
	path := payload + HistoryName
	f := c.files[path]
	if f == nil {
		return c.fault(words.ArchiveNoPart, words.Params{"file": path})
	}
	r, err := f.Open()
	if err != nil {
		return c.fault(words.ArchiveUnreadable, words.Params{"file": path})
	}
	defer r.Close()
	lines := bufio.NewScanner(io.LimitReader(r, maxPart))
	lines.Buffer(nil, maxLine)
	position := int64(0)
	for n := 1; lines.Scan(); n++ {
		var line Line
		d := json.NewDecoder(bytes.NewReader(lines.Bytes()))
		d.DisallowUnknownFields()
		if err := d.Decode(&line); err != nil || len(line.Hash) != checkpoint.HashSize || d.More() {
			if err := c.fault(words.ArchiveLine, words.Params{"line": n}); err != nil {
				return err
			}
			continue
		}
		if position++; line.Position != position {
			if err := c.fault(words.ArchivePosition, words.Params{"want": position, "got": line.Position}); err != nil {
				return err
			}
			position = line.Position
		}
		if err := c.line(l, line, n); err != nil {
			return err
		}
	}
	if lines.Err() != nil {
		return c.fault(words.ArchiveUnreadable, words.Params{"file": path})
	}
	return c.end(l)
}

func (c *check) line(l *log, line Line, n int) error {
	c.sum.Entries++
	e, err := line.entry()
	if err != nil {
		return c.fault(words.ArchiveLine, words.Params{"line": n})
	}
	if err := l.tree.Append(line.Hash, nil); err != nil {
		return err
	}
	if err := c.seal(l); err != nil {
		return err
	}
	if e == nil {
		c.sum.Withheld++
		return nil
	}
	err = chain.Follows(l.last[e.SubjectID], e)
	l.keep(*e)
	switch {
	case errors.Is(err, chain.ErrHash):
		return c.fault(words.ArchiveHash, words.Params{"position": line.Position})
	case err != nil:
		return c.fault(words.ArchiveChain, words.Params{"position": line.Position, "fault": chainFault(err)})
	}
	return nil
}

// keep remembers of an entry what later checks need.
func (l *log) keep(e chain.Sealed) {
	var d digest
	if decoded, err := hex.DecodeString(e.Digest); err == nil && len(decoded) == len(d) {
		l.texts[digest(decoded)] = true
	}
	if e.Event == "attach" {
		l.attached(e.Detail)
	}
	l.last[e.SubjectID] = &chain.Sealed{Hash: e.Hash, Entry: chain.Entry{SubjectID: e.SubjectID, Seq: e.Seq, To: e.To, At: e.At}}
}

// attached remembers a file that came as evidence.
func (l *log) attached(detail string) {
	var said struct {
		Data struct {
			Name   string `json:"name"`
			SHA256 string `json:"sha256"`
		} `json:"data"`
	}
	if err := json.Unmarshal([]byte(detail), &said); err != nil {
		return
	}
	decoded, err := hex.DecodeString(said.Data.SHA256)
	if err != nil || len(decoded) != len(digest{}) {
		return
	}
	d := digest(decoded)
	if len(l.files[d]) == 0 {
		l.order = append(l.order, d)
	}
	l.files[d] = append(l.files[d], OneLine(said.Data.Name))
}

// end holds what the whole history says against the rest of the package.
func (c *check) end(l *log) error {
	if want, err := strconv.Atoi(c.infoFields[historyLabel]); err == nil && want != c.sum.Entries {
		if err := c.fault(words.ArchiveShort, words.Params{"want": want, "got": c.sum.Entries}); err != nil {
			return err
		}
	}
	for _, size := range sizes(l.notes) {
		if note := l.notes[size]; note.Size > l.tree.Size() {
			if err := c.fault(words.ArchiveBeyond, words.Params{"file": note.path, "size": note.Size, "entries": c.sum.Entries}); err != nil {
				return err
			}
		}
	}
	for _, t := range c.titles {
		decoded, err := hex.DecodeString(t.title)
		if t.title != "" && (err != nil || len(decoded) != len(digest{}) || !l.texts[digest(decoded)]) {
			if err := c.fault(words.ArchiveDigest, words.Params{"file": shown(t.path), "digest": shown(t.title)}); err != nil {
				return err
			}
		}
	}
	return c.evidenceFacts(l)
}

// evidenceFacts holds the files of evidence against the entries by which they came.
func (c *check) evidenceFacts(l *log) error {
	there := map[digest]bool{}
	for _, path := range c.order {
		listed, is := c.evidence[path]
		if !is {
			continue
		}
		d := c.digests[path]
		there[d] = true
		names := l.files[d]
		var err error
		switch {
		case len(names) == 0:
			err = c.fault(words.ArchiveUnrecorded, words.Params{"file": shown(path)})
		case !slices.Contains(names, listed.title):
			err = c.fault(words.ArchiveTitle, words.Params{"number": listed.number, "title": shown(listed.title), "fact": shown(names[0])})
		}
		if err != nil {
			return err
		}
	}
	for _, d := range l.order {
		if !there[d] {
			if err := c.fault(words.ArchiveLost, words.Params{"name": shown(l.files[d][0])}); err != nil {
				return err
			}
		}
	}
	return nil
}

// chainFault is what package chain has found, in Chinese.
func chainFault(err error) string {
	for _, f := range []struct {
		err  error
		text string
	}{{chain.ErrGap, "编号有缺口或重复"}, {chain.ErrLink, "前一条的哈希不符"}, {chain.ErrState, "起始状态不符"}, {chain.ErrOrder, "时间早于前一条"}} {
		if errors.Is(err, f.err) {
			return f.text
		}
	}
	return err.Error()
}
