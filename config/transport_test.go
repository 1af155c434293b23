package config_test

import (
	"strings"
	"testing"
)

func TestCheckTransport(t *testing.T) {
	for _, c := range []struct {
		args    string
		allowed bool
	}{
		{"", true},
		{"--listen=localhost:8080", true},
		{"--listen=[::1]:8080", true},
		{"--listen=:8080", false},
		{"--listen=10.0.0.1:8080", false},
		{"--listen=:8080 --trusted-proxies=10.0.0.0/8", true},
		{"--listen=:8443 --tls-cert=a.pem --tls-key=a.key", true},
		{"--listen=:8080 --allow-plain-http", true},
	} {
		if err := mustParse(t, strings.Fields(c.args)...).CheckTransport(); (err == nil) != c.allowed {
			t.Errorf("%s: %v", c.args, err)
		}
	}
	strict := mustParse(t, "--profile=djbh3")
	strict.HTTP.Listen, strict.HTTP.AllowPlain = ":8080", true
	if strict.CheckTransport() == nil {
		t.Error("djbh3 lets passwords travel in the clear")
	}
}
