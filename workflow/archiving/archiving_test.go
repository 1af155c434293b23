package archiving

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"rectify/models"
	"rectify/models/fixture"
	"rectify/models/testdb"
	"rectify/workflow"
	"rectify/workflow/archive"
	"rectify/workflow/checkpoint"
	"rectify/workflow/clock"
	"rectify/workflow/words"
)

// office is the fixture's campaign with a problem, its report, and evidence.
type office struct {
	*fixture.World
	engine  *workflow.Engine
	blobs   *models.Blobs
	key     *checkpoint.Key
	problem string
	files   Archivist
}

func newOffice(t *testing.T, store *models.Store) *office {
	t.Helper()
	now := clock.NewManual(fixture.Start)
	o := &office{World: fixture.New(t, store), engine: workflow.NewEngine(store, now, slog.New(slog.DiscardHandler)), key: newKey(t, "rectify-archive-test")}
	var err error
	if o.blobs, err = models.OpenBlobs(t.TempDir()); err != nil {
		t.Fatal(err)
	}
	o.engine.UseKey(o.key)
	if err := o.engine.RegisterKey(t.Context()); err != nil {
		t.Fatal(err)
	}
	o.files = Archivist{Store: store, Engine: o.engine, Blobs: o.blobs, Clock: now}
	o.problem = o.newProblem(t, "1", "转运站管理不严")
	o.attach(t, o.problem, "转运站照片.jpg", "照片", 1)
	o.attach(t, o.problem, "../..\\坏|名.txt", "文字", 2)
	return o
}

func newKey(t *testing.T, origin string) *checkpoint.Key {
	t.Helper()
	private, err := checkpoint.NewKey(origin)
	if err != nil {
		t.Fatal(err)
	}
	key, err := checkpoint.ReadKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func (o *office) newProblem(t *testing.T, number, text string) string {
	t.Helper()
	var id string
	_, err := o.engine.CreateProblem(t.Context(), o.People["audit.officer"], workflow.Request{Render: func(result any) (workflow.Answer, error) {
		id = result.(workflow.Outcome).Subject.ID
		return workflow.Answer{}, nil
	}}, workflow.NewProblem{CampaignID: o.Campaign.ID, Number: number, Text: text,
		Assignment: workflow.Assignment{UnitID: o.Units["sanitation"].ID, LeadUserID: o.People["leader"].UserID},
		Measures:   []workflow.MeasureClause{{Text: "逐站排查", Deadline: "9月底前"}}})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func (o *office) attach(t *testing.T, subject, name, content string, version int64) {
	t.Helper()
	digest, size, err := o.blobs.Keep(strings.NewReader(content), 1000)
	if err != nil {
		t.Fatal(err)
	}
	_, err = o.engine.Fire(t.Context(), workflow.Command{Viewer: o.People["sanitation.drafter"], SubjectID: subject, Event: workflow.Attach, IfVersion: &version,
		Payload: workflow.Attachment{EvidenceID: models.NewID(), Name: name, MediaType: "text/plain", Size: size, SHA256: digest},
		Request: workflow.Request{Render: func(any) (workflow.Answer, error) { return workflow.Answer{}, nil }}})
	if err != nil {
		t.Fatal(err)
	}
}

func (o *office) pack(t *testing.T, v models.Viewer) []byte {
	t.Helper()
	var b bytes.Buffer
	last, all := 0, 0
	err := o.files.Archive(t.Context(), v, workflow.Archiving{CampaignID: o.Campaign.ID}, &b, func(done, total int) {
		if done < last || done > total {
			t.Errorf("progress went from %d to %d of %d", last, done, total)
		}
		last, all = done, total
	})
	if err != nil {
		t.Fatal(err)
	}
	if last == 0 || last != all {
		t.Errorf("progress ended at %d of %d", last, all)
	}
	return b.Bytes()
}

func verified(t *testing.T, file []byte, o archive.Options) (archive.Summary, []archive.Fault) {
	t.Helper()
	var faults []archive.Fault
	s, err := archive.Verify(bytes.NewReader(file), int64(len(file)), o, func(f archive.Fault) { faults = append(faults, f) })
	if err != nil {
		t.Fatal(err)
	}
	return s, faults
}

// A package holds everything of the campaign, passes its check, and is the same when nothing has changed.
func TestRoundTrip(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		file := o.pack(t, o.People["audit.officer"])
		s, faults := verified(t, file, archive.Options{All: true, Keys: []string{o.key.Verifier()}})
		if len(faults) != 0 {
			t.Fatalf("%s", faults[0].In(words.Chinese))
		}
		if s.Entries == 0 || s.Withheld != 0 || s.Checkpoints != 1 || s.Sealed != int64(s.Entries) || s.Catalogued != s.Files-2 {
			t.Errorf("%+v", s)
		}
		if again := o.pack(t, o.People["audit.officer"]); !bytes.Equal(again, file) {
			t.Error("the same campaign gave other bytes")
		}
		names := strings.Join(partsOf(t, file).order, "\n")
		for _, want := range []string{"data/电子档案/2023/对账销号单/0001-", "data/台账/整改措施一览表.xlsx", "data/台账/整改问题台账.xlsx", "转运站照片.jpg", ".._.._坏_名.txt"} {
			if !strings.Contains(names, want) && !strings.Contains(names, strings.TrimPrefix(want, ".._")) {
				t.Errorf("no %s in\n%s", want, names)
			}
		}
		_, faults = verified(t, file, archive.Options{Keys: []string{newKey(t, "another").Verifier()}})
		if len(faults) != 1 || faults[0].Code != words.ArchiveUnsigned {
			t.Errorf("with a foreign key: %v", faults)
		}
	})
}

