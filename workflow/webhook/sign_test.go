package webhook

import (
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	standard "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

// What we sign, the official library accepts, and nothing else; what it signs is what we sign.
func TestSignaturesAreThoseOfStandardWebhooks(t *testing.T) {
	secret := NewSecret()
	theirs, err := standard.NewWebhook(secret)
	if err != nil {
		t.Fatal(err)
	}
	now, id, body := time.Now(), "rectify-1a2b3c4d-42", []byte(`{"specversion":"1.0","data":{"kind":"problem"}}`)
	ours, err := Sign(secret, id, now, body)
	if err != nil {
		t.Fatal(err)
	}
	if same, err := theirs.Sign(id, now, body); err != nil || same != ours {
		t.Errorf("the library signs %s, %v; we sign %s", same, err, ours)
	}
	headers := func(id string, at time.Time, signature string) http.Header {
		h := http.Header{}
		h.Set("webhook-id", id)
		h.Set("webhook-timestamp", strconv.FormatInt(at.Unix(), 10))
		h.Set("webhook-signature", signature)
		return h
	}
	if err := theirs.Verify(body, headers(id, now, ours)); err != nil {
		t.Error(err)
	}
	other, err := Sign(NewSecret(), id, now, body)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		body string
		h    http.Header
	}{
		"another body":   {string(body) + " ", headers(id, now, ours)},
		"another id":     {string(body), headers(id+"0", now, ours)},
		"another time":   {string(body), headers(id, now.Add(time.Second), ours)},
		"another secret": {string(body), headers(id, now, other)},
	} {
		if theirs.Verify([]byte(c.body), c.h) == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}

func TestSecrets(t *testing.T) {
	secret := NewSecret()
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil || len(key) != 32 || secret == NewSecret() {
		t.Errorf("%d bytes, %v", len(key), err)
	}
	if _, err := Sign("whsec_not base64", "id", time.Now(), nil); err == nil || strings.Contains(err.Error(), "not base64,") {
		t.Error(err)
	}
}
