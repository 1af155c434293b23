package webhook

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"syscall"
	"time"
)

const (
	// patience is how long one attempt may take, from the first look-up of the name to the last byte that is read.
	patience = 5 * time.Second
	// maxAnswer is how much of an answer is read, and thrown away: it is never shown to anybody.
	maxAnswer = 64 << 10
)

// Message is one event on its way to a receiver.
type Message struct {
	ID        string // the same however often it is sent
	Body      []byte // a CloudEvent in JSON
	Signature string // see Sign
	At        time.Time
}

// Sender sends messages. The zero value uses the machine's resolver and certificate authorities.
type Sender struct {
	Resolver *net.Resolver
	Roots    *x509.CertPool
}

// Outcome says how an attempt ended; of the answer itself only the status is kept.
type Outcome struct {
	Status int    // 0 when there was no answer
	Reason string // a code: "" delivered, or status, redirect, address, timeout, tls, connection
}

// Delivered reports whether the receiver has taken the message.
func (o Outcome) Delivered() bool { return o.Reason == "" }

// Send makes one attempt. Where the connection goes is checked on the address it is made to, after the name was resolved,
// so that a name that means another address a moment later wins nothing; redirects are not followed, proxies not used.
func (s Sender) Send(ctx context.Context, t Target, address string, m Message) Outcome {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(m.Body))
	if err != nil {
		return Outcome{Reason: "address"}
	}
	request.Header = http.Header{
		"Content-Type": {"application/cloudevents+json; charset=utf-8"}, "User-Agent": {"rectify-webhook"},
		"Webhook-Id": {m.ID}, "Webhook-Timestamp": {strconv.FormatInt(m.At.Unix(), 10)}, "Webhook-Signature": {m.Signature},
	}
	response, err := s.client(t).Do(request)
	if err != nil {
		return Outcome{Reason: reason(err)}
	}
	defer func() { _ = response.Body.Close() }() // what was not read is of no interest
	_, _ = io.Copy(io.Discard, io.LimitReader(response.Body, maxAnswer))
	switch {
	case response.StatusCode/100 == 3:
		return Outcome{response.StatusCode, "redirect"}
	case response.StatusCode/100 != 2:
		return Outcome{response.StatusCode, "status"}
	}
	return Outcome{Status: response.StatusCode}
}

// client is made for one attempt: no connection is kept to be used under another allow-list.
func (s Sender) client(t Target) *http.Client {
	dialer := &net.Dialer{Timeout: patience, Resolver: s.Resolver, Control: func(network, address string, _ syscall.RawConn) error {
		return t.control(network, address)
	}}
	return &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			Proxy: nil, DialContext: dialer.DialContext, DisableKeepAlives: true, MaxResponseHeaderBytes: maxAnswer,
			TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: s.Roots},
		},
	}
}

// control is asked before each connection, with the address that will be connected to.
func (t Target) control(network, address string) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil || network != "tcp4" && network != "tcp6" || int(at.Port()) != t.Port || !t.Allows(at.Addr()) {
		return fmt.Errorf("%w: %s", ErrAddress, address)
	}
	return nil
}

func reason(err error) string {
	var slow net.Error
	var authority x509.UnknownAuthorityError
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	var record tls.RecordHeaderError
	switch {
	case errors.Is(err, ErrAddress):
		return "address"
	case errors.As(err, &slow) && slow.Timeout():
		return "timeout"
	case errors.As(err, &authority), errors.As(err, &name), errors.As(err, &invalid), errors.As(err, &record):
		return "tls"
	}
	return "connection"
}
