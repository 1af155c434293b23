package archive

import (
	"errors"
	"strings"

	"rectify/workflow/words"
)

// Fault is one thing that is wrong with a package.
type Fault struct {
	Code   words.Code
	Params words.Params
}

// In is the fault in words.
func (f Fault) In(lang words.Lang) string { return words.Text(lang, f.Code, f.Params) }

var (
	errStop      = errors.New("archive: the first fault ends the check")
	errEncoding  = errors.New("archive: not UTF-8")
	errCatalogue = errors.New("archive: not a catalogue")
	errCanonical = errors.New("archive: not in canonical form")
)

// encodingFault tells text in another encoding from XML that is wrong.
func encodingFault(err error) error {
	if errors.Is(err, errEncoding) || strings.Contains(err.Error(), "invalid UTF-8") || strings.Contains(err.Error(), errEncoding.Error()) {
		return errEncoding
	}
	return errors.Join(errCatalogue, err)
}

// fault tells of a fault, and ends the check unless all are asked for.
func (c *check) fault(code words.Code, params words.Params) error {
	c.found++
	c.tell(Fault{code, params})
	if c.options.All {
		return nil
	}
	return errStop
}
