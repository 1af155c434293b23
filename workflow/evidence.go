package workflow

import (
	"strings"

	"rectify/models"
	"rectify/workflow/words"
)

// Attachment is the payload of Attach: a file whose bytes are already kept under their digest.
type Attachment struct {
	EvidenceID string
	Name       string
	MediaType  string
	Size       int64
	SHA256     string
	Note       string
}

// attached is what an entry says of a file.
type attached struct {
	EvidenceID string `json:"evidence_id"`
	Name       string `json:"name"`
	MediaType  string `json:"media_type"`
	Size       int64  `json:"size"`
	SHA256     string `json:"sha256"`
}

func init() {
	for i := range Tables {
		onEvent(Tables[i].Name, Attach, attach)
	}
}

// attach records a file as evidence. What the entry says of it is hashed, so that other bytes under its name show.
func attach(t *transition) error {
	a := t.command.Payload.(Attachment)
	if strings.TrimSpace(a.Name) == "" || a.Size == 0 {
		return RefuseFor(one(words.FileEmpty, nil))
	}
	t.detail = attached{a.EvidenceID, a.Name, a.MediaType, a.Size, a.SHA256}
	return t.tx.AddEvidence(models.Evidence{ID: a.EvidenceID, CampaignID: t.subject.CampaignID, SubjectID: t.subject.ID, Name: a.Name,
		Size: a.Size, MediaType: a.MediaType, SHA256: a.SHA256, Note: a.Note, UploadedBy: t.command.Viewer.UserID, UploadedAt: t.after.UpdatedAt})
}
