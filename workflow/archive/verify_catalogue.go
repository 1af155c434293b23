package archive

import (
	"errors"
	"regexp"
	"strings"

	"rectify/workflow/words"
)

// namedTitle is a document under the title that the catalogue gives it.
type namedTitle struct {
	number      int
	path, title string
}

var dateForm = regexp.MustCompile(`^[0-9]{8}$`)

// readCatalogue holds the catalogue against the files.
func (c *check) readCatalogue() error {
	for _, name := range []string{payload + ReadmeName, payload + CatalogueName} {
		if c.files[name] == nil {
			if err := c.fault(words.ArchiveNoPart, words.Params{"file": name}); err != nil || name != payload+ReadmeName {
				return err
			}
		}
	}
	r, err := c.files[payload+CatalogueName].Open()
	if err != nil {
		return c.fault(words.ArchiveUnreadable, words.Params{"file": payload + CatalogueName})
	}
	defer r.Close()
	listed := map[string]bool{payload + ReadmeName: true, payload + CatalogueName: true}
	err = readCatalogue(r, func(e Entry) error { return c.entry(e, listed) })
	switch {
	case errors.Is(err, errStop):
		return err
	case errors.Is(err, errEncoding):
		return c.fault(words.ArchiveEncoding, words.Params{"file": CatalogueName})
	case err != nil:
		return c.fault(words.ArchiveCatalogue, words.Params{"fault": shown(err.Error())})
	}
	for _, path := range c.order {
		if strings.HasPrefix(path, payload) && !listed[path] {
			if err := c.fault(words.ArchiveUnlisted, words.Params{"file": shown(path)}); err != nil {
				return err
			}
		}
	}
	return nil
}

// entry checks one entry by itself and against the files.
func (c *check) entry(e Entry, listed map[string]bool) error {
	c.sum.Catalogued++
	var faults []Fault
	if want := c.sum.Catalogued; e.Number != want {
		faults = append(faults, Fault{words.ArchiveNumber, words.Params{"want": want, "got": e.Number}})
		c.sum.Catalogued = e.Number // what follows is counted from here
	}
	for _, element := range []struct {
		name string
		good bool
	}{
		{"档号", e.Code != ""}, {"责任者", e.Author != ""}, {"题名", e.Title != ""}, {"日期", dateForm.MatchString(e.Date)},
		{"密级", e.Secrecy == Public || e.Secrecy == Internal}, {"电子档案名称", len(e.Files) > 0},
	} {
		if !element.good {
			faults = append(faults, Fault{words.ArchiveElement, words.Params{"number": e.Number, "element": element.name}})
		}
	}
	for _, name := range e.Files {
		path := payload + name
		switch {
		case c.files[path] == nil:
			faults = append(faults, Fault{words.ArchiveNoFile, words.Params{"number": e.Number, "file": shown(name)}})
			continue
		case listed[path]:
			faults = append(faults, Fault{words.ArchiveListedTwice, words.Params{"number": e.Number, "file": shown(name)}})
		}
		listed[path] = true
		if strings.HasPrefix(name, Documents+"/") && strings.HasSuffix(name, ".docx") {
			c.titles = append(c.titles, namedTitle{e.Number, path, e.Title})
		}
		if strings.HasPrefix(name, EvidenceFiles+"/") {
			c.evidence[path] = namedTitle{e.Number, path, e.Title}
		}
	}
	for _, f := range faults {
		if err := c.fault(f.Code, f.Params); err != nil {
			return err
		}
	}
	return nil
}
