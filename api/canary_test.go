package api_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/testdb"
)

// canaries are secrets that must be found nowhere but where they were sent. Their names say what they are.
var canaries = map[string]string{
	"password":       "Canary-Password-9f31c2",
	"old password":   "Canary-Former-7ab04e",
	"bearer token":   "CanaryBearer5d20e8aa41",
	"one-time code":  "774411990022",
	"service token":  "CanaryService0c88f1b7",
	"key":            "CanaryKey3e6fa9d2c5",
	"cookie":         "CanaryCookie81b7d403",
	"text of a file": "CanaryFileText2c4d9e10",
}

// secretFields are where a client may send a secret, rightly or by mistake.
var secretFields = map[string]string{"password": "password", "old_password": "old password", "new_password": "password", "token": "service token",
	"code": "one-time code", "secret": "key", "totp": "one-time code", "key": "key", "authorization": "bearer token"}

// Secrets go through every operation of the API, in the places where they belong and where they do not. Neither an answer nor
// the log nor the database with the audit log in it holds one of them.
func TestCanary(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		m := newMatrix(t, store)
		var answers bytes.Buffer
		note := func(a *apitest.Answer) *apitest.Answer {
			fmt.Fprintf(&answers, "%d %v %s\n", a.Status, a.Header, a.Body)
			return a
		}
		query := "?token=" + canaries["service token"] + "&password=" + canaries["password"] + "&access_token=" + canaries["bearer token"]
		for _, op := range m.operations {
			if op.id == "stream-events" || op.id == "sign-out" || op.id == "end-session" {
				continue
			}
			for _, client := range []*apitest.Client{m.WithToken(canaries["bearer token"]), m.As("system"), m.As("audit.officer"), m.As("sanitation.head")} {
				note(m.canary(client, op, query))
			}
		}
		issued := m.secretsInUse(note)

		everywhere := map[string]string{"the log": m.Log.String(), "the database": dump(t, store)}
		for name, secret := range canaries {
			everywhere["the answers"] = answers.String()
			find(t, everywhere, name, secret)
		}
		delete(everywhere, "the answers") // an issued secret stands in the answer that issued it
		for name, secret := range issued {
			find(t, everywhere, name, secret)
		}
		if !strings.Contains(everywhere["the database"], "songbird") || !strings.Contains(everywhere["the log"], "/api/v1/me/password") {
			t.Error("the database or the log was not read")
		}
		if n := len(m.operations); n < 80 || answers.Len() < 100_000 || len(everywhere["the database"]) < 100_000 {
			t.Errorf("%d operations, %d bytes of answers and %d of database are too few to say anything", n, answers.Len(), len(everywhere["the database"]))
		}
	})
}

// canary sends an operation with secrets in its header, cookie, query and body.
func (m *matrix) canary(client *apitest.Client, op operation, query string) *apitest.Answer {
	path := op.path
	for name, own := range map[string]string{"id": m.objects[op.noun()], "item": m.objects["item"], "number": "1", "year": "2023"} {
		if own != "" {
			path = strings.ReplaceAll(path, "{"+name+"}", own)
		}
	}
	for strings.Contains(path, "{") {
		before, rest, _ := strings.Cut(path, "{")
		_, after, _ := strings.Cut(rest, "}")
		path = before + absentID + after
	}
	options := []apitest.Option{apitest.Header("Cookie", "__Host-rectify="+canaries["cookie"]), apitest.Header("X-Api-Key", canaries["key"])}
	if op.versioned {
		options = append(options, apitest.IfMatch(1))
	}
	if op.upload {
		return client.Upload(path+query, map[string]string{"password": canaries["password"]}, "file", "佐证.pdf", []byte("%PDF-1.7\n"+canaries["text of a file"]), options...)
	}
	body := map[string]any{}
	if op.body != nil {
		if whole, is := m.value(op.body, "").(map[string]any); is {
			body = whole
		}
	}
	for field, name := range secretFields {
		body[field] = canaries[name]
	}
	switch op.method {
	case http.MethodGet:
		return client.Get(path+query, options...)
	case http.MethodPost:
		return client.Post(path+query, body, options...)
	case http.MethodPut:
		return client.Put(path+query, body, options...)
	case http.MethodPatch:
		return client.Patch(path+query, body, options...)
	}
	return client.Delete(path, options...)
}

