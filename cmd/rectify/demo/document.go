package demo

import "fmt"

// doc is something of the campaign that people open and act on.
type doc struct {
	noun string // of its address: problems, measures, reports, meetings
	id   string
}

func (d doc) path() string { return "/" + d.noun + "/" + d.id }

// subject is what every document shows of itself.
type subject struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Version  int64  `json:"version"`
	Revision int    `json:"revision"`
	Digest   string `json:"digest"`
	Round    int    `json:"round"`
	State    label  `json:"state"`
}

// label is something that programs know by code and people by label.
type label struct {
	Code  string `json:"code"`
	Label string `json:"label"`
}

// section is one part of a text.
type section struct {
	Key   string `json:"key"`
	Title string `json:"title,omitempty"`
	Text  string `json:"text"`
}

// content is a whole text as the API takes it.
func content(sections ...section) fields { return fields{"sections": sections} }

// open reads a document as this person sees it.
func (p *person) open(d doc) (s subject) {
	p.get(d.path(), &s)
	return s
}

// fire opens a document, as people do before they act on it, and fires an event on the version that was shown. It returns
// the document after it.
func (p *person) fire(d doc, event string, more fields) subject {
	return p.fireOn(d, event, more, p.open(d).Version)
}

// fireOn fires an event on a version of a document.
func (p *person) fireOn(d doc, event string, more fields, version int64) subject {
	body := fields{"event": event}
	for key, value := range more {
		body[key] = value
	}
	var out struct {
		Subject subject `json:"subject"`
	}
	p.post(d.path()+"/transitions", body, version, &out)
	return out.Subject
}

// sign agrees to the text as it stands, for the person's unit or as lead leader.
func (p *person) sign(d doc, opinion string) {
	p.post(d.path()+"/sign-offs", fields{"digest": p.open(d).Digest, "verdict": "agree", "opinion": opinion}, 0, nil)
}

// attach uploads a file as evidence and returns its id.
func (p *person) attach(d doc, name string, file []byte) string {
	var out struct {
		EvidenceID string `json:"evidence_id"`
	}
	p.upload(d.path()+"/evidence", name, file, nil, &out)
	return out.EvidenceID
}

// start begins a report or compilation.
func (p *person) start(body fields) doc {
	var out struct {
		Subject subject `json:"subject"`
	}
	p.post("/reports", body, 0, &out)
	return doc{"reports", out.Subject.ID}
}

// write gives a report or compilation a new text.
func (p *person) write(d doc, text fields, note string) {
	p.put(d.path()+"/content", fields{"content": text, "note": note}, p.open(d).Version, nil)
}

// file files a compilation under a document number.
func (p *person) file(d doc, number, recipient, on string) {
	p.fire(d, "file", fields{"doc_number": number, "recipient": recipient, "filed_on": on})
	p.said("报送备案：%s，报%s", number, recipient)
}

// expect fails the story unless something is as the story tells it.
func (s *story) expect(holds bool, format string, args ...any) {
	if s.err == nil && !holds {
		s.err = fmt.Errorf(format, args...)
	}
}
