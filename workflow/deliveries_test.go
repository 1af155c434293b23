package workflow

import (
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	standard "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/checkpoint"
	"rectify/workflow/webhook"
	"rectify/workflow/words"
)

// listener is another system on this machine, and what it was told.
type listener struct {
	*office
	t      *testing.T
	server *httptest.Server
	sender webhook.Sender
	hook   models.Webhook
	secret string

	mu     sync.Mutex
	status int // of its answers
	got    []told
}

type told struct {
	header http.Header
	body   string
}

func newListener(t *testing.T, store *models.Store, settings WebhookSettings) *listener {
	t.Helper()
	l := &listener{office: newOffice(t, store), t: t, status: http.StatusNoContent}
	l.server = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		l.mu.Lock()
		defer l.mu.Unlock()
		l.got = append(l.got, told{r.Header, string(body)})
		w.WriteHeader(l.status)
	}))
	t.Cleanup(l.server.Close)
	l.sender.Roots = x509.NewCertPool()
	l.sender.Roots.AddCert(l.server.Certificate())
	if err := l.allow(); err != nil {
		t.Fatal(err)
	}
	settings.Name, settings.URL, settings.Active = "oa", l.server.URL+"/hook?key=receivers-own-key", true
	_, err := l.engine.CreateWebhook(t.Context(), l.People["system"], result(func(made MadeWebhook) { l.hook, l.secret = made.Webhook, made.Secret }), settings)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// allow puts the listener's host on the list.
func (l *listener) allow() error {
	address := l.server.Listener.Addr().(*net.TCPAddr)
	_, err := l.engine.AllowWebhookTarget(l.t.Context(), l.People["security"], Request{}, NewWebhookTarget{Host: "127.0.0.1", Port: address.Port,
		Networks: []string{"127.0.0.1/32"}})
	return err
}

// result is a request whose result is handed to see.
func result[T any](see func(T)) Request {
	return Request{Render: func(result any) (Answer, error) {
		see(result.(T))
		return Answer{}, nil
	}}
}

// deliver looks once, and returns the types of the events that came.
func (l *listener) deliver() string {
	l.t.Helper()
	if _, err := l.engine.Sequence(l.t.Context()); err != nil {
		l.t.Fatal(err)
	}
	before := len(l.got)
	if err := l.engine.DeliverWebhooks(l.t.Context(), l.sender); err != nil {
		l.t.Fatal(err)
	}
	var types []string
	for _, m := range l.got[before:] {
		types = append(types, strings.TrimPrefix(field(l.t, m.body, "type"), "rectify."))
	}
	return strings.Join(types, " ")
}

func (l *listener) answer(status int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.status = status
}

func field(t *testing.T, body, name string) string {
	t.Helper()
	var all map[string]any
	if err := json.Unmarshal([]byte(body), &all); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(all[name])
}

// deliveries are the states of all deliveries, oldest first, with the number of attempts.
func (l *listener) deliveries() (list []string) {
	l.t.Helper()
	rows, err := l.Store.View(l.t.Context()).Deliveries(l.hook.ID, "", 100)
	if err != nil {
		l.t.Fatal(err)
	}
	for _, d := range slices.Backward(rows) {
		list = append(list, fmt.Sprintf("%s %d", d.State, d.Attempts))
	}
	return list
}