// What the owner may not see is there by its hash alone: in his package no text of it stands anywhere.
func TestScope(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		file := o.pack(t, o.People["building.head"])
		s, faults := verified(t, file, archive.Options{All: true})
		if len(faults) != 0 || s.Withheld == 0 || s.Withheld != s.Entries || s.Sealed == 0 {
			t.Errorf("%+v %v", s, faults)
		}
		for name, content := range partsOf(t, file).content {
			if bytes.Contains(content, []byte("转运站")) || strings.Contains(name, "转运站") {
				t.Errorf("%s tells of another division's problem", name)
			}
		}
	})
}

// Evidence that is not what was registered is not filed as if it were.
func TestEvidenceMissing(t *testing.T) {
	o := newOffice(t, testdb.SQLite(t))
	var err error
	if o.files.Blobs, err = models.OpenBlobs(t.TempDir()); err != nil {
		t.Fatal(err)
	}
	err = o.files.Archive(t.Context(), o.People["audit.officer"], workflow.Archiving{CampaignID: o.Campaign.ID}, io.Discard, func(int, int) {})
	var refusal *workflow.Error
	if !errors.As(err, &refusal) || refusal.Code != words.ArchiveEvidence {
		t.Errorf("%v", err)
	}
}

// Whoever ends the work ends it at the next part.
func TestCancelled(t *testing.T) {
	o := newOffice(t, testdb.SQLite(t))
	ctx, cancel := context.WithCancel(t.Context())
	calls := 0
	err := o.files.Archive(ctx, o.People["audit.officer"], workflow.Archiving{CampaignID: o.Campaign.ID}, io.Discard, func(int, int) { calls++; cancel() })
	if !errors.Is(err, context.Canceled) || calls != 1 {
		t.Errorf("%v after %d parts", err, calls)
	}
}

// parts are the parts of a package, without the top folder.
type parts struct {
	top     string
	order   []string
	content map[string][]byte
}

func partsOf(t *testing.T, file []byte) parts {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	p := parts{content: map[string][]byte{}}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		top, name, _ := strings.Cut(f.Name, "/")
		p.top = top
		p.order = append(p.order, name)
		p.content[name] = content
	}
	return p
}

// zip puts the parts together again. A forger makes manifests that fit.
func (p parts) zip(t *testing.T, forged bool) []byte {
	t.Helper()
	if forged {
		p.forge()
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range p.order {
		w, err := z.Create(p.top + "/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(p.content[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// line is that of a manifest.
func (p parts) line(b *strings.Builder, name string) {
	sum := sha256.Sum256(p.content[name])
	fmt.Fprintf(b, "%s  %s\n", hex.EncodeToString(sum[:]), name)
}

func (p parts) forge() {
	var payload, tags strings.Builder
	octets, streams := 0, 0
	for _, name := range p.order {
		if strings.HasPrefix(name, "data/") {
			octets += len(p.content[name])
			streams++
			p.line(&payload, name)
		}
	}
	info := strings.Split(string(p.content["bag-info.txt"]), "\n")
	for i, l := range info {
		if strings.HasPrefix(l, "Payload-Oxum") {
			info[i] = fmt.Sprintf("Payload-Oxum: %d.%d", octets, streams)
		}
	}
	p.content["bag-info.txt"] = []byte(strings.Join(info, "\n"))
	p.content["manifest-sha256.txt"] = []byte(payload.String())
	for _, name := range p.order {
		if !strings.HasPrefix(name, "data/") && name != "tagmanifest-sha256.txt" {
			p.line(&tags, name)
		}
	}
	p.content["tagmanifest-sha256.txt"] = []byte(tags.String())
}

func (p *parts) remove(name string) {
	delete(p.content, name)
	p.order = slices.DeleteFunc(p.order, func(n string) bool { return n == name })
}

func (p *parts) add(name, content string) {
	p.order = append(p.order, name)
	p.content[name] = []byte(content)
}

// like is the first part whose name holds a text.
func (p parts) like(t *testing.T, text string) string {
	t.Helper()
	for _, name := range p.order {
		if strings.Contains(name, text) {
			return name
		}
	}
	t.Fatalf("no part like %s", text)
	return ""
}

func (p parts) replace(t *testing.T, name, old, by string) {
	t.Helper()
	changed := bytes.Replace(p.content[name], []byte(old), []byte(by), 1)
	if bytes.Equal(changed, p.content[name]) {
		t.Fatalf("no %q in %s", old, name)
	}
	p.content[name] = changed
}

// lines changes the history line by line.
func (p parts) lines(change func([]string) []string) {
	lines := strings.Split(strings.TrimSuffix(string(p.content[history]), "\n"), "\n")
	p.content[history] = []byte(strings.Join(change(lines), "\n") + "\n")
}
