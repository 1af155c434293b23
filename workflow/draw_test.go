package workflow

import (
	"os"
	"testing"
)

// The documents are what the table says: whoever changes a rule sees them change (make generate).
func TestDocumentsAreCurrent(t *testing.T) {
	for path, want := range map[string]string{"../docs/states.md": StatesMarkdown(), "../docs/permissions.md": PermissionsMarkdown()} {
		got, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != want {
			t.Errorf("%s is not what the table says; run make generate", path)
		}
	}
}
