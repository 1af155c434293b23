package archive

import (
	"bufio"
	"errors"
	"fmt"
	"hash"
	"io"
	"strings"

	"rectify/workflow/words"
)

// text reads a short part, which must be there.
func (c *check) text(path string) (string, bool, error) {
	f := c.files[path]
	if f == nil {
		return "", false, c.fault(words.ArchiveNoPart, words.Params{"file": path})
	}
	r, err := f.Open()
	if err != nil {
		return "", false, c.fault(words.ArchiveUnreadable, words.Params{"file": path})
	}
	defer r.Close()
	content, err := io.ReadAll(io.LimitReader(r, maxText+1))
	if err != nil || len(content) > maxText {
		return "", false, c.fault(words.ArchiveUnreadable, words.Params{"file": path})
	}
	return string(content), true, nil
}

// declaration demands bagit.txt.
func (c *check) declaration() error {
	text, there, err := c.text(bagitName)
	if err != nil || !there {
		return err
	}
	if strings.ReplaceAll(text, "\r\n", "\n") != bagitText {
		return c.fault(words.ArchiveBagit, nil)
	}
	return nil
}

// manifests hashes every part again and holds it against the manifests: the tag files first, then the payload. A bag with
// one manifest of SM3 has both.
func (c *check) manifests() error {
	used := algorithms[:1:1]
	for _, a := range algorithms[1:] {
		if c.files[a.manifest()] != nil || c.files[a.tagManifest()] != nil {
			used = append(used, a)
		}
	}
	for _, ofPayload := range []bool{false, true} {
		listed := make([]map[string]digest, len(used))
		for i, a := range used {
			name := a.tagManifest()
			if ofPayload {
				name = a.manifest()
			}
			var err error
			if listed[i], err = c.manifest(name); err != nil {
				return err
			}
		}
		for _, path := range c.order {
			if strings.HasPrefix(path, payload) != ofPayload || isTagManifest(path) {
				continue
			}
			if err := c.rehash(path, used, listed); err != nil {
				return err
			}
		}
	}
	return nil
}

// manifest reads a manifest, and tells of the files in it that are not there.
func (c *check) manifest(name string) (map[string]digest, error) {
	listed := map[string]digest{}
	f := c.files[name]
	if f == nil {
		return listed, c.fault(words.ArchiveNoPart, words.Params{"file": name})
	}
	r, err := f.Open()
	if err != nil {
		return listed, c.fault(words.ArchiveUnreadable, words.Params{"file": name})
	}
	defer r.Close()
	err = readManifest(io.LimitReader(r, maxDirectory), func(path string, d digest) error {
		_, twice := listed[path]
		listed[path] = d
		switch {
		case twice:
			return c.fault(words.ArchiveTwice, words.Params{"file": shown(name + "：" + path)})
		case c.files[path] == nil:
			return c.fault(words.ArchiveMissing, words.Params{"file": shown(path)})
		case len(listed) > maxEntries:
			return errors.Join(c.fault(words.ArchiveTooLarge, words.Params{"what": name}), errStop)
		}
		return nil
	})
	var line *lineFault
	switch {
	case errors.As(err, &line):
		return listed, c.fault(words.ArchiveManifest, words.Params{"file": name, "line": line.number})
	case err != nil && !errors.Is(err, errStop):
		return listed, c.fault(words.ArchiveUnreadable, words.Params{"file": name})
	}
	return listed, err
}

// rehash reads a part to its end and holds it against what each algorithm's manifest says of it.
func (c *check) rehash(path string, used []algorithm, listed []map[string]digest) error {
	f := c.files[path]
	n, limit := int64(f.UncompressedSize64), uint64(maxPart)
	if f.UncompressedSize64 > 16<<20 {
		limit = min(limit, maxRatio*max(f.CompressedSize64, 1))
	}
	if c.total += n; f.UncompressedSize64 > limit || c.total > maxTotal {
		return errors.Join(c.fault(words.ArchiveTooLarge, words.Params{"what": shown(path)}), errStop)
	}
	r, err := f.Open()
	if err != nil {
		return c.fault(words.ArchiveUnreadable, words.Params{"file": shown(path)})
	}
	defer r.Close()
	sums := make([]hash.Hash, len(used))
	writers := make([]io.Writer, len(used))
	for i, a := range used {
		sums[i] = a.new()
		writers[i] = sums[i]
	}
	n, err = io.Copy(io.MultiWriter(writers...), io.LimitReader(r, n+1))
	if err != nil || uint64(n) != f.UncompressedSize64 {
		return c.fault(words.ArchiveUnreadable, words.Params{"file": shown(path)})
	}
	for i, sum := range sums {
		got := digest(sum.Sum(nil))
		if i == 0 {
			c.digests[path] = got
		}
		want, is := listed[i][path]
		switch {
		case !is:
			err = c.fault(words.ArchiveExtra, words.Params{"file": shown(path)})
		case got != want:
			err = c.fault(words.ArchiveChanged, words.Params{"file": shown(path)})
		}
		if err != nil {
			return err
		}
	}
	if strings.HasPrefix(path, payload) {
		c.size += n
		c.sum.Files++
	}
	return nil
}

// info holds the sums in bag-info.txt against what was found.
func (c *check) info() error {
	text, there, err := c.text(infoName)
	if err != nil || !there {
		return err
	}
	lines := bufio.NewScanner(strings.NewReader(text))
	for lines.Scan() {
		if label, value, is := strings.Cut(lines.Text(), ":"); is {
			c.infoFields[label] = strings.TrimSpace(value)
		}
	}
	if found := fmt.Sprintf("%d.%d", c.size, c.sum.Files); c.infoFields[oxumLabel] != found && c.found == 0 {
		return c.fault(words.ArchiveTotals, words.Params{"said": shown(c.infoFields[oxumLabel]), "found": found})
	}
	return nil
}
