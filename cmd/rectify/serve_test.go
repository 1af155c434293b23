package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"rectify/models/testdb"
)

// buffer lets a test read what a running program has written.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// program is a running `rectify serve`.
type program struct {
	url      string
	out, err *buffer
	stop     context.CancelFunc
	code     chan int
}

var addressLogged = regexp.MustCompile(`address=(https?://\S+)`)

// start serves on a free port and waits until the program says that it listens.
func start(t *testing.T, args ...string) *program {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	p := &program{out: &buffer{}, err: &buffer{}, stop: stop, code: make(chan int, 1)}
	go func() { p.code <- run(ctx, append([]string{"serve", "--listen=127.0.0.1:0"}, args...), p.out, p.err) }()
	t.Cleanup(stop)
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if found := addressLogged.FindStringSubmatch(p.err.String()); found != nil {
			p.url = found[1]
			return p
		}
		if len(p.code) > 0 || time.Now().After(deadline) {
			t.Fatalf("it does not listen: %s%s", p.out, p.err)
		}
	}
}

// end tells the program to stop, as SIGTERM does, and returns its exit code.
func (p *program) end(t *testing.T) int {
	t.Helper()
	p.stop()
	select {
	case code := <-p.code:
		return code
	case <-time.After(30 * time.Second):
		t.Fatalf("it does not stop: %s", p.err)
		return 0
	}
}

// rectify runs one command to its end.
func rectify(t *testing.T, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(t.Context(), args, &o, &e)
	return code, o.String(), e.String()
}

var passwordLine = regexp.MustCompile(`(?m)^ +(\w+) +([a-z2-9-]{23})$`)

// firstPasswords reads what a first start without a terminal has left for its operator.
func firstPasswords(t *testing.T, dir string) map[string]string {
	t.Helper()
	path := filepath.Join(dir, "first-passwords.txt")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v: others can read the passwords", info, err)
	}
	passwords := map[string]string{}
	for _, found := range passwordLine.FindAllStringSubmatch(string(text), -1) {
		passwords[found[1]] = found[2]
	}
	return passwords
}

// signIn signs in over HTTP and reports the status and whether the password must be changed.
func (p *program) signIn(t *testing.T, login, password string) (status int, mustChange bool) {
	t.Helper()
	body, err := json.Marshal(map[string]string{"login": login, "password": password})
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.Post(p.url+"/api/v1/sessions", "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	var signed struct {
		Must bool `json:"must_change_password"`
	}
	if err := json.NewDecoder(response.Body).Decode(&signed); err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, signed.Must
}

// The whole program: it starts on an empty database, its three administrators can sign in, it says that it is ready,
// stops when it is told to, and on the second start makes nobody.
func TestServe(t *testing.T) {
	testdb.EachAddress(t, func(t *testing.T, address string) {
		dir := t.TempDir()
		settings := []string{"--database-url=" + address, "--data-dir=" + dir}
		p := start(t, settings...)
		passwords := firstPasswords(t, dir)
		for _, login := range []string{"admin", "security", "auditor"} {
			if status, must := p.signIn(t, login, passwords[login]); status != http.StatusCreated || !must {
				t.Errorf("%s: %d, must change: %v", login, status, must)
			}
			if strings.Contains(p.err.String()+p.out.String(), passwords[login]) {
				t.Error("the log has the password")
			}
		}
		host := strings.TrimPrefix(p.url, "http://")
		if code, _, errs := rectify(t, "healthcheck", "--listen="+host); code != 0 {
			t.Errorf("healthcheck: %d %s", code, errs)
		}
		if code := p.end(t); code != 0 {
			t.Errorf("exit code %d: %s", code, p.err)
		}
		if code, _, _ := rectify(t, "healthcheck", "--listen="+host); code != 1 {
			t.Errorf("healthcheck of a stopped server: %d", code)
		}

		if err := os.Remove(filepath.Join(dir, "first-passwords.txt")); err != nil {
			t.Fatal(err)
		}
		p = start(t, settings...)
		if _, err := os.Stat(filepath.Join(dir, "first-passwords.txt")); !os.IsNotExist(err) {
			t.Errorf("the second start has made passwords: %v", err)
		}
		if code := p.end(t); code != 0 {
			t.Errorf("exit code %d: %s", code, p.err)
		}
	})
}

