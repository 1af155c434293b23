package api_test

import (
	"encoding/hex"
	"net/http"
	"strconv"
	"testing"

	"rectify/api"
	"rectify/api/apitest"
	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/checkpoint"
	"rectify/workflow/words"
)

// The audit administrator seals the history, everybody may fetch the signed text, and whoever sees an entry can prove it
// with nothing but what the API says and the public key.
func TestCheckpointsOverHTTP(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		w := apitest.New(t, store)
		auditor := w.As("auditing")
		auditor.Post("/api/v1/checkpoints", nil).Refused(http.StatusConflict, words.LogEmpty)
		auditor.Get("/api/v1/checkpoints/latest").Refused(http.StatusNotFound, words.NoCheckpointYet)
		w.As("audit.officer").Post("/api/v1/checkpoints", nil).Refused(http.StatusForbidden, words.NotYourRole)

		enter := func(number string) string {
			return apitest.Read[api.Outcome](w.As("audit.officer").Post("/api/v1/problems", map[string]any{
				"campaign_id": w.Campaign.ID, "number": number, "text": "渣土车辆沿途抛洒", "unit_id": w.Units["sanitation"].ID, "lead_leader": "某领导",
				"measures": []map[string]any{{"text": "加密巡查频次", "deadline": "9月底"}}}).Want(http.StatusCreated)).Subject.ID
		}
		problem := enter("1")
		first := apitest.Read[api.Checkpoint](auditor.Post("/api/v1/checkpoints", nil))
		enter("2")
		second := apitest.Read[api.Checkpoint](auditor.Post("/api/v1/checkpoints", nil))
		if again := apitest.Read[api.Checkpoint](auditor.Post("/api/v1/checkpoints", nil)); again.Note != second.Note || second.Size <= first.Size {
			t.Errorf("%d, %d, %d", first.Size, second.Size, again.Size)
		}

		about := apitest.Read[struct {
			LogKey string `json:"log_key"`
		}](w.Anonymous().Get("/api/v1/about"))
		open := func(size int64) checkpoint.Checkpoint {
			note := w.As("sanitation.drafter").Get("/api/v1/checkpoints/" + strconv.FormatInt(size, 10) + "/note").Want(http.StatusOK)
			said, err := checkpoint.Open(string(note.Body), about.LogKey)
			if err != nil || said.Size != size {
				t.Fatalf("%v, %v", said, err)
			}
			return said
		}
		older, newer := open(first.Size), open(second.Size)

		proof := apitest.Read[api.ConsistencyProof](auditor.Get("/api/v1/checkpoints/" + strconv.FormatInt(newer.Size, 10) + "/consistency?from=" +
			strconv.FormatInt(older.Size, 10)))
		if err := checkpoint.VerifyConsistency(older, newer, unhex(t, proof.Hashes...)); err != nil {
			t.Error(err)
		}
		for _, login := range []string{"auditing", "sanitation.drafter"} {
			p := apitest.Read[api.InclusionProof](w.As(login).Get("/api/v1/entries/1/proof?size=" + strconv.FormatInt(older.Size, 10)))
			if err := checkpoint.VerifyInclusion(older, 0, unhex(t, p.Hash)[0], unhex(t, p.Hashes...)); err != nil || p.SubjectID != problem {
				t.Errorf("%s: %v", login, err)
			}
		}
		w.As("building.head").Get("/api/v1/entries/1/proof").Refused(http.StatusNotFound, words.NotFound) // not his division's
		auditor.Get("/api/v1/entries/999/proof").Refused(http.StatusNotFound, words.NotFound)
		auditor.Get("/api/v1/entries/"+strconv.FormatInt(newer.Size, 10)+"/proof?size="+strconv.FormatInt(older.Size, 10)).
			Refused(http.StatusUnprocessableEntity, words.ConditionsUnmet)
		auditor.Get("/api/v1/checkpoints/"+strconv.FormatInt(older.Size, 10)+"/consistency?from="+strconv.FormatInt(newer.Size, 10)).
			Refused(http.StatusUnprocessableEntity, words.ConditionsUnmet)
		auditor.Get("/api/v1/checkpoints/1").Refused(http.StatusNotFound, words.NotFound)

		page := apitest.Read[api.Page[api.Checkpoint]](auditor.Get("/api/v1/checkpoints?limit=1"))
		rest := apitest.Read[api.Page[api.Checkpoint]](auditor.Get("/api/v1/checkpoints?limit=1&cursor=" + page.NextCursor))
		if page.Items[0].Size != newer.Size || rest.Items[0].Size != older.Size || rest.NextCursor != "" {
			t.Errorf("%+v, %+v", page, rest)
		}
		if keys := auditor.Get("/api/v1/checkpoints/keys"); apitest.Read[struct{ Items []api.LogKey }](keys).Items[0].Verifier != about.LogKey {
			t.Errorf("%s", keys.Body)
		}
	})
}

func unhex(t *testing.T, list ...string) [][]byte {
	t.Helper()
	out := make([][]byte, len(list))
	for i, s := range list {
		var err error
		if out[i], err = hex.DecodeString(s); err != nil {
			t.Fatal(err)
		}
	}
	return out
}
