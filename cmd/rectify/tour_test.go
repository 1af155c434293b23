package main

import (
	"context"
	"io"
	"net/http"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"rectify/docs/section"
)

// The tour of the README works against the demo as it stands there. Only the port is this test's own.
func TestTourOfReadme(t *testing.T) {
	for _, tool := range []string{"bash", "curl"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip("the tour needs ", tool)
		}
	}
	block := section.Of(t, "../../README.md", "tour")
	lines := strings.TrimSuffix(strings.TrimPrefix(block, "```bash\n"), "```\n")
	const usual = "http://127.0.0.1:8080/"
	if strings.Count(lines, usual) != 1 {
		t.Fatal("the tour does not go to " + usual)
	}
	tour := strings.Replace(lines, usual, runningDemo(t)+"/", 1)
	command := exec.CommandContext(t.Context(), "bash", "-u", "-c", tour)
	var refused strings.Builder
	command.Stderr = &refused
	shown, err := command.Output()
	if err != nil {
		t.Fatalf("%v\n%s\n%s", err, shown, &refused)
	}
	if strings.Count(refused.String(), "\n") != 1 || !strings.Contains(refused.String(), `"code":"lateness_unexplained"`) {
		t.Errorf("the tour says that one command is refused, because it is late; refused were:\n%s", &refused)
	}
	var events []string
	for _, event := range regexp.MustCompile(`"event":{"code":"([a-z_]*)"`).FindAllStringSubmatch(string(shown), -1) {
		events = append(events, event[1])
	}
	if got := strings.Join(events, " "); got != "create submit consolidate file" {
		t.Errorf("the report went through %q:\n%s", got, shown)
	}
}

// runningDemo starts the demo, waits until its story is told and returns its address. It ends with the test.
func runningDemo(t *testing.T) string {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	out, told := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		code := run(ctx, []string{"demo", "--data-dir", t.TempDir()}, told, io.Discard)
		_ = told.Close() // the reader sees the end; closing a pipe does not fail
		ended <- code
	}()
	t.Cleanup(func() {
		stop()
		go func() { _, _ = io.Copy(io.Discard, out) }()
		if code := <-ended; code != 0 {
			t.Errorf("the demo ended with %d", code)
		}
	})
	var story strings.Builder
	address := regexp.MustCompile(`http://127\.0\.0\.1:\d+`)
	buffer := make([]byte, 4096)
	for !strings.Contains(story.String(), "Ctrl-C") {
		n, err := out.Read(buffer)
		story.Write(buffer[:n])
		if err != nil {
			t.Fatalf("the demo stopped: %v\n%s", err, &story)
		}
	}
	url := address.FindString(story.String())
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url+"/readyz", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	if err := answer.Body.Close(); err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("the demo is not ready: %s, %v", answer.Status, err)
	}
	return url
}
