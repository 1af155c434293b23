package workflow

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"rectify/models"
	"rectify/models/testdb"
	"rectify/workflow/clock"
)

// victimVariable tells the test binary that it is the process to be killed, and on what it works.
const victimVariable = "RECTIFY_TEST_VICTIM"

// victim is what the process to be killed has to know.
type victim struct {
	Address, Subject string
	Viewer           models.Viewer
}

// A process that dies at any moment loses nothing that it acknowledged and leaves nothing half done: what it was doing is
// either in the history or not.
func TestKilled(t *testing.T) {
	if work := os.Getenv(victimVariable); work != "" {
		if err := fireUntilKilled(t.Context(), work, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
		os.Exit(1)
	}
	address := testdb.SQLiteAddress(t)
	o := newOffice(t, testdb.Open(t, address))
	s := o.progress(t, someText)
	work, err := json.Marshal(victim{address, s.ID, o.People["sanitation.head"]})
	if err != nil {
		t.Fatal(err)
	}
	version, unacknowledged := s.Version, 0
	for round := range 20 {
		acknowledged := killOne(t, string(work))
		for _, v := range acknowledged {
			if version++; v != version {
				t.Fatalf("round %d: version %d was acknowledged after %d", round, v, version-1)
			}
		}
		reopened := testdb.Open(t, address)
		entries, err := reopened.View(t.Context()).History(s.ID)
		if err != nil {
			t.Fatal(err)
		}
		switch n := int64(len(entries)); n {
		case version:
		case version + 1:
			version, unacknowledged = n, unacknowledged+1
		default:
			t.Fatalf("round %d: %d was acknowledged, %d is in the history", round, version, n)
		}
		if _, err := NewEngine(reopened, clock.System{}, slog.New(slog.DiscardHandler)).Verify(t.Context(), nil); err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
	}
	t.Logf("%d transitions were acknowledged, %d were done and not", version-1-int64(unacknowledged), unacknowledged)
}

// killOne starts a process that fires, kills it at a random moment, and returns the versions that it acknowledged.
func killOne(t *testing.T, work string) []int64 {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKilled$")
	child.Env = append(os.Environ(), victimVariable+"="+work)
	var complaints bytes.Buffer
	child.Stderr = &complaints
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	var acknowledged []int64
	lines := bufio.NewReader(out)
	for {
		line, err := lines.ReadString('\n')
		if err != nil { // the end; a line that is cut short was never acknowledged
			break
		}
		v, err := strconv.ParseInt(line[:len(line)-1], 10, 64)
		if err != nil {
			t.Errorf("the process says %q", line)
			break
		}
		if acknowledged = append(acknowledged, v); len(acknowledged) == 1 {
			time.AfterFunc(time.Duration(rand.IntN(40_000))*time.Microsecond, func() { _ = child.Process.Kill() })
		}
	}
	_ = child.Wait() // "signal: killed"
	if len(acknowledged) == 0 || complaints.Len() > 0 {
		t.Fatalf("the process acknowledged nothing more than %v and says %s", acknowledged, &complaints)
	}
	return acknowledged
}

// fireUntilKilled submits and withdraws a report for ever, and writes each version once it is acknowledged.
func fireUntilKilled(ctx context.Context, work string, out io.Writer) error {
	var v victim
	if err := json.Unmarshal([]byte(work), &v); err != nil {
		return err
	}
	store, err := models.Open(ctx, v.Address, models.Options{})
	if err != nil {
		return err
	}
	engine := NewEngine(store, clock.System{}, slog.New(slog.DiscardHandler))
	for {
		now, err := store.View(ctx).Subjects(v.Subject)
		if err != nil {
			return err
		}
		event := Submit
		if State(now[0].State) == Submitted {
			event = Withdraw
		}
		if _, err := engine.Fire(ctx, Command{Viewer: v.Viewer, SubjectID: v.Subject, Event: event, IfVersion: &now[0].Version}); err != nil {
			return err
		}
		if _, err := fmt.Fprintln(out, now[0].Version+1); err != nil {
			return err
		}
	}
}
