package models_test

import (
	"fmt"
	"testing"
	"time"

	"rectify/models"
	"rectify/models/fixture"
	"rectify/models/testdb"
)

// fillLog writes a log of so many entries over half a year, of subjects that belong to twenty units and the sanitation
// division: a twentieth of the entries are notable to somebody.
func fillLog(b *testing.B, store *models.Store, w *fixture.World, entries int) {
	b.Helper()
	subjects := entries / 32
	statements := []string{
		`INSERT INTO units (id, code, name, kind, position, created_at, updated_at)
			SELECT gen_random_uuid(), 'u' || n, '第' || n || '处', 'division', 100 + n, now(), now() FROM generate_series(1, 20) n`,
		fmt.Sprintf(`INSERT INTO subjects (id, campaign_id, kind, title, state, version, head_hash, unit_id, state_since, created_by, created_at, updated_at)
			SELECT gen_random_uuid(), '%s', k.kind, '第' || n || '项', k.state, 32, '', u.ids[1 + n %% cardinality(u.ids)], now(), '%s', now(), now()
			FROM generate_series(1, %d) n, LATERAL (SELECT CASE WHEN n %% 5 = 0 THEN 'problem' ELSE 'measure' END AS kind, CASE WHEN n %% 5 = 0 THEN 'filed' ELSE 'in_progress' END AS state) k,
			(SELECT array_agg(id ORDER BY position) AS ids FROM units WHERE kind = 'division') u`, w.Campaign.ID, w.People["audit.officer"].UserID, subjects),
		fmt.Sprintf(`INSERT INTO history (campaign_id, subject_id, seq, kind, event, from_state, to_state, actor_id, actor_name, role, unit_id, opinion, revision, digest, detail, at,
				correlation_id, alg, prev_hash, hash)
			SELECT s.campaign_id, s.id, q, s.kind, e.event, s.state, s.state, CASE WHEN e.event IN ('edit', 'submit', 'attach', 'report', 'sign') THEN '%s'::uuid ELSE '%s'::uuid END, '某某',
				'drafter', s.unit_id, repeat('意见', 20), 1, repeat('0', 64), '{"data":{"units":["' || s.unit_id || '"]}}',
				timestamptz '2023-09-01' + (q - 1) * interval '6 days' + (row_number() OVER ()) * interval '1 second', gen_random_uuid(), 'sha256', '', sha256((s.id::text || q)::bytea)
			FROM generate_series(1, 32) q, subjects s,
				LATERAL (SELECT (ARRAY['edit','edit','attach','report','submit','sign','edit','return','attach','edit','submit','consolidate','edit','report','urge','edit',
					'attach','file','edit','report','attach','edit','copy','edit','attach','report','edit','accept','edit','attach','report','edit'])[q] AS event) e
			ORDER BY q, s.id`, w.People["sanitation.drafter"].UserID, w.People["audit.officer"].UserID),
		`INSERT INTO feed (position, history_id, campaign_id, subject_id, seq) SELECT row_number() OVER (ORDER BY id), id, campaign_id, subject_id, seq FROM history`,
		`DELETE FROM unsequenced`, `ANALYZE`,
	}
	for _, s := range statements {
		if _, err := store.SQL().ExecContext(b.Context(), s); err != nil {
			b.Fatal(err)
		}
	}
}

// How long a page of notifications and the unread count take on a log of 100,000 entries: for a division, for the audit
// office, for somebody whom nothing concerns; for who has read all and who has read nothing.
func BenchmarkNotifications(b *testing.B) {
	store := testdb.Postgres(b)
	w := fixture.New(b, store)
	fillLog(b, store, w, 100_000)
	tx := store.View(b.Context())
	all := models.NotificationMark{Position: 1 << 40, ReadTo: time.Date(2024, 3, 12, 0, 0, 0, 0, time.UTC)}
	none := models.NotificationMark{ReadTo: time.Unix(0, 0).UTC()}
	for _, login := range []string{"sanitation.head", "sanitation.drafter", "audit.officer", "member.1", "observer"} {
		for name, mark := range map[string]models.NotificationMark{"read": all, "unread": none} {
			q := models.NotificationQuery{Viewer: w.People[login], Mark: mark, Now: all.ReadTo, Limit: 51}
			b.Run(login+"/"+name+"/page", func(b *testing.B) {
				for b.Loop() {
					rows, err := tx.Notifications(q)
					if err != nil {
						b.Fatal(err)
					}
					b.ReportMetric(float64(len(rows)), "rows")
				}
			})
			b.Run(login+"/"+name+"/count", func(b *testing.B) {
				q.Limit = 100
				for b.Loop() {
					n, err := tx.UnreadNotifications(q)
					if err != nil {
						b.Fatal(err)
					}
					b.ReportMetric(float64(n), "unread")
				}
			})
		}
	}
}
