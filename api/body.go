package api

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"rectify/workflow"
	"rectify/workflow/officefile"
	"rectify/workflow/words"
)

type commandKey struct{}

// commandOf finds the Command that receive has put into the context.
func commandOf(ctx context.Context) Command {
	c, _ := ctx.Value(commandKey{}).(Command)
	return c
}

// receive reads the headers and the whole body of a state-changing request within its limits, before huma looks at it,
// and puts the Command into the context.
func (s *Server) receive(route Route) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		r := unwrap(ctx).Request()
		command := Command{Request: workflow.Request{ID: requestOf(r.Context()).id}, Lang: requestOf(r.Context()).lang}
		var err error
		if command.Key, err = keyOf(r.Header, route.needsKey()); err != nil {
			s.refuse(ctx, err)
			return
		}
		if command.OnBehalfOf, err = behalfOf(r.Header); err != nil {
			s.refuse(ctx, err)
			return
		}
		if command.IfVersion, err = versionOf(r.Header, route.NeedsVersion); err != nil {
			s.refuse(ctx, err)
			return
		}
		read := s.readJSON
		if route.Upload {
			read = s.readForm
			defer func() {
				if r.MultipartForm != nil {
					_ = r.MultipartForm.RemoveAll() // temporary files; what is left the system sweeps
				}
			}()
		}
		if command.Digest, err = read(r); err != nil {
			s.refuse(ctx, err)
			return
		}
		next(huma.WithValue(ctx, commandKey{}, command))
	}
}

// readJSON takes in the body, sums it up and hands it on.
func (s *Server) readJSON(r *http.Request) (string, error) {
	body, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, s.deps.Limits.Body))
	if err != nil {
		return "", unreadable(err)
	}
	if len(body) > 0 && mediaType(r) != "application/json" {
		return "", &statusError{http.StatusUnsupportedMediaType, words.Params{"accepted": "application/json"}}
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	return digest(r, func(w io.Writer) error { writePart(w, string(body)); return nil })
}

// mediaType is the Content-Type without its parameters, "" if there is none or it cannot be read.
func mediaType(r *http.Request) string {
	name, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return ""
	}
	return name
}

// formMemory is how much of an upload stays in memory; the rest waits in temporary files.
const formMemory = 1 << 20

// readForm takes in a multipart body and sums up its parts: a client that sends the same form again chooses another
// boundary, so that the raw bytes would differ.
func (s *Server) readForm(r *http.Request) (string, error) {
	if mediaType(r) != "multipart/form-data" {
		return "", &statusError{http.StatusUnsupportedMediaType, words.Params{"accepted": "multipart/form-data"}}
	}
	r.Body = http.MaxBytesReader(nil, r.Body, s.deps.Limits.Upload)
	if err := r.ParseMultipartForm(formMemory); err != nil {
		return "", unreadable(err)
	}
	for field, values := range r.MultipartForm.Value {
		for _, value := range values {
			if found := officefile.Classified(value); found != "" {
				return "", workflow.RefuseFor([]workflow.Reason{{Code: words.TextClassified, Params: words.Params{"mark": found}, Field: "body." + field}})
			}
		}
	}
	return digest(r, func(w io.Writer) error { return sumForm(w, r.MultipartForm) })
}

func sumForm(w io.Writer, form *multipart.Form) error {
	for _, name := range slices.Sorted(maps.Keys(form.Value)) {
		for _, value := range form.Value[name] {
			writePart(w, "value")
			writePart(w, name)
			writePart(w, value)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(form.File)) {
		for _, header := range form.File[name] {
			writePart(w, "file")
			writePart(w, name)
			writePart(w, header.Filename)
			writePart(w, header.Header.Get("Content-Type"))
			writePart(w, fmt.Sprint(header.Size))
			file, err := header.Open()
			if err != nil {
				return err
			}
			_, err = io.Copy(w, file)
			_ = file.Close() // only read from
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// unreadable says what a failed read of the body means: too long, too slow, or broken off.
func unreadable(err error) error {
	if status := bodyStatus(err); status != 0 {
		return &statusError{status, nil}
	}
	return err
}
