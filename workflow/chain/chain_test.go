package chain

import (
	"encoding/hex"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
)

const subject = "01890a5d-ac96-774b-bcce-b302099a8057"

// first is an entry whose text holds what encoders like to change: HTML, quotes, line ends, Chinese.
var first = Entry{
	CampaignID: "01890a5d-ac96-774b-bcce-000000000001", SubjectID: subject, Seq: 1, Kind: "progress", Event: "create", To: "drafted",
	ActorID: "01890a5d-ac96-774b-bcce-000000000002", ActorName: "经办人 <甲>", Role: "drafter", UnitID: "01890a5d-ac96-774b-bcce-000000000003",
	Opinion: "同意 & \"照办\"\n第二行", Revision: 1, Digest: "e3b0c442", Detail: `{"data":{"a":1}}`, At: "2023-08-29T01:00:00.000000Z",
	RequestID: "r-1", CorrelationID: "01890a5d-ac96-774b-bcce-000000000004", Alg: SHA256,
}

// What is hashed is part of the format: archives are verified by programs that know only these bytes. The hash below was
// computed from them by sha256sum.
func TestFormatIsFixed(t *testing.T) {
	const canonical = `{"campaign_id":"01890a5d-ac96-774b-bcce-000000000001","subject_id":"01890a5d-ac96-774b-bcce-b302099a8057",` +
		`"seq":1,"kind":"progress","event":"create","from":"","to":"drafted","actor_id":"01890a5d-ac96-774b-bcce-000000000002",` +
		`"actor_name":"经办人 <甲>","role":"drafter","unit_id":"01890a5d-ac96-774b-bcce-000000000003","on_behalf_of":"",` +
		`"opinion":"同意 & \"照办\"\n第二行","revision":1,"digest":"e3b0c442","detail":"{\"data\":{\"a\":1}}",` +
		`"at":"2023-08-29T01:00:00.000000Z","request_id":"r-1","correlation_id":"01890a5d-ac96-774b-bcce-000000000004","alg":"sha256"}`
	got, err := Canonical(first)
	if err != nil || string(got) != canonical {
		t.Errorf("canonical form\n got %s\nwant %s\n%v", got, canonical, err)
	}
	for name, c := range map[string]struct {
		prev []byte
		want string
	}{
		"of the first entry":        {nil, "7336f5582a38079bce34be96e9e06d5b6a721ce5737a40931a48c9ea70bda722"},
		"of one that follows b0 b1": {[]byte{0xb0, 0xb1}, "0525a730ddfc99963d095a09428ff25ce09c9fe0b7ce6076cad7708ab323ef69"},
	} {
		if hash, err := Hash(first, c.prev); err != nil || hex.EncodeToString(hash) != c.want {
			t.Errorf("hash %s = %x, %v; want %s", name, hash, err, c.want)
		}
	}
}

func TestInstantIsUTCInMicroseconds(t *testing.T) {
	shanghai := time.Date(2023, 9, 13, 15, 0, 0, 123_456_789, time.FixedZone("CST", 8*60*60))
	if got := Instant(shanghai); got != "2023-09-13T07:00:00.123456Z" {
		t.Error(got)
	}
}

func TestUnknownHashIsRefused(t *testing.T) {
	e := first
	e.Alg = "md5"
	if _, err := Hash(e, nil); err == nil {
		t.Error("it was hashed")
	}
}

// sealed builds a sound chain of n entries that goes to and fro between two states, a minute apart.
func sealed(t testing.TB, n int) []Sealed {
	t.Helper()
	list := make([]Sealed, n)
	at := time.Date(2023, 8, 29, 1, 0, 0, 0, time.UTC)
	var prev []byte
	from := ""
	for i := range list {
		e := first
		e.Seq, e.Event, e.From, e.To = int64(i+1), fmt.Sprint("event ", i), from, []string{"drafted", "submitted"}[i%2]
		e.At = Instant(at.Add(time.Duration(i) * time.Minute))
		list[i] = seal(t, e, prev)
		prev, from = list[i].Hash, e.To
	}
	return list
}

