package webhook

import (
	"context"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

// receiver is a server on this machine that counts what reaches it.
type receiver struct {
	*httptest.Server
	reached atomic.Int32
	last    atomic.Pointer[http.Request]
}

func newReceiver(t *testing.T, plain bool, answer http.HandlerFunc) *receiver {
	t.Helper()
	r := &receiver{}
	handler := http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		r.reached.Add(1)
		r.last.Store(request)
		_, _ = io.Copy(io.Discard, request.Body)
		answer(w, request)
	})
	if plain {
		r.Server = httptest.NewServer(handler)
	} else {
		r.Server = httptest.NewTLSServer(handler)
	}
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) port() int { return r.Listener.Addr().(*net.TCPAddr).Port }

func (r *receiver) sender(resolver *net.Resolver) Sender {
	s := Sender{Resolver: resolver}
	if r.Certificate() != nil {
		s.Roots = x509.NewCertPool()
		s.Roots.AddCert(r.Certificate())
	}
	return s
}

// target is the receiver under a name, with networks in which it may lie.
func (r *receiver) target(host string, networks ...string) (Target, string) {
	t := Target{Host: host, Port: r.port(), Plain: r.Certificate() == nil, Networks: prefixes(networks...)}
	scheme := "https"
	if t.Plain {
		scheme = "http"
	}
	return t, fmt.Sprintf("%s://%s/hook", scheme, net.JoinHostPort(host, fmt.Sprint(t.Port)))
}

var message = Message{ID: "rectify-1a2b3c4d-7", Body: []byte(`{}`), Signature: "v1,abc", At: time.Unix(1694588400, 0)}

func taken(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }

