package archive

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"rectify/workflow/checkpoint"
	"rectify/workflow/words"
)

// signed is a checkpoint whose signature holds, and the part in which it stands.
type signed struct {
	checkpoint.Checkpoint
	path string
}

// checkpoints opens every checkpoint in the package.
func (c *check) checkpoints() (map[int64]signed, error) {
	notes := map[int64]signed{}
	var paths []string
	for _, path := range c.order {
		if strings.HasPrefix(path, payload+CheckpointsDir+"/") {
			paths = append(paths, path)
		}
	}
	if len(paths) == 0 {
		return notes, nil
	}
	keys := c.options.Keys
	if len(keys) == 0 {
		text, there, err := c.text(payload + KeysName)
		if err != nil || !there {
			return notes, err
		}
		keys = strings.Fields(text)
	}
	for _, path := range paths {
		text, there, err := c.text(path)
		if err != nil {
			return notes, err
		}
		if !there {
			continue
		}
		said, err := checkpoint.Open(text, keys...)
		code := words.ArchiveNoteText
		switch {
		case err == nil:
			notes[said.Size] = signed{said, path}
			c.sum.Checkpoints++
			continue
		case errors.Is(err, checkpoint.ErrUnsigned):
			code = words.ArchiveUnsigned
		case errors.Is(err, checkpoint.ErrSignature):
			code = words.ArchiveSignature
		}
		if err := c.fault(code, words.Params{"file": shown(path)}); err != nil {
			return notes, err
		}
	}
	return notes, nil
}

// seal holds the history so far against the checkpoint that covers just this much, if there is one.
func (c *check) seal(l *log) error {
	note, is := l.notes[l.tree.Size()]
	if !is {
		return nil
	}
	root, err := l.tree.Root()
	if err != nil {
		return err
	}
	if !bytes.Equal(root, note.Root) {
		return c.fault(words.ArchiveRoot, words.Params{"size": note.Size, "file": shown(note.path)})
	}
	c.sum.Sealed = note.Size
	return nil
}

// sizes are the sizes of checkpoints in order.
func sizes(notes map[int64]signed) []int64 {
	var list []int64
	for size := range notes {
		list = append(list, size)
	}
	slices.Sort(list)
	return list
}
