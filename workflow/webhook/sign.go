// Package webhook carries events to other systems: it signs them as Standard Webhooks describe, and sends them only to where
// an allow-list lets them go. It knows no database.
package webhook

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strconv"
	"strings"
	"time"
)

// secretPrefix marks a secret as Standard Webhooks write it, so that one that leaked is recognised.
const secretPrefix = "whsec_"

// NewSecret makes the secret that a receiver needs to check signatures: whsec_ and 32 random bytes in base64.
func NewSecret() string {
	random := make([]byte, 32)
	_, _ = rand.Read(random) // crypto/rand never fails
	return secretPrefix + base64.StdEncoding.EncodeToString(random)
}

// Sign returns the value of the header webhook-signature: v1 and HMAC-SHA256 over id, time and body.
func Sign(secret, id string, at time.Time, body []byte) (string, error) {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, secretPrefix))
	if err != nil {
		return "", errors.New("webhook: the secret is not base64") // the cause would quote it
	}
	mac := hmac.New(sha256.New, key)
	for _, part := range []string{id, ".", strconv.FormatInt(at.Unix(), 10), "."} {
		_, _ = mac.Write([]byte(part)) // a hash takes everything
	}
	_, _ = mac.Write(body)
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)), nil
}
