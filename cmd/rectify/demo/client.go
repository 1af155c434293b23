package demo

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"rectify/models"
)

// fields is the JSON body of a request.
type fields map[string]any

// person is one of the cast, signed in through the API like anybody else. All methods do nothing once the story has failed.
type person struct {
	role
	id    string
	token string
	story *story
}

// refusal is an answer of the API that is not a success.
type refusal struct {
	call   string
	Status int      `json:"status"`
	Code   string   `json:"code"`
	Detail string   `json:"detail"`
	Errors []reason `json:"errors"`
}

// reason is one of several of a refusal.
type reason struct {
	Code   string `json:"code"`
	Detail string `json:"detail"`
}

// Error says what was refused and why, in the words of the API.
func (r *refusal) Error() string {
	return fmt.Sprintf("%s：%d %s %s", r.call, r.Status, r.Code, r.why())
}

// why is the reason in the words of the API: those of the single conditions when there are some.
func (r *refusal) why() string {
	if len(r.Errors) == 0 {
		return strings.TrimSuffix(r.Detail, "。")
	}
	reasons := make([]string, len(r.Errors))
	for i, e := range r.Errors {
		reasons[i] = strings.TrimSuffix(e.Detail, "。")
	}
	return strings.Join(reasons, "；")
}

// names reports whether the refusal is for this reason, as its own code or as that of a condition.
func (r *refusal) names(code string) bool {
	return r.Code == code || slices.ContainsFunc(r.Errors, func(e reason) bool { return e.Code == code })
}

// get reads a resource into out.
func (p *person) get(path string, out any) { p.call(http.MethodGet, path, nil, 0, out) }

// post sends body; version is the one acted on, 0 for none.
func (p *person) post(path string, body any, version int64, out any) {
	p.call(http.MethodPost, path, body, version, out)
}

// put replaces a resource.
func (p *person) put(path string, body any, version int64, out any) {
	p.call(http.MethodPut, path, body, version, out)
}

func (p *person) call(method, path string, body any, version int64, out any) {
	var content []byte
	if body != nil {
		var err error
		if content, err = json.Marshal(body); err != nil {
			p.story.fail(err)
		}
	}
	p.send(method, path, "application/json", content, version, out)
}

// upload sends a file as a form.
func (p *person) upload(path, name string, file []byte, values map[string]string, out any) {
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	for key, value := range values {
		p.story.fail(w.WriteField(key, value))
	}
	part, err := w.CreateFormFile("file", name)
	if p.story.fail(err) {
		return
	}
	_, err = part.Write(file)
	p.story.fail(err)
	p.story.fail(w.Close())
	p.send(http.MethodPost, path, w.FormDataContentType(), form.Bytes(), 0, out)
}

// send makes one request. Every POST has a key of its own, so that a lost answer could be asked for again.
func (p *person) send(method, path, media string, content []byte, version int64, out any) {
	s := p.story
	if s.err != nil {
		return
	}
	r, err := http.NewRequestWithContext(s.ctx, method, s.URL+"/api/v1"+path, bytes.NewReader(content))
	if s.fail(err) {
		return
	}
	if content != nil {
		r.Header.Set("Content-Type", media)
	}
	if p.token != "" {
		r.Header.Set("Authorization", "Bearer "+p.token)
	}
	if method == http.MethodPost {
		r.Header.Set("Idempotency-Key", models.NewID())
	}
	if version > 0 {
		r.Header.Set("If-Match", strconv.Quote(strconv.FormatInt(version, 10)))
	}
	answer, err := s.http.Do(r)
	if s.fail(err) {
		return
	}
	text, err := io.ReadAll(answer.Body)
	_ = answer.Body.Close() // it was read to its end, or err says why not
	if s.fail(err) {
		return
	}
	if answer.StatusCode/100 != 2 {
		why := &refusal{call: p.name + " " + method + " " + path, Status: answer.StatusCode, Detail: string(text)}
		_ = json.Unmarshal(text, why) // whatever came, the status says that it was refused
		s.fail(why)
		return
	}
	if out != nil && len(text) > 0 {
		s.fail(json.Unmarshal(text, out))
	}
}