// secretsInUse uses secrets as they are meant to be: a password is set, guessed wrongly and used; a file is attached. It
// returns those that the service itself has issued.
func (m *matrix) secretsInUse(note func(*apitest.Answer) *apitest.Answer) map[string]string {
	issued := map[string]string{}
	made := apitest.Read[api.ActivationHalf](m.As("system").Post("/api/v1/users", map[string]any{"login": "songbird", "name": "金丝雀"}).Want(http.StatusCreated))
	half := takeHalf(m.World, "security", made.User.ID)
	issued["first half"], issued["second half"] = made.Half, half
	note(activate(m.World, "songbird", half+made.Half, canaries["password"]).Want(http.StatusUnauthorized))
	note(activate(m.World, "songbird", made.Half+half, goodPassword).Want(http.StatusNoContent))
	first := apitest.Read[api.SignedIn](signIn(m.World, "songbird", goodPassword).Want(http.StatusCreated))
	issued["first session's token"] = first.Token
	note(m.WithToken(first.Token).Put("/api/v1/me/password", map[string]any{"old_password": canaries["old password"], "new_password": canaries["password"]}))
	second := apitest.Read[api.SignedIn](m.WithToken(first.Token).Put("/api/v1/me/password",
		map[string]any{"old_password": goodPassword, "new_password": canaries["password"]}).Want(http.StatusOK))
	issued["second session's token"] = second.Token
	note(signIn(m.World, "songbird", canaries["old password"]).Want(http.StatusUnauthorized))
	note(signIn(m.World, canaries["old password"], canaries["password"])) // typed into the wrong field
	issued["third session's token"] = apitest.Read[api.SignedIn](signIn(m.World, "songbird", canaries["password"]).Want(http.StatusCreated)).Token
	note(m.As("sanitation.drafter").Upload("/api/v1/problems/"+m.objects["problems"]+"/evidence", nil, "file", "证据.pdf",
		[]byte("%PDF-1.7\n"+canaries["text of a file"])).Want(http.StatusCreated))
	issued["second factor"] = enrol(m.t, m.World, second.Token)
	issued["half after a reset"] = apitest.Read[api.ActivationHalf](m.As("system").Post("/api/v1/users/"+made.User.ID+"/password-resets", nil).Want(http.StatusOK)).Half
	note(m.As("auditing").Get("/api/v1/audit-records/export.csv").Want(http.StatusOK))
	note(m.As("auditing").Get("/api/v1/audit-records/export.jsonl").Want(http.StatusOK))
	return issued
}

// find reports a secret that stands anywhere, as it is, in hexadecimal or in base64.
func find(t *testing.T, everywhere map[string]string, name, secret string) {
	t.Helper()
	if len(secret) < 8 {
		t.Errorf("%s: %q is no secret", name, secret)
		return
	}
	for where, text := range everywhere {
		for _, form := range []string{secret, hex.EncodeToString([]byte(secret)), base64.StdEncoding.EncodeToString([]byte(secret))} {
			if i := strings.Index(text, form); i >= 0 {
				t.Errorf("%s stands in %s: …%.200s", name, where, text[max(0, i-100):])
			}
		}
	}
}

// dump is all that the database holds: the bytes of its files, or every row of every table as text.
func dump(t *testing.T, store *models.Store) string {
	t.Helper()
	var out strings.Builder
	if store.Dialect() == models.SQLite {
		var seq int
		var name, file string
		if err := store.SQL().QueryRowContext(t.Context(), `PRAGMA database_list`).Scan(&seq, &name, &file); err != nil {
			t.Fatal(err)
		}
		for _, part := range []string{file, file + "-wal"} {
			content, err := os.ReadFile(part)
			if err != nil && !os.IsNotExist(err) {
				t.Fatal(err)
			}
			out.Write(content)
		}
		return out.String()
	}
	rows, err := store.SQL().QueryContext(t.Context(), `SELECT (xpath('/row/c/text()', query_to_xml(format('SELECT string_agg(t::text, E''\n'') AS c FROM %I t', tablename), false, true, '')))[1]::text
		FROM pg_tables WHERE schemaname = 'public'`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var text *string
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		if text != nil {
			out.WriteString(*text + "\n")
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