func TestDelivery(t *testing.T) {
	r := newReceiver(t, false, taken)
	target, address := r.target("127.0.0.1", "127.0.0.1/32")
	if got := r.sender(nil).Send(t.Context(), target, address, message); !got.Delivered() || got.Status != http.StatusNoContent {
		t.Fatalf("%+v", got)
	}
	h := r.last.Load().Header
	if h.Get("webhook-id") != message.ID || h.Get("webhook-timestamp") != "1694588400" || h.Get("webhook-signature") != "v1,abc" ||
		!strings.HasPrefix(h.Get("Content-Type"), "application/cloudevents+json") {
		t.Errorf("%v", h)
	}
	if got := (Sender{}).Send(t.Context(), target, address, message); got.Reason != "tls" {
		t.Errorf("a certificate of nobody known: %+v", got)
	}
	for status, want := range map[int]string{200: "", 202: "", 400: "status", 404: "status", 410: "status", 500: "status"} {
		r := newReceiver(t, true, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
		target, address := r.target("127.0.0.1", "127.0.0.1/32")
		if got := r.sender(nil).Send(t.Context(), target, address, message); got.Reason != want || got.Status != status {
			t.Errorf("%d: %+v", status, got)
		}
	}
}

// Nothing follows a redirect, be it to where it came from or to loopback.
func TestRedirectsAreNotFollowed(t *testing.T) {
	inside := newReceiver(t, true, taken)
	for _, status := range []int{301, 302, 303, 307, 308} {
		r := newReceiver(t, true, func(w http.ResponseWriter, request *http.Request) { http.Redirect(w, request, inside.URL, status) })
		target, address := r.target("127.0.0.1", "127.0.0.1/32")
		if got := r.sender(nil).Send(t.Context(), target, address, message); got.Reason != "redirect" || got.Status != status {
			t.Errorf("%d: %+v", status, got)
		}
	}
	if inside.reached.Load() != 0 {
		t.Error("a redirect was followed")
	}
}

// Whatever a name is made to mean, the connection goes nowhere that the target does not allow.
func TestNamesThatLeadInside(t *testing.T) {
	for _, ip := range []string{"127.0.0.1", "::1", "0.0.0.0", "::", "169.254.169.254", "10.0.0.1", "172.16.0.1", "192.168.0.1", "100.64.0.1", "fd00::1",
		"fe80::1", "224.0.0.1", "ff02::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "::127.0.0.1"} {
		r := newReceiver(t, true, taken)
		target, address := r.target("hook.example.cn")
		if got := r.sender(resolving(t, ip)).Send(t.Context(), target, address, message); got.Reason != "address" {
			t.Errorf("a name for %s: %+v", ip, got)
		}
		if r.reached.Load() != 0 {
			t.Errorf("a name for %s reached loopback", ip)
		}
	}
}

// Addresses in other forms: those that net/http would connect to are caught before the connection, the others lead nowhere.
func TestOtherFormsOfLoopback(t *testing.T) {
	r := newReceiver(t, true, taken)
	for _, host := range []string{"127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "0177.0.0.01", "127.1", "0", "::1", "::ffff:127.0.0.1", "::ffff:7f00:1", "localhost"} {
		target, address := r.target(host)
		got := r.sender(resolving(t, "127.0.0.1")).Send(t.Context(), target, address, message)
		if got.Delivered() || got.Status != 0 || got.Reason != "address" && got.Reason != "connection" { // connection: no resolver takes it for a name
			t.Errorf("%s: %+v", host, got)
		}
	}
	if r.reached.Load() != 0 {
		t.Error("loopback was reached")
	}
}

// A name that first means a public address and then, when the connection is made, this machine (DNS rebinding).
func TestRebinding(t *testing.T) {
	r := newReceiver(t, true, taken)
	resolver := resolving(t, "8.8.8.8", "127.0.0.1")
	target, address := r.target("hook.example.cn")
	first, err := resolver.LookupNetIP(t.Context(), "ip4", "hook.example.cn") // what somebody who checks beforehand sees
	if err != nil || !target.Allows(first[0]) {
		t.Fatalf("%v, %v", first, err)
	}
	if got := r.sender(resolver).Send(t.Context(), target, address, message); got.Reason != "address" || r.reached.Load() != 0 {
		t.Errorf("%+v, reached %d times", got, r.reached.Load())
	}
	// The same name is let through where the security administrator has said that it lies here.
	target.Networks = prefixes("127.0.0.1/32")
	if got := r.sender(resolving(t, "127.0.0.1")).Send(t.Context(), target, address, message); !got.Delivered() {
		t.Errorf("%+v", got)
	}
}

// Another port of an allowed host is another target.
func TestPortIsChecked(t *testing.T) {
	r := newReceiver(t, true, taken)
	target, address := r.target("127.0.0.1", "127.0.0.1/32")
	target.Port++
	if got := r.sender(nil).Send(t.Context(), target, address, message); got.Reason != "address" || r.reached.Load() != 0 {
		t.Errorf("%+v", got)
	}
}

// An answer is not waited for longer than 5 s, nor read further than 64 KiB.
func TestAnswersAreBounded(t *testing.T) {
	var written atomic.Int64
	endless := newReceiver(t, true, func(w http.ResponseWriter, request *http.Request) {
		for chunk := make([]byte, 32<<10); request.Context().Err() == nil; {
			n, err := w.Write(chunk)
			if written.Add(int64(n)); err != nil {
				return
			}
		}
	})
	target, address := endless.target("127.0.0.1", "127.0.0.1/32")
	begun := time.Now()
	if got := endless.sender(nil).Send(t.Context(), target, address, message); !got.Delivered() || time.Since(begun) > 4*time.Second {
		t.Errorf("%+v after %v", got, time.Since(begun))
	}
	if n := written.Load(); n > 16<<20 { // what the buffers of the machine hold
		t.Errorf("%d bytes were taken", n)
	}
	slow := newReceiver(t, true, func(_ http.ResponseWriter, request *http.Request) { <-request.Context().Done() })
	target, address = slow.target("127.0.0.1", "127.0.0.1/32")
	begun = time.Now()
	if got := slow.sender(nil).Send(t.Context(), target, address, message); got.Reason != "timeout" || time.Since(begun) > 7*time.Second {
		t.Errorf("%+v after %v", got, time.Since(begun))
	}
}

// resolving is a resolver for which every name means the first address, then the next, and so on; the last one for ever.
func resolving(t *testing.T, ips ...string) *net.Resolver {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	go func() {
		asked := 0
		for buffer := make([]byte, 1500); ; {
			n, from, err := conn.ReadFrom(buffer)
			if err != nil {
				return
			}
			ip := netip.MustParseAddr(ips[min(asked, len(ips)-1)])
			answer, fits := dnsAnswer(buffer[:n], ip)
			if fits {
				asked++
			}
			_, _ = conn.WriteTo(answer, from)
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

// dnsAnswer answers a question for an A or AAAA record; fits says whether the address was of the kind that was asked for.
func dnsAnswer(question []byte, ip netip.Addr) (answer []byte, fits bool) {
	var m dnsmessage.Message
	if m.Unpack(question) != nil || len(m.Questions) != 1 {
		return nil, false
	}
	q := m.Questions[0]
	m.Response, m.Authoritative, m.Additionals = true, true, nil
	header := dnsmessage.ResourceHeader{Name: q.Name, Class: q.Class, Type: q.Type}
	switch {
	case q.Type == dnsmessage.TypeA && ip.Is4():
		m.Answers = []dnsmessage.Resource{{Header: header, Body: &dnsmessage.AResource{A: ip.As4()}}}
	case q.Type == dnsmessage.TypeAAAA && ip.Is6():
		m.Answers = []dnsmessage.Resource{{Header: header, Body: &dnsmessage.AAAAResource{AAAA: ip.As16()}}}
	}
	answer, _ = m.Pack()
	return answer, len(m.Answers) > 0
}