// What happens is told once each, signed as Standard Webhooks are, without a word of what was written; a checkpoint as well.
func TestWebhooksTellWhatHappens(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		l := newListener(t, store, WebhookSettings{Checkpoints: true})
		s := l.progress(t, someText)
		l.must(t, "sanitation.head", s.ID, Command{Event: Submit})
		l.must(t, "audit.officer", s.ID, Command{Event: Return, Opinion: "数据有误"})
		_, noted := l.sealed(t)
		if got := l.deliver(); got != "progress.create progress.submit progress.return checkpoint" {
			t.Fatalf("told of: %s", got)
		}
		if got := l.deliver(); got != "" {
			t.Errorf("told again of: %s", got)
		}
		check, err := standard.NewWebhook(l.secret)
		if err != nil {
			t.Fatal(err)
		}
		ids := map[string]bool{}
		for _, m := range l.got {
			if err := check.VerifyIgnoringTimestamp([]byte(m.body), m.header); err != nil {
				t.Error(err)
			}
			id := m.header.Get("webhook-id")
			if ids[id] || id != testKey.Origin()+"-"+field(t, m.body, "id") || field(t, m.body, "specversion") != "1.0" {
				t.Errorf("id %s: %s", id, m.body)
			}
			ids[id] = true
			for _, secret := range []string{"数据有误", "进展情况报告", "排查", l.People["audit.officer"].Name, l.secret} {
				if strings.Contains(m.body, secret) {
					t.Errorf("it tells %q: %s", secret, m.body)
				}
			}
		}
		var submitted struct {
			Subject string
			Data    happenedData
		}
		if err := json.Unmarshal([]byte(l.got[1].body), &submitted); err != nil {
			t.Fatal(err)
		}
		if want := (happenedData{Kind: models.KindProgress, Event: "submit", From: "drafted", To: "submitted", Seq: 2, Link: "/api/v1/reports/" + s.ID}); submitted.Data != want || submitted.Subject != s.ID {
			t.Errorf("%+v", submitted)
		}
		var seal struct{ Data sealedData }
		if err := json.Unmarshal([]byte(l.got[3].body), &seal); err != nil {
			t.Fatal(err)
		}
		if said, err := checkpoint.Open(seal.Data.Note, testKey.Verifier()); err != nil || !said.Same(noted) {
			t.Errorf("%v, %v", said, err)
		}
	})
}

// A filter lets through what it names; what stands in a circle of readers is told to nobody.
func TestWebhookFilters(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		l := newListener(t, store, WebhookSettings{Kinds: []string{"progress", "plan"}, Events: []string{"submit", "return"}})
		s, hidden := l.progress(t, someText), l.progress(t, someText)
		if _, err := store.SQL().ExecContext(t.Context(), `UPDATE subjects SET circle_id = id WHERE id = '`+hidden.ID+`'`); err != nil {
			t.Fatal(err)
		}
		l.must(t, "sanitation.head", s.ID, Command{Event: Submit})
		l.sealed(t)
		if got := l.deliver(); got != "progress.submit" {
			t.Errorf("told of: %s", got)
		}
		if v := l.now(t, hidden.ID); v.Version != 1 {
			t.Error("nothing was hidden")
		}
	})
}

// A receiver that is down is asked again, later and later, under the same id; nothing is lost and the order is kept.
func TestWebhookRetries(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		l := newListener(t, store, WebhookSettings{Events: []string{"create"}})
		l.answer(http.StatusServiceUnavailable)
		l.progress(t, someText)
		l.progress(t, someText)
		if got := l.deliver(); got != "progress.create" { // one is enough to know that it is down
			t.Errorf("told of: %s", got)
		}
		if got := l.deliver(); got != "progress.create" {
			t.Errorf("the second, once: %s", got)
		}
		if got := l.deliver(); got != "" {
			t.Errorf("before it is time: %s", got)
		}
		l.clock.Advance(10 * time.Second)
		l.answer(http.StatusOK)
		if got := l.deliver(); got != "progress.create progress.create" {
			t.Errorf("told of: %s", got)
		}
		if a, b := l.got[0], l.got[2]; a.body != b.body || a.header.Get("webhook-id") != b.header.Get("webhook-id") || a.header.Get("webhook-signature") == b.header.Get("webhook-signature") {
			t.Error("the second attempt is not the same event, signed anew")
		}
		if got := l.deliveries(); !slices.Equal(got, []string{"delivered 2", "delivered 2"}) {
			t.Errorf("%v", got)
		}
		rows, err := store.View(t.Context()).Deliveries(l.hook.ID, "", 10)
		if err != nil {
			t.Fatal(err)
		}
		tries, err := store.View(t.Context()).Attempts(rows[0].ID)
		if err != nil || len(tries) != 2 || tries[0].Status != 503 || tries[0].Reason != "status" || tries[1].Reason != "" {
			t.Errorf("%+v, %v", tries, err)
		}
		if hook, err := store.View(t.Context()).Webhook(l.hook.ID); err != nil || hook.FailingSince != nil || !hook.Active {
			t.Errorf("%+v, %v", hook, err)
		}
		replayed := Request{}
		if _, err := l.engine.ReplayDelivery(t.Context(), l.People["system"], replayed, l.hook.ID, rows[0].ID); err != nil {
			t.Fatal(err)
		}
		if got := l.deliver(); got != "progress.create" || l.got[len(l.got)-1].body != string(rows[0].Body) {
			t.Errorf("replayed: %s", got)
		}
	})
}

