package api_test

import (
	"net/http"
	"strings"
	"testing"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/words"
)

// The security administrator says where webhooks may go, the system administrator makes one, and its secret is shown once.
func TestWebhooksOverHTTP(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		system, security, auditing := w.As("system"), w.As("security"), w.As("auditing")
		settings := map[string]any{"name": "oa", "url": "https://hook.example.cn/in?key=k", "events": []string{"submit"}, "checkpoints": true}

		if p := system.Post("/api/v1/webhooks", settings).Refused(http.StatusUnprocessableEntity, words.ConditionsUnmet); p.Errors[0].Code != words.WebhookTarget {
			t.Errorf("%+v", p.Errors)
		}
		system.Post("/api/v1/webhook-targets", map[string]any{"host": "hook.example.cn"}).Refused(http.StatusForbidden, words.NotYourRole)
		target := apitest.Read[api.WebhookTarget](security.Post("/api/v1/webhook-targets", map[string]any{"host": "hook.example.cn"}).Want(http.StatusCreated))
		if target.Port != 443 || target.Plain || len(target.Networks) != 0 {
			t.Errorf("%+v", target)
		}
		security.Post("/api/v1/webhooks", settings).Refused(http.StatusForbidden, words.NotYourRole)

		made := system.Post("/api/v1/webhooks", settings, apitest.Key("make")).Want(http.StatusCreated)
		again := apitest.Read[api.WebhookSecret](system.Post("/api/v1/webhooks", settings, apitest.Key("make")).Want(http.StatusCreated))
		first := apitest.Read[api.WebhookSecret](made)
		if !strings.HasPrefix(first.Secret, "whsec_") || again.Secret != "" || again.Webhook.ID != first.Webhook.ID {
			t.Errorf("%+v, then %+v", first, again)
		}
		path := "/api/v1/webhooks/" + first.Webhook.ID
		for _, read := range []string{path, "/api/v1/webhooks", path + "/deliveries", "/api/v1/webhook-targets"} {
			if body := string(auditing.Get(read).Want(http.StatusOK).Body); strings.Contains(body, first.Secret) {
				t.Errorf("%s shows the secret", read)
			}
			w.As("audit.officer").Get(read).Refused(http.StatusForbidden, words.NotYourRole)
		}

		sent := apitest.Read[api.WebhookDelivery](system.Post(path+"/test", nil).Want(http.StatusAccepted))
		detail := apitest.Read[api.WebhookDeliveryDetail](auditing.Get(path + "/deliveries/" + sent.ID))
		if detail.State != "pending" || detail.EventType != "rectify.webhook.test" || !strings.Contains(string(detail.Event), `"specversion":"1.0"`) || len(detail.Tries) != 0 {
			t.Errorf("%+v", detail)
		}
		system.Post(path+"/deliveries/"+sent.ID+"/replay", nil).Want(http.StatusAccepted)
		if page := apitest.Read[api.Page[api.WebhookDelivery]](system.Get(path + "/deliveries?limit=1")); len(page.Items) != 1 || page.Items[0].ID != sent.ID {
			t.Errorf("%+v", page)
		}

		settings["active"] = false
		if off := apitest.Read[api.Webhook](system.Put(path, settings)); off.Active || !off.Checkpoints || off.Events[0] != "submit" {
			t.Errorf("%+v", off)
		}
		system.Post(path+"/test", nil).Refused(http.StatusConflict, words.WebhookInactive)
		if renewed := apitest.Read[api.WebhookSecret](system.Post(path+"/secret", nil)); renewed.Secret == first.Secret || renewed.Secret == "" {
			t.Error("the secret is the same")
		}
		security.Delete("/api/v1/webhook-targets/" + target.ID).Want(http.StatusNoContent)
		system.Put(path, settings).Want(http.StatusOK) // it may always be stopped
		settings["active"] = true
		system.Put(path, settings).Refused(http.StatusUnprocessableEntity, words.ConditionsUnmet)
		system.Delete(path).Want(http.StatusNoContent)
		system.Get(path).Refused(http.StatusNotFound, words.NotFound)
		for _, secret := range []string{first.Secret, "key=k"} {
			if strings.Contains(w.Log.String(), secret) {
				t.Errorf("the log shows %q", secret)
			}
		}
	})
}
