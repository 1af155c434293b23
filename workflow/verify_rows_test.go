package workflow

import (
	"errors"
	"strings"
	"testing"

	"rectify/models"
	"rectify/models/testdb"
)

// What is stored beside texts and evidence is held against the history too: opinions, members, votes, agenda and outcomes,
// who answers for a problem, its title and measures.
func TestVerifyFindsTamperedRows(t *testing.T) {
	testdb.Each(t, func(t *testing.T, store *models.Store) {
		o := newOffice(t, store)
		problem := o.dossier(t, "1")
		signed := o.now(t, problem.ID).Digest
		for login, verdict := range map[string]string{"town.head": Agree, "leader": Disagree} {
			if _, err := o.fire(t, login, Command{SubjectID: problem.ID, Event: Sign, Opinion: "意见", Payload: Signature{Digest: signed, Verdict: verdict}}); err != nil {
				t.Fatal(err)
			}
		}
		document, _ := o.situation(t)
		s := o.convene(t, AgendaItem{Title: "整改情况报告", DocumentID: document.ID}, AgendaItem{Title: "其他事项"})
		s.attend("secretary", "member.1", "member.2", "member.3")
		s.ok(s.do("secretary", OpenMeeting, nil, ""))
		for _, login := range []string{"member.1", "member.2", "member.3", "secretary"} {
			s.ok(s.vote(login, 0, VoteFor))
			s.ok(s.vote(login, 1, VoteFor))
		}
		s.ok(s.do("secretary", Adjourn, nil, ""))
		if _, err := o.engine.Sequence(t.Context()); err != nil {
			t.Fatal(err)
		}
		o.sound(t)

		names := strings.NewReplacer("PROBLEM", "'"+problem.ID+"'", "DOCUMENT", "'"+document.ID+"'", "MEETING", "'"+s.meeting.ID+"'",
			"MEMBER", "'"+o.People["member.1"].UserID+"'", "ABSENT", "'"+o.People["member.4"].UserID+"'", "LEADER", "'"+o.People["leader"].UserID+"'",
			"BUILDING", "'"+o.Units["building"].ID+"'", "TOWN", "'"+o.Units["town"].ID+"'")
		run := func(statement string) {
			t.Helper()
			if _, err := store.SQL().ExecContext(t.Context(), names.Replace(statement)); err != nil {
				t.Fatalf("%s: %v", statement, err)
			}
		}
		if store.Dialect() == models.Postgres {
			run(`ALTER TABLE votes DISABLE TRIGGER USER`)
		} else {
			run(`DROP TRIGGER votes_refuse_update`)
			run(`DROP TRIGGER votes_refuse_delete`)
		}
		const first = `(SELECT id FROM meeting_items WHERE meeting_id = MEETING AND position = 1)`
		for _, c := range []struct {
			table, by string
			of        models.Subject
			want      error
		}{
			{"sign_offs", `UPDATE sign_offs SET verdict = 'agree' WHERE verdict = 'disagree'`, problem, ErrSignOffs},
			{"sign_offs", `UPDATE sign_offs SET opinion = '同意' WHERE unit_id = TOWN`, problem, ErrSignOffs},
			{"sign_offs", `UPDATE sign_offs SET digest = substr(digest, 2) || substr(digest, 1, 1) WHERE unit_id = TOWN`, problem, ErrSignOffs},
			{"sign_offs", `UPDATE sign_offs SET user_id = MEMBER WHERE unit_id = TOWN`, problem, ErrSignOffs},
			{"sign_offs", `UPDATE sign_offs SET unit_id = BUILDING WHERE unit_id = TOWN`, problem, ErrSignOffs},
			{"sign_offs", `UPDATE sign_offs SET signed_at = '2023-01-01 00:00:00+00:00' WHERE unit_id = TOWN`, problem, ErrSignOffs},
			{"sign_offs", `DELETE FROM sign_offs WHERE unit_id IS NULL`, problem, ErrSignOffs},
			{"members", `DELETE FROM members WHERE compilation_id = DOCUMENT`, document, ErrMembers},
			{"members", `UPDATE members SET digest = '' WHERE compilation_id = DOCUMENT`, document, ErrMembers},
			{"members", `UPDATE members SET member_id = PROBLEM WHERE compilation_id = DOCUMENT`, document, ErrMembers},
			{"votes", `UPDATE votes SET choice = 'against' WHERE user_id = MEMBER AND item_id = ` + first, s.meeting, ErrVotes},
			{"votes", `UPDATE votes SET opinion = '不同意' WHERE user_id = MEMBER AND item_id = ` + first, s.meeting, ErrVotes},
			{"votes", `DELETE FROM votes WHERE user_id = MEMBER AND item_id = ` + first, s.meeting, ErrVotes},
			{"votes", `UPDATE votes SET user_id = ABSENT WHERE user_id = MEMBER AND item_id = ` + first, s.meeting, ErrVotes},
			{"votes", `INSERT INTO votes (item_id, user_id, choice, opinion, digest, cast_at) SELECT item_id, ABSENT, choice, opinion, digest, cast_at FROM votes
				WHERE user_id = MEMBER AND item_id = ` + first, s.meeting, ErrVotes},
			{"meeting_items", `UPDATE meeting_items SET outcome = 'rejected' WHERE meeting_id = MEETING AND position = 1`, s.meeting, ErrAgenda},
			{"meeting_items", `UPDATE meeting_items SET resolution = resolution || '另' WHERE meeting_id = MEETING AND position = 2`, s.meeting, ErrAgenda},
			{"meeting_items", `UPDATE meeting_items SET title = '别的事项' WHERE meeting_id = MEETING AND position = 2`, s.meeting, ErrAgenda},
			{"meeting_items", `UPDATE meeting_items SET document_id = NULL WHERE meeting_id = MEETING`, s.meeting, ErrAgenda},
			{"subjects", `UPDATE subjects SET unit_id = BUILDING WHERE id = PROBLEM`, problem, ErrAssignment},
			{"subjects", `UPDATE subjects SET lead_user_id = NULL WHERE id = PROBLEM`, problem, ErrAssignment},
			{"problems", `UPDATE problems SET lead_leader = '另一人' WHERE subject_id = PROBLEM`, problem, ErrAssignment},
			{"co_units", `DELETE FROM co_units WHERE subject_id = PROBLEM`, problem, ErrAssignment},
			{"co_units", `UPDATE co_units SET unit_id = BUILDING WHERE subject_id = PROBLEM`, problem, ErrAssignment},
			{"subjects", `UPDATE subjects SET title = '别的问题' WHERE id = PROBLEM`, problem, ErrTitle},
			{"subjects", `UPDATE subjects SET title = '别的措施' WHERE parent_id = PROBLEM AND kind = 'measure'`, problem, ErrMeasures},
			{"subjects", `UPDATE subjects SET unit_id = BUILDING WHERE parent_id = PROBLEM AND kind = 'measure'`, problem, ErrMeasures},
			{"measures", `UPDATE measures SET text = '不再排查' WHERE problem_id = PROBLEM AND position = 1`, problem, ErrMeasures},
			{"measures", `UPDATE measures SET dropped_at = '2023-09-01 00:00:00+00:00' WHERE problem_id = PROBLEM AND position = 1`, problem, ErrMeasures},
		} {
			run(`CREATE TABLE sound_rows AS SELECT * FROM ` + c.table)
			run(c.by)
			_, err := o.engine.Verify(t.Context(), nil)
			var bad *BadEntry
			if !errors.Is(err, c.want) || !errors.As(err, &bad) || bad.Subject != c.of.ID {
				t.Errorf("%s: found %v, want: %v in %s", c.by, err, c.want, c.of.ID)
			}
			undo(t, store, c.table)
		}
		o.sound(t)
	})
}