// After five days without a single success the webhook is stopped and that is recorded; made active again, it goes on with
// what happens then.
func TestWebhookIsStoppedAfterDaysOfFailure(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		l := newListener(t, store, WebhookSettings{})
		l.answer(http.StatusInternalServerError)
		l.progress(t, someText)
		for range 13 {
			l.deliver()
			l.clock.Advance(12 * time.Hour)
		}
		hook, err := store.View(t.Context()).Webhook(l.hook.ID)
		if err != nil || hook.Active || hook.StoppedAt == nil {
			t.Fatalf("%+v, %v", hook, err)
		}
		attempts := len(l.got)
		l.clock.Advance(24 * time.Hour)
		if got := l.deliver(); got != "" || attempts < 8 {
			t.Errorf("stopped, after %d attempts: %s", attempts, got)
		}
		var stopped int
		if err := store.SQL().QueryRowContext(t.Context(), `SELECT count(*) FROM audit_records WHERE act = 'stop' AND object_id = '`+l.hook.ID+`'`).Scan(&stopped); err != nil || stopped != 1 {
			t.Errorf("recorded %d times, %v", stopped, err)
		}
		_, err = l.engine.TestWebhook(t.Context(), l.People["system"], Request{}, l.hook.ID)
		refused(t, err, Conflict, words.WebhookInactive)
		l.progress(t, someText)
		if _, err := l.engine.Sequence(t.Context()); err != nil {
			t.Fatal(err)
		}
		settings := settingsOf(hook)
		settings.Active = true
		if _, err := l.engine.ChangeWebhook(t.Context(), l.People["system"], Request{}, hook.ID, settings); err != nil {
			t.Fatal(err)
		}
		l.answer(http.StatusOK)
		s := l.progress(t, someText)
		if got := l.deliver(); got != "progress.create" || field(t, l.got[len(l.got)-1].body, "subject") != s.ID {
			t.Errorf("what happened since, and not what happened while it was stopped: %s", got)
		}
	})
}

// What the security administrator takes off the list gets nothing from then on, and who may do what is kept apart.
func TestWebhookAllowList(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		l := newListener(t, store, WebhookSettings{})
		targets, err := store.View(t.Context()).WebhookTargets()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := l.engine.DisallowWebhookTarget(t.Context(), l.People["security"], Request{}, targets[0].ID); err != nil {
			t.Fatal(err)
		}
		l.progress(t, someText)
		if got := l.deliver(); got != "" {
			t.Errorf("told of: %s", got)
		}
		rows, err := store.View(t.Context()).Deliveries(l.hook.ID, "", 1)
		if err != nil {
			t.Fatal(err)
		}
		tries, err := store.View(t.Context()).Attempts(rows[0].ID)
		if err != nil || len(tries) != 1 || tries[0].Reason != "target" {
			t.Errorf("%+v, %v", tries, err)
		}
		create := func(login, address string) error {
			_, err := l.engine.CreateWebhook(t.Context(), l.People[login], Request{}, WebhookSettings{Name: "second", URL: address, Active: true})
			return err
		}
		refused(t, create("system", l.server.URL), Unmet, words.WebhookTarget)
		refused(t, create("system", "https://2130706433/"), Unmet, words.WebhookURL)
		for _, login := range []string{"security", "auditing", "audit.officer", "secretary"} {
			refused(t, create(login, l.server.URL), Forbidden, words.NotYourRole)
		}
		for _, login := range []string{"system", "auditing", "audit.officer"} {
			_, err := l.engine.AllowWebhookTarget(t.Context(), l.People[login], Request{}, NewWebhookTarget{Host: "a.cn", Port: 443})
			refused(t, err, Forbidden, words.NotYourRole)
		}
		for want, in := range map[words.Code]NewWebhookTarget{
			words.TargetHost:    {Host: "127.1", Port: 443},
			words.TargetNetwork: {Host: "a.cn", Port: 443, Networks: []string{"0.0.0.0/0"}},
		} {
			_, err := l.engine.AllowWebhookTarget(t.Context(), l.People["security"], Request{}, in)
			refused(t, err, Unmet, want)
		}
		if err := l.allow(); err != nil {
			t.Fatal(err)
		}
		refused(t, l.allow(), Conflict, words.AlreadyExists)
		l.clock.Advance(10 * time.Second)
		if got := l.deliver(); got != "progress.create" {
			t.Errorf("allowed again, told of: %s", got)
		}
	})
}

