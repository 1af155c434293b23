package archiving

import (
	"bytes"
	"strings"
	"testing"

	"rectify/models/testdb"
	"rectify/workflow/archive"
	"rectify/workflow/checkpoint"
	"rectify/workflow/words"
)

const (
	history   = "data/" + archive.HistoryName
	catalogue = "data/" + archive.CatalogueName
)

// Every defect is found and named, also those behind which somebody has made the manifests fit; the package as it was made
// has none.
func TestDefects(t *testing.T) {
	o := newOffice(t, testdb.SQLite(t))
	o.newProblem(t, "2", "台账不全")
	sound := o.pack(t, o.People["audit.officer"])
	other, err := newKey(t, "another-log").Sign(checkpoint.Checkpoint{Size: 3, Root: bytes.Repeat([]byte{7}, 32)})
	if err != nil {
		t.Fatal(err)
	}
	wrong, err := o.key.Sign(checkpoint.Checkpoint{Size: 3, Root: bytes.Repeat([]byte{7}, 32)})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		forged bool
		plant  func(*parts)
		want   words.Code
	}{
		{"nothing", true, func(*parts) {}, ""},
		{"a byte of evidence", false, func(p *parts) { p.content[p.like(t, "照片.jpg")][2] ^= 1 }, words.ArchiveChanged},
		{"a byte of evidence, forged", true, func(p *parts) { p.content[p.like(t, "照片.jpg")][2] ^= 1 }, words.ArchiveUnrecorded},
		{"a file is gone", false, func(p *parts) { p.remove(p.like(t, "照片.jpg")) }, words.ArchiveMissing},
		{"a file is gone, forged", true, func(p *parts) { p.remove(p.like(t, "照片.jpg")) }, words.ArchiveNoFile},
		{"one more file", false, func(p *parts) { p.add("data/佐证材料/more.txt", "x") }, words.ArchiveExtra},
		{"one more file, forged", true, func(p *parts) { p.add("data/佐证材料/more.txt", "x") }, words.ArchiveUnlisted},
		{"a title of a document", true, func(p *parts) { p.replace(t, catalogue, "<题名>巡视", "<题名>巡查") }, words.ArchiveTitle},
		{"a title of evidence", true, func(p *parts) { p.replace(t, catalogue, "<题名>转运站照片", "<题名>填埋场照片") }, words.ArchiveTitle},
		{"a hole in the numbers", true, func(p *parts) { p.replace(t, catalogue, "<顺序号>2<", "<顺序号>3<") }, words.ArchiveNumber},
		{"no secrecy", true, func(p *parts) { p.replace(t, catalogue, "<密级>内部<", "<密级>无<") }, words.ArchiveElement},
		{"the encoding that is declared", true, func(p *parts) { p.replace(t, catalogue, `encoding="UTF-8"`, `encoding="GB18030"`) }, words.ArchiveEncoding},
		{"the encoding itself", true, func(p *parts) { p.replace(t, catalogue, "<题名>转", "<题名>\xd7\xd7") }, words.ArchiveEncoding},
		{"no catalogue", true, func(p *parts) { p.remove(catalogue) }, words.ArchiveNoPart},
		{"a broken catalogue", true, func(p *parts) { p.replace(t, catalogue, "</文件目录>", "") }, words.ArchiveCatalogue},
		{"a line of the manifest is gone", false, func(p *parts) {
			p.content["manifest-sha256.txt"] = p.content["manifest-sha256.txt"][bytes.IndexByte(p.content["manifest-sha256.txt"], '\n')+1:]
			p.retag()
		}, words.ArchiveExtra},
		{"a line of the manifest is broken", false, func(p *parts) { p.content["manifest-sha256.txt"][5] = 'x'; p.retag() }, words.ArchiveManifest},
		{"the manifest was changed", false, func(p *parts) { p.content["manifest-sha256.txt"][5] ^= 1 }, words.ArchiveChanged},
		{"a line of history is gone", true, func(p *parts) { p.lines(func(l []string) []string { return append(l[:1:1], l[2:]...) }) }, words.ArchivePosition},
		{"the last line of history is gone", true, func(p *parts) { p.lines(func(l []string) []string { return l[:len(l)-1] }) }, words.ArchiveShort},
		{"a line of history is edited", true, func(p *parts) {
			p.lines(func(l []string) []string {
				l[0] = strings.Replace(l[0], "audit_officer", "filing_clerk", 1)
				return l
			})
		}, words.ArchiveHash},
		{"a line of history is garbled", true, func(p *parts) { p.lines(func(l []string) []string { l[1] = "{"; return l }) }, words.ArchiveLine},
		{"lines of history change places", true, func(p *parts) { p.lines(func(l []string) []string { l[0], l[1] = l[1], l[0]; return l }) }, words.ArchivePosition},
		{"the text of a line is taken out", true, func(p *parts) {
			p.lines(func(l []string) []string {
				l[0] = l[0][:strings.Index(l[0], `"canonical"`)] + l[0][strings.LastIndex(l[0], `"hash"`):]
				return l
			})
		}, words.ArchiveChain},
		{"no history", true, func(p *parts) { p.remove(history) }, words.ArchiveNoFile},
		{"a checkpoint of another log", true, func(p *parts) { p.content[p.like(t, archive.CheckpointsDir+"/")] = []byte(other) }, words.ArchiveUnsigned},
		{"a checkpoint over another history", true, func(p *parts) { p.content[p.like(t, archive.CheckpointsDir+"/")] = []byte(wrong) }, words.ArchiveRoot},
		{"the size in a checkpoint", true, func(p *parts) {
			name := p.like(t, archive.CheckpointsDir+"/")
			p.content[name] = bytes.Replace(p.content[name], []byte("\n"), []byte("\n1"), 1)
		}, words.ArchiveSignature},
		{"no bagit.txt", false, func(p *parts) { p.remove("bagit.txt") }, words.ArchiveNoPart},
		{"another bagit.txt", true, func(p *parts) { p.replace(t, "bagit.txt", "1.0", "9.9") }, words.ArchiveBagit},
		{"a path that leaves the folder", false, func(p *parts) { p.add("data/../../x", "x") }, words.ArchivePath},
		{"a path with backslashes", false, func(p *parts) { p.add(`data\x`, "x") }, words.ArchivePath},
		{"an entry twice", false, func(p *parts) { p.order = append(p.order, "bagit.txt") }, words.ArchiveTwice},
		{"the sums in bag-info.txt", false, func(p *parts) { p.replace(t, "bag-info.txt", "Payload-Oxum: ", "Payload-Oxum: 1"); p.retag() }, words.ArchiveTotals},
		{"a document that does not open", true, func(p *parts) { p.content[p.like(t, ".docx")] = []byte("PK") }, words.ArchiveUnreadable},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := partsOf(t, sound)
			c.plant(&p)
			file := p.zip(t, c.forged)
			_, faults := verified(t, file, archive.Options{})
			switch {
			case c.want == "" && len(faults) != 0:
				t.Errorf("found %s", faults[0].In(words.Chinese))
			case c.want != "" && (len(faults) != 1 || faults[0].Code != c.want):
				t.Errorf("found %v, want %s", faults, c.want)
			}
			if _, all := verified(t, file, archive.Options{All: true}); (len(all) > 0) != (c.want != "") {
				t.Errorf("all: %v", all)
			}
		})
	}
}

// retag makes the manifest of the tag files fit.
func (p parts) retag() {
	kept := p.content["manifest-sha256.txt"]
	info := p.content["bag-info.txt"]
	p.forge()
	p.content["manifest-sha256.txt"], p.content["bag-info.txt"] = kept, info
	var tags strings.Builder
	for _, name := range p.order {
		if !strings.HasPrefix(name, "data/") && name != "tagmanifest-sha256.txt" {
			p.line(&tags, name)
		}
	}
	p.content["tagmanifest-sha256.txt"] = []byte(tags.String())
}
