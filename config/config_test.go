package config_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"rectify/config"
)

// parse reads settings as the commands do: flags over variables over defaults, then Validate, which kong calls.
func parse(t *testing.T, args ...string) (*config.Config, error) {
	t.Helper()
	c := new(config.Config)
	parser, err := kong.New(c)
	if err != nil {
		t.Fatal(err)
	}
	_, err = parser.Parse(args)
	return c, err
}

func mustParse(t *testing.T, args ...string) *config.Config {
	t.Helper()
	c, err := parse(t, args...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestDefaultsAreValid(t *testing.T) {
	for _, profile := range []string{"standard", "djbh3"} {
		c := mustParse(t, "--profile="+profile)
		if c.HTTP.Listen != "127.0.0.1:8080" || c.DatabaseAddress() != "" || c.Limit.Upload != 20<<20 ||
			c.Session.Idle != 30*time.Minute || c.Session.Absolute != 12*time.Hour {
			t.Errorf("%s: unexpected defaults: %+v", profile, c)
		}
	}
}

func TestVariablesAndFlags(t *testing.T) {
	t.Setenv("RECTIFY_LISTEN", ":9000")
	t.Setenv("RECTIFY_TRUSTED_PROXIES", "10.0.0.0/8,fd00::/8")
	t.Setenv("RECTIFY_ALLOWED_ORIGINS", "https://oa.example.cn,http://localhost:5173")
	t.Setenv("RECTIFY_LIMIT_UPLOAD", "64KiB")
	t.Setenv("RECTIFY_SESSION_IDLE", "5m")
	t.Setenv("RECTIFY_LOG_FORMAT", "json")
	c := mustParse(t, "--session-idle=7m", "--limit-body=2MiB")
	if c.HTTP.Listen != ":9000" || len(c.HTTP.AllowedOrigins) != 2 || c.Limit.Upload != 64<<10 || c.Limit.Body != 2<<20 ||
		c.Session.Idle != 7*time.Minute || c.Log.Format != "json" ||
		len(c.HTTP.TrustedProxies) != 2 || c.HTTP.TrustedProxies[1] != netip.MustParsePrefix("fd00::/8") {
		t.Errorf("got %+v", c)
	}
}

// What the tags refuse while parsing.
func TestParseRefuses(t *testing.T) {
	for _, arg := range []string{
		"--profile=djbh4", "--log-level=loud", "--limit-body=0", "--limit-body=-1MiB", "--limit-body=1MB",
		"--limit-body=9223372036854775807GiB", "--session-idle=30", "--trusted-proxies=10.0.0.1", "--database-url-file=/nonexistent",
		"--database-url-file=/dev/null",
	} {
		if _, err := parse(t, arg); err == nil {
			t.Errorf("%s is accepted", arg)
		}
	}
}

func TestValidateRefuses(t *testing.T) {
	for _, c := range []struct {
		args string
		want string // the variable at fault
	}{
		{"--listen=8080", "RECTIFY_LISTEN"},
		{"--listen=localhost:http", "RECTIFY_LISTEN"},
		{"--listen=localhost:70000", "RECTIFY_LISTEN"},
		{"--database-url=mysql://db", "RECTIFY_DATABASE_URL"},
		{"--database-url=rectify.db", "RECTIFY_DATABASE_URL"},
		{"--database-pool=1", "RECTIFY_DATABASE_POOL"},
		{"--tls-cert=a.pem", "RECTIFY_TLS_CERT"},
		{"--allowed-origins=*", "RECTIFY_ALLOWED_ORIGINS"},
		{"--allowed-origins=null", "RECTIFY_ALLOWED_ORIGINS"},
		{"--allowed-origins=https://*.example.cn", "RECTIFY_ALLOWED_ORIGINS"},
		{"--allowed-origins=https://oa.example.cn/", "RECTIFY_ALLOWED_ORIGINS"},
		{"--allowed-origins=https://user@oa.example.cn", "RECTIFY_ALLOWED_ORIGINS"},
		{"--trusted-proxies=0.0.0.0/0", "RECTIFY_TRUSTED_PROXIES"},
		{"--session-idle=13h", "RECTIFY_SESSION_IDLE"},
		{"--session-idle=0s", "RECTIFY_SESSION_IDLE"},
		{"--login-attempts=0", "RECTIFY_LOGIN_ATTEMPTS"},
		{"--profile=djbh3 --session-idle=31m", "RECTIFY_SESSION_IDLE"},
		{"--oidc-issuer=http://idp.example.cn --oidc-client-id=a --oidc-redirect-url=https://a.cn/api/v1/session/oidc/callback", "RECTIFY_OIDC_ISSUER"},
		{"--oidc-issuer=https://idp.example.cn --oidc-redirect-url=https://a.cn/api/v1/session/oidc/callback", "RECTIFY_OIDC_CLIENT_ID"},
		{"--oidc-issuer=https://idp.example.cn --oidc-client-id=a --oidc-redirect-url=https://a.cn/", "RECTIFY_OIDC_REDIRECT_URL"},
		{"--oidc-issuer=https://idp.example.cn --oidc-client-id=a --oidc-redirect-url=http://a.cn/api/v1/session/oidc/callback", "RECTIFY_OIDC_REDIRECT_URL"},
		{"--login-attempts=20", "RECTIFY_LOGIN_ADDRESS_ATTEMPTS"},
		{"--login-lock=25h", "RECTIFY_LOGIN_LOCK"},
		{"--profile=djbh3 --session-totp=off", "RECTIFY_SESSION_TOTP"},
		{"--profile=djbh3 --session-step-up=off", "RECTIFY_SESSION_STEP_UP"},
		{"--profile=djbh3 --login-attempts=11", "RECTIFY_LOGIN_ATTEMPTS"},
		{"--profile=djbh3 --login-lock=14m", "RECTIFY_LOGIN_LOCK"},
		{"--profile=djbh3 --listen=:8080", "RECTIFY_TLS_CERT"},
	} {
		_, err := parse(t, strings.Fields(c.args)...)
		if err == nil || !strings.HasPrefix(err.Error(), c.want+"：") || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want one fault of %s", c.args, err, c.want)
		}
	}
}

// With the profile for classified protection, each of the three ways to protect a password on the wire is enough.
func TestDJBH3Transport(t *testing.T) {
	for _, args := range []string{
		"--listen=[::1]:8080", "--listen=localhost:8080", "--listen=:8080 --trusted-proxies=10.1.2.3/32",
		"--listen=:8443 --tls-cert=a.pem --tls-key=a.key",
	} {
		if _, err := parse(t, append(strings.Fields(args), "--profile=djbh3")...); err != nil {
			t.Errorf("%s: %v", args, err)
		}
	}
}

func TestAllFaultsAtOnce(t *testing.T) {
	_, err := parse(t, "--listen=x", "--login-attempts=0", "--allowed-origins=*")
	if lines := strings.Count(fmt.Sprint(err), "\n") + 1; err == nil || lines != 3 {
		t.Errorf("%d faults, want 3: %v", lines, err)
	}
}

const password = "postgres://rectify:hunter2@db/rectify"

func TestSecretFromFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "database")
	if err := os.WriteFile(file, []byte(password+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("RECTIFY_DATABASE_URL_FILE", file)
	c := mustParse(t)
	if c.DatabaseAddress() != password {
		t.Errorf("address from the file: %q", c.DatabaseAddress())
	}
	if _, err := parse(t, "--database-url=sqlite:a.db"); err == nil {
		t.Error("an address and its file together are accepted")
	}
}

func TestNothingShowsSecrets(t *testing.T) {
	c := mustParse(t, "--database-url="+password)
	var dump, logged strings.Builder
	if err := c.Dump(&dump); err != nil {
		t.Fatal(err)
	}
	slog.New(slog.NewJSONHandler(&logged, nil)).Info("start", "config", c, "database", c.Database)
	encoded, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	_, err = parse(t, "--database-url=mysql"+password)
	for name, text := range map[string]string{
		"Dump": dump.String(), "slog": logged.String(), "json": string(encoded), "Validate": fmt.Sprint(err),
		"%v": fmt.Sprintf("%v", c), "%+v": fmt.Sprintf("%+v", *c), "%#v": fmt.Sprintf("%#v", *c), "%q": fmt.Sprintf("%q", c.Database),
	} {
		if strings.Contains(text, "hunter2") {
			t.Errorf("%s shows the password: %s", name, text)
		}
	}
	for _, line := range []string{"RECTIFY_DATABASE_URL=******\n", "RECTIFY_LISTEN=127.0.0.1:8080\n", "RECTIFY_LIMIT_UPLOAD=20MiB\n"} {
		if !strings.Contains(dump.String(), line) {
			t.Errorf("Dump lacks %q:\n%s", line, &dump)
		}
	}
}

func TestPrepareDataDir(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "data")
	c := mustParse(t, "--data-dir="+dir)
	if err := c.PrepareDataDir(); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("%v, %v; want a folder only for its owner", info, err)
	}
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := mustParse(t, "--data-dir="+file).PrepareDataDir(); err == nil {
		t.Error("a file is accepted as a folder")
	}
}