func seal(t testing.TB, e Entry, prev []byte) Sealed {
	t.Helper()
	hash, err := Hash(e, prev)
	if err != nil {
		t.Fatal(err)
	}
	return Sealed{Entry: e, PrevHash: prev, Hash: hash}
}

// resealed gives the entries from i on the hashes that fit, as a forger does who can compute.
func resealed(t testing.TB, list []Sealed, i int) []Sealed {
	t.Helper()
	for ; i < len(list); i++ {
		var prev []byte
		if i > 0 {
			prev = list[i-1].Hash
		}
		list[i] = seal(t, list[i].Entry, prev)
	}
	return list
}

func TestVerifyAcceptsSoundChains(t *testing.T) {
	for n := range 6 {
		if err := Verify(sealed(t, n)); err != nil {
			t.Errorf("%d entries: %v", n, err)
		}
	}
}

// Every single field of an entry is covered by its hash.
func TestVerifyFindsEachChangedField(t *testing.T) {
	for name, change := range map[string]func(*Entry){
		"campaign":    func(e *Entry) { e.CampaignID = subject },
		"kind":        func(e *Entry) { e.Kind = "weekly" },
		"event":       func(e *Entry) { e.Event = "approve" },
		"to":          func(e *Entry) { e.To = "approved" },
		"actor":       func(e *Entry) { e.ActorID = subject },
		"name":        func(e *Entry) { e.ActorName = "另一人" },
		"role":        func(e *Entry) { e.Role = "unit_head" },
		"unit":        func(e *Entry) { e.UnitID = "" },
		"on behalf":   func(e *Entry) { e.OnBehalfOf = subject },
		"opinion":     func(e *Entry) { e.Opinion += " " },
		"revision":    func(e *Entry) { e.Revision++ },
		"digest":      func(e *Entry) { e.Digest = "" },
		"detail":      func(e *Entry) { e.Detail = "" },
		"time":        func(e *Entry) { e.At = "2023-08-29T01:03:00.000001Z" },
		"request":     func(e *Entry) { e.RequestID = "" },
		"correlation": func(e *Entry) { e.CorrelationID = subject },
	} {
		list := sealed(t, 4)
		change(&list[3].Entry)
		fault(t, name, list, 4, ErrHash)
	}
}

func TestVerifyNamesTheFirstFault(t *testing.T) {
	for _, c := range []struct {
		name   string
		damage func([]Sealed) []Sealed
		seq    int64
		want   error
	}{
		{"a wrong hash", func(l []Sealed) []Sealed { l[1].Hash = l[2].Hash; return l }, 2, ErrHash},
		{"a wrong link", func(l []Sealed) []Sealed { l[2].PrevHash = l[0].Hash; return l }, 3, ErrLink},
		{"a link before the first", func(l []Sealed) []Sealed { l[0].PrevHash = l[0].Hash; return l }, 1, ErrLink},
		{"a changed entry whose hash was computed anew", func(l []Sealed) []Sealed {
			l[1].Opinion = "不同意"
			l[1] = seal(t, l[1].Entry, l[1].PrevHash)
			return l
		}, 3, ErrLink},
		{"the first entry gone", func(l []Sealed) []Sealed { return l[1:] }, 2, ErrGap},
		{"one in the middle gone", func(l []Sealed) []Sealed { return append(l[:2:2], l[3:]...) }, 4, ErrGap},
		{"one in the middle gone, the rest counted and computed anew", func(l []Sealed) []Sealed {
			l = append(l[:2:2], l[3:]...)
			l[2].Seq, l[3].Seq = 3, 4
			return resealed(t, l, 2)
		}, 3, ErrState},
		{"one twice", func(l []Sealed) []Sealed { return append(l[:2:2], l[1:]...) }, 2, ErrGap},
		{"two in each other's place", func(l []Sealed) []Sealed { l[1], l[2] = l[2], l[1]; return l }, 3, ErrGap},
		{"two that changed their numbers", func(l []Sealed) []Sealed {
			l[1], l[2] = l[2], l[1]
			l[1].Seq, l[2].Seq = 2, 3
			return l
		}, 2, ErrLink},
		{"one of another subject", func(l []Sealed) []Sealed {
			l[2].SubjectID = first.CampaignID
			return resealed(t, l, 2)
		}, 3, ErrForeign},
		{"time running back", func(l []Sealed) []Sealed {
			l[3].At = Instant(time.Date(2023, 8, 29, 1, 1, 59, 0, time.UTC))
			return resealed(t, l, 3)
		}, 4, ErrOrder},
		{"a state that does not follow", func(l []Sealed) []Sealed { l[2].From = "filed"; return resealed(t, l, 2) }, 3, ErrState},
		{"a first entry that comes from a state", func(l []Sealed) []Sealed { l[0].From = "drafted"; return resealed(t, l, 0) }, 1, ErrState},
	} {
		fault(t, c.name, c.damage(sealed(t, 5)), c.seq, c.want)
	}
}