// With no settings at all the program makes its own database in the data folder.
func TestServeOnNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	p := start(t, "--data-dir="+dir)
	if status, _ := p.signIn(t, "admin", firstPasswords(t, dir)["admin"]); status != http.StatusCreated {
		t.Errorf("status %d", status)
	}
	if code := p.end(t); code != 0 {
		t.Errorf("exit code %d: %s", code, p.err)
	}
}

// What must not be served is refused in a sentence that says what to do.
func TestServeRefuses(t *testing.T) {
	used := filepath.Join(t.TempDir(), "used.db")
	db, err := sql.Open("sqlite", used)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), "CREATE TABLE someone_elses (id INTEGER)"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		args []string
		want string
	}{
		{"a database that is not empty and not ours", []string{"--database-url=sqlite:" + used}, "rectify migrate"},
		{"plain HTTP to everybody", []string{"--listen=:0"}, "RECTIFY_TLS_CERT"},
		{"a port that is taken by nobody's address", []string{"--listen=192.0.2.1:1", "--allow-plain-http"}, "bind"},
	} {
		code, _, errs := rectify(t, append([]string{"serve", "--data-dir=" + t.TempDir()}, c.args...)...)
		if code != 1 || !strings.Contains(errs, c.want) {
			t.Errorf("%s: exit code %d: %s", c.name, code, errs)
		}
	}
}

// The console helps when nobody can sign in: it makes users and roles, resets passwords, and keeps to the same rules.
func TestUserCommands(t *testing.T) {
	testdb.EachAddress(t, func(t *testing.T, address string) {
		dir := t.TempDir()
		settings := []string{"--database-url=" + address, "--data-dir=" + dir}
		p := start(t, settings...)
		user := func(want int, args ...string) string {
			t.Helper()
			code, out, errs := rectify(t, append(append([]string{"user"}, args...), settings...)...)
			if code != want {
				t.Fatalf("user %q: exit code %d: %s%s", args, code, out, errs)
			}
			return out
		}
		secret := regexp.MustCompile(`[a-z2-9]{5}(-[a-z2-9]{5}){3}`)
		first := secret.FindString(user(0, "create", "zhang.san", "新同志"))
		if status, must := p.signIn(t, "zhang.san", first); status != http.StatusCreated || !must {
			t.Errorf("created: %d, %v", status, must)
		}
		second := secret.FindString(user(0, "reset-password", "zhang.san"))
		if status, _ := p.signIn(t, "zhang.san", first); status != http.StatusUnauthorized {
			t.Errorf("the old password: %d", status)
		}
		if status, _ := p.signIn(t, "zhang.san", second); status != http.StatusCreated {
			t.Errorf("the new password: %d", status)
		}
		user(0, "grant", "zhang.san", "office", "security_admin")
		user(1, "grant", "zhang.san", "office", "drafter") // an administrator holds no other role
		user(1, "grant", "zhang.san", "nowhere", "security_admin")
		user(1, "grant", "zhang.san", "office", "king")
		user(1, "reset-password", "nobody")
		user(0, "enable", "zhang.san")
		list := user(0, "list")
		if !strings.Contains(list, "zhang.san") || strings.Count(list, "安全管理员") != 3 { // the name and role of one, the role of the other
			t.Errorf("list:\n%s", list)
		}
		if code := p.end(t); code != 0 {
			t.Errorf("exit code %d: %s", code, p.err)
		}
	})
}

func TestVersion(t *testing.T) {
	if code, out, _ := rectify(t, "version"); code != 0 || !strings.HasPrefix(out, "rectify ") {
		t.Errorf("%d %q", code, out)
	}
}
