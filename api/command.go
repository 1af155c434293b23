package api

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"rectify/workflow"
	"rectify/workflow/words"
)

// Command is what every state-changing request says beside its own input. The embedded Request goes to the workflow;
// its Digest is SHA-256 in hex, and the same key with another digest is another request.
type Command struct {
	workflow.Request
	IfVersion *int64 // the version the caller acts on; nil for any
	Lang      words.Lang
}

// Rendering is the Request with the function that makes the answer of a result inside the transaction.
func (c Command) Rendering(render func(result any) (workflow.Answer, error)) workflow.Request {
	c.Render = render
	return c.Request
}

// answer makes the bytes of an answer. version 0 gives no ETag, an empty location no Location.
func answer(status int, version int64, location string, body any) (workflow.Answer, error) {
	a := workflow.Answer{Status: status, Location: location}
	if version > 0 {
		a.ETag = etag(version)
	}
	var err error
	a.Body, err = encode(body)
	return a, err
}

const maxKey = 200

var tagForm = regexp.MustCompile(`^(W/)?"[\x21\x23-\x7e]*"$`) // an entity tag of RFC 9110

// keyOf reads the Idempotency-Key.
func keyOf(h http.Header, required bool) (string, error) {
	values := h.Values("Idempotency-Key")
	if len(values) == 0 {
		if required {
			return "", workflow.Refuse(workflow.Malformed, words.IdempotencyNeeded, nil)
		}
		return "", nil
	}
	key := values[0]
	visible := strings.IndexFunc(key, func(r rune) bool { return r <= ' ' || r > '~' }) < 0
	if len(values) > 1 || key == "" || len(key) > maxKey || !visible {
		return "", workflow.Refuse(workflow.Malformed, words.BadKey, nil)
	}
	return key, nil
}

// behalfOf reads for whom the caller acts, where several people have delegated the same to him.
func behalfOf(h http.Header) (string, error) {
	id := h.Get("On-Behalf-Of")
	if id != "" && uuid.Validate(id) != nil {
		return "", workflow.Refuse(workflow.Malformed, words.BadBehalf, nil)
	}
	return id, nil
}

// versionOf reads If-Match: a version in quotes, or * (or nothing, unless required) for any version. A tag that we never
// give is a precondition that cannot hold: 412. Whether the version is still current is decided in the transaction.
func versionOf(h http.Header, required bool) (*int64, error) {
	values := h.Values("If-Match")
	switch {
	case len(values) == 0 && required:
		return nil, workflow.Refuse(workflow.Missing, words.VersionRequired, nil)
	case len(values) == 0, len(values) == 1 && values[0] == "*":
		return nil, nil
	case len(values) > 1 || !tagForm.MatchString(values[0]):
		return nil, workflow.Refuse(workflow.Malformed, words.BadVersion, nil)
	}
	version, err := strconv.ParseInt(strings.Trim(values[0], `"`), 10, 64)
	if err != nil || values[0] != etag(version) {
		return nil, &statusError{status: http.StatusPreconditionFailed}
	}
	return &version, nil
}

// etag is the entity tag of a version.
func etag(version int64) string { return `"` + strconv.FormatInt(version, 10) + `"` }

// digest sums up a request: its method, address, If-Match and content. Each part is preceded by its length, so that
// nothing can move from one to the next.
func digest(r *http.Request, content func(io.Writer) error) (string, error) {
	sum := sha256.New()
	for _, part := range []string{r.Method, r.URL.RequestURI(), r.Header.Get("If-Match"), r.Header.Get("On-Behalf-Of")} {
		writePart(sum, part)
	}
	if err := content(sum); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

func writePart(w io.Writer, s string) {
	var length [8]byte
	binary.BigEndian.PutUint64(length[:], uint64(len(s)))
	_, _ = w.Write(length[:]) // a hash takes everything
	_, _ = io.WriteString(w, s)
}