// fault checks that Verify stops at the entry seq for the reason want.
func fault(t *testing.T, name string, list []Sealed, seq int64, want error) {
	t.Helper()
	err := Verify(list)
	var f *Fault
	if !errors.As(err, &f) || f.Seq != seq || !errors.Is(err, want) {
		t.Errorf("%s: %v; want entry %d: %v", name, err, seq, want)
	}
}

// The tail of a chain can be cut without a trace in the chain itself. What finds it is the subject, which keeps version
// and head, and a checkpoint kept elsewhere.
func TestACutTailIsStillAChain(t *testing.T) {
	if err := Verify(sealed(t, 5)[:3]); err != nil {
		t.Error(err)
	}
}

// FuzzVerify changes one thing in a sound chain of five, whatever the fuzzer thinks of: a text, a number, the order. If
// what is left differs from what was sealed, Verify must say so.
func FuzzVerify(f *testing.F) {
	for kind := range uint8(kinds) {
		f.Add(kind, uint8(2), uint8(3), "不同意")
	}
	f.Add(uint8(0), uint8(0), uint8(0), first.Opinion)
	f.Fuzz(func(t *testing.T, kind, i, j uint8, text string) {
		list, sound := sealed(t, 5), sealed(t, 5)
		list = mutate(list, kind, int(i)%5, int(j)%5, text)
		switch err := Verify(list); {
		case same(list, sound) && err != nil:
			t.Errorf("nothing was changed, but %v", err)
		case !same(list, sound) && err == nil:
			t.Errorf("change %d of entry %d (and %d) to %q was not found", kind%kinds, i%5+1, j%5+1, text)
		}
	})
}

const kinds = 8

func mutate(list []Sealed, kind uint8, i, j int, text string) []Sealed {
	text = validText(text)
	switch e := &list[i]; kind % kinds {
	case 0:
		e.Opinion = text
	case 1:
		e.ActorName, e.Opinion = e.ActorName+text, "" // what one field loses another gains
	case 2:
		e.Detail = text
	case 3:
		e.Seq += int64(j)
	case 4:
		list[i], list[j] = list[j], list[i]
	case 5:
		if i < 4 { // a cut at the end is not for the chain to find
			list = append(list[:i:i], list[i+1:]...)
		}
	case 6:
		list = append(list[:i+1:i+1], list[min(i, j):]...)
	case 7:
		e.Hash, e.PrevHash = []byte(text), list[j].PrevHash
	}
	return list
}

// validText replaces what is not UTF-8, which neither database nor API lets in.
func validText(s string) string { return strings.ToValidUTF8(s, "�") }

func same(a, b []Sealed) bool { return reflect.DeepEqual(a, b) }

func BenchmarkVerify(b *testing.B) {
	list := sealed(b, 100)
	for b.Loop() {
		if err := Verify(list); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/100, "ns/entry")
}
