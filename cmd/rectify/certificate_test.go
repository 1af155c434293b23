package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// writeCertificate makes a certificate for 127.0.0.1 that vouches for itself and returns where it and its key lie.
func writeCertificate(t *testing.T, dir string, serial int64, written time.Time) (certFile, keyFile string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: "rectify"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	certFile, keyFile = filepath.Join(dir, "tls.pem"), filepath.Join(dir, "tls.key")
	for file, block := range map[string]*pem.Block{certFile: {Type: "CERTIFICATE", Bytes: der}, keyFile: {Type: "PRIVATE KEY", Bytes: private}} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(file, written, written); err != nil {
			t.Fatal(err)
		}
	}
	return certFile, keyFile
}

// visit asks for /healthz over a connection of its own and returns the answer and the serial number of the certificate.
func visit(t *testing.T, url, certFile string, speak *tls.Config) (*http.Response, int64, error) {
	t.Helper()
	text, err := os.ReadFile(certFile)
	if err != nil {
		t.Fatal(err)
	}
	speak.RootCAs = x509.NewCertPool()
	speak.RootCAs.AppendCertsFromPEM(text)
	client := http.Client{Transport: &http.Transport{TLSClientConfig: speak, DisableKeepAlives: true}}
	response, err := client.Get(url + "/healthz")
	if err != nil {
		return nil, 0, err
	}
	_ = response.Body.Close()
	return response, response.TLS.PeerCertificates[0].SerialNumber.Int64(), nil
}

func TestServeTLS(t *testing.T) {
	dir := t.TempDir()
	now := time.Now()
	certFile, keyFile := writeCertificate(t, dir, 1, now.Add(-time.Minute))
	p := start(t, "--data-dir="+filepath.Join(dir, "data"), "--profile=djbh3", "--tls-cert="+certFile, "--tls-key="+keyFile)
	if !strings.HasPrefix(p.url, "https://") {
		t.Fatalf("it listens on %s", p.url)
	}
	response, serial, err := visit(t, p.url, certFile, &tls.Config{})
	if err != nil || serial != 1 || response.StatusCode != http.StatusOK || response.Header.Get("Strict-Transport-Security") == "" {
		t.Errorf("%v, certificate %d, %+v", err, serial, response)
	}
	if _, _, err := visit(t, p.url, certFile, &tls.Config{MaxVersion: tls.VersionTLS11}); err == nil {
		t.Error("TLS 1.1 was spoken")
	}
	if response, err := http.Get("http://" + strings.TrimPrefix(p.url, "https://") + "/healthz"); err == nil {
		_ = response.Body.Close()
		if response.StatusCode == http.StatusOK {
			t.Error("plain HTTP was answered")
		}
	}
	if code, _, errs := rectify(t, "healthcheck", "--listen="+strings.TrimPrefix(p.url, "https://"), "--tls-cert="+certFile, "--tls-key="+keyFile); code != 0 {
		t.Errorf("healthcheck: %d %s", code, errs)
	}

	// A renewed certificate is taken up without a restart; a broken one leaves the last good one in place.
	writeCertificate(t, dir, 2, now)
	if _, serial, err = visit(t, p.url, certFile, &tls.Config{}); err != nil || serial != 2 {
		t.Errorf("renewed: %v, certificate %d", err, serial)
	}
	good, err := os.ReadFile(certFile)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(keyFile, []byte("half a key"), 0o600); err != nil {
		t.Fatal(err)
	}
	kept := filepath.Join(dir, "kept.pem")
	if err := os.WriteFile(kept, good, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, serial, err = visit(t, p.url, kept, &tls.Config{}); err != nil || serial != 2 {
		t.Errorf("with a broken key: %v, certificate %d", err, serial)
	}
	if code := p.end(t); code != 0 {
		t.Errorf("exit code %d: %s", code, p.err)
	}
	if code, _, errs := rectify(t, "serve", "--data-dir="+filepath.Join(dir, "other"), "--tls-cert="+certFile, "--tls-key="+keyFile); code != 1 || !strings.Contains(errs, "RECTIFY_TLS") {
		t.Errorf("started with a broken key: %d %s", code, errs)
	}
}