// The secret is nowhere in the database, and the audit log shows no more of an address than its host.
func TestWebhookSecretsAreSealed(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		l := newListener(t, store, WebhookSettings{})
		row, err := store.View(t.Context()).Webhook(l.hook.ID)
		if err != nil || strings.Contains(string(row.Secret), strings.TrimPrefix(l.secret, "whsec_")) {
			t.Errorf("it can be read, %v", err)
		}
		var details string
		query := `SELECT string_agg(detail, ' ') FROM audit_records WHERE object_kind = 'webhook'`
		if err := store.SQL().QueryRowContext(t.Context(), query).Scan(&details); err != nil || !strings.Contains(details, "127.0.0.1") {
			t.Fatalf("%s, %v", details, err)
		}
		for _, secret := range []string{"receivers-own-key", "/hook", l.secret} {
			if strings.Contains(details, secret) {
				t.Errorf("the audit log tells %q", secret)
			}
		}
		var renewed string
		if _, err := l.engine.RenewWebhookSecret(t.Context(), l.People["system"], result(func(made MadeWebhook) { renewed = made.Secret }), l.hook.ID); err != nil || renewed == l.secret {
			t.Fatal(err)
		}
		if _, err := l.engine.TestWebhook(t.Context(), l.People["system"], Request{}, l.hook.ID); err != nil {
			t.Fatal(err)
		}
		if got := l.deliver(); got != "webhook.test" {
			t.Fatalf("told of: %s", got)
		}
		for secret, want := range map[string]bool{renewed: true, l.secret: false} {
			check, err := standard.NewWebhook(secret)
			if err != nil {
				t.Fatal(err)
			}
			if holds := check.VerifyIgnoringTimestamp([]byte(l.got[0].body), l.got[0].header) == nil; holds != want {
				t.Errorf("signed with the %v secret: %v", want, holds)
			}
		}
		if _, err := l.engine.RemoveWebhook(t.Context(), l.People["system"], Request{}, l.hook.ID); err != nil {
			t.Fatal(err)
		}
		l.progress(t, someText)
		if got := l.deliver(); got != "" {
			t.Errorf("removed, but told of: %s", got)
		}
	})
}

// Several replicas look at the same time: every event is sent once.
func TestWebhooksFromReplicas(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		l := newListener(t, store, WebhookSettings{})
		for range 20 {
			l.progress(t, someText)
		}
		if _, err := l.engine.Sequence(t.Context()); err != nil {
			t.Fatal(err)
		}
		var group sync.WaitGroup
		for range 4 {
			group.Go(func() {
				if err := l.engine.DeliverWebhooks(t.Context(), l.sender); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		l.deliver()
		ids := map[string]bool{}
		for _, m := range l.got {
			ids[m.header.Get("webhook-id")] = true
		}
		if len(ids) != 20 || len(l.got) != 20 {
			t.Errorf("%d events in %d messages", len(ids), len(l.got))
		}
	})
}