// undo puts back into a table what was there before, row by row, because other tables refer to it.
func undo(t *testing.T, store *models.Store, table string) {
	t.Helper()
	statements := []string{`DELETE FROM ` + table, `INSERT INTO ` + table + ` SELECT * FROM sound_rows`, `DROP TABLE sound_rows`}
	switch table {
	case "subjects":
		statements = []string{`UPDATE subjects SET title = (SELECT r.title FROM sound_rows r WHERE r.id = subjects.id),
			unit_id = (SELECT r.unit_id FROM sound_rows r WHERE r.id = subjects.id),
			lead_user_id = (SELECT r.lead_user_id FROM sound_rows r WHERE r.id = subjects.id)`, `DROP TABLE sound_rows`}
	case "problems":
		statements[0], statements[1] = `UPDATE problems SET lead_leader = (SELECT r.lead_leader FROM sound_rows r WHERE r.subject_id = problems.subject_id)`, `SELECT 1`
	case "meeting_items":
		statements[0], statements[1] = `UPDATE meeting_items SET title = (SELECT r.title FROM sound_rows r WHERE r.id = meeting_items.id),
			outcome = (SELECT r.outcome FROM sound_rows r WHERE r.id = meeting_items.id), resolution = (SELECT r.resolution FROM sound_rows r WHERE r.id = meeting_items.id),
			document_id = (SELECT r.document_id FROM sound_rows r WHERE r.id = meeting_items.id)`, `SELECT 1`
	}
	for _, s := range statements {
		if _, err := store.SQL().ExecContext(t.Context(), s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}
