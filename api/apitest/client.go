package apitest

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"strconv"

	"rectify/models"
)

// Client sends requests as one person. Every POST carries an Idempotency-Key of its own unless the test gives one.
type Client struct {
	world *World
	token string
}

// Option changes a request before it is sent.
type Option func(*http.Request)

// IfMatch says which version the caller acts on.
func IfMatch(version int64) Option {
	return Header("If-Match", `"`+strconv.FormatInt(version, 10)+`"`)
}

// Key gives the request its Idempotency-Key.
func Key(key string) Option { return Header("Idempotency-Key", key) }

// Header sets a header; an empty value removes it.
func Header(name, value string) Option {
	return func(r *http.Request) {
		if r.Header.Set(name, value); value == "" {
			r.Header.Del(name)
		}
	}
}

// Get reads a path, which may carry a query.
func (c *Client) Get(path string, options ...Option) *Answer {
	c.world.t.Helper()
	return c.do(http.MethodGet, path, nil, options)
}

// Post sends body as JSON; a string or []byte is sent as it is, nil sends no body.
func (c *Client) Post(path string, body any, options ...Option) *Answer {
	c.world.t.Helper()
	return c.do(http.MethodPost, path, body, options)
}

// Put is like Post.
func (c *Client) Put(path string, body any, options ...Option) *Answer {
	c.world.t.Helper()
	return c.do(http.MethodPut, path, body, options)
}

// Patch is like Post.
func (c *Client) Patch(path string, body any, options ...Option) *Answer {
	c.world.t.Helper()
	return c.do(http.MethodPatch, path, body, options)
}

// Delete deletes.
func (c *Client) Delete(path string, options ...Option) *Answer {
	c.world.t.Helper()
	return c.do(http.MethodDelete, path, nil, options)
}

// Upload posts a form with one file.
func (c *Client) Upload(path string, fields map[string]string, field, name string, content []byte, options ...Option) *Answer {
	t := c.world.t
	t.Helper()
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	for key, value := range fields {
		if err := w.WriteField(key, value); err != nil {
			t.Fatal(err)
		}
	}
	part, err := w.CreateFormFile(field, name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return c.do(http.MethodPost, path, form.Bytes(), append([]Option{Header("Content-Type", w.FormDataContentType())}, options...))
}

func (c *Client) do(method, path string, body any, options []Option) *Answer {
	t := c.world.t
	t.Helper()
	content, err := encode(body)
	if err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(context.Background(), method, c.world.URL+path, bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	if c.token != "" {
		request.Header.Set("Authorization", "Bearer "+c.token)
	}
	if method == http.MethodPost {
		request.Header.Set("Idempotency-Key", models.NewID())
	}
	if len(content) > 0 {
		request.Header.Set("Content-Type", "application/json")
	}
	for _, option := range options {
		option(request)
	}
	response, err := http.DefaultTransport.RoundTrip(request) // no redirects, no cookie jar
	if err != nil {
		t.Fatal(err)
	}
	answer := &Answer{t: t, Call: method + " " + path, Status: response.StatusCode, Header: response.Header}
	answer.Body, err = io.ReadAll(response.Body)
	_ = response.Body.Close() // read to its end
	if err != nil {
		t.Fatal(err)
	}
	response.Body = io.NopCloser(bytes.NewReader(answer.Body))
	c.world.contract.Check(t, request, response)
	return answer
}

func encode(body any) ([]byte, error) {
	switch b := body.(type) {
	case nil:
		return nil, nil
	case []byte:
		return b, nil
	case string:
		return []byte(b), nil
	}
	return json.Marshal(body)
}
