package workflow

import (
	"encoding/json"

	"rectify/models"
	"rectify/workflow/chain"
)

// entry builds the sealed history entry of the transition.
func (t *transition) entry() (models.Entry, error) {
	c := t.command
	detail, err := detailText(c, t.detail)
	if err != nil {
		return models.Entry{}, err
	}
	entry := models.Entry{
		CampaignID: t.subject.CampaignID, SubjectID: t.subject.ID, Seq: t.after.Version, Kind: t.subject.Kind,
		Event: string(c.Event), FromState: t.subject.State, ToState: t.after.State,
		ActorID: c.Viewer.UserID, ActorName: actorName(c.Viewer, t.as), OnBehalfOf: behalf(c.Viewer, t.as), Opinion: c.Opinion,
		Revision: t.after.Revision, Digest: t.after.Digest, Detail: detail,
		Role: string(t.role), UnitID: optional(t.unit),
		At: t.after.UpdatedAt, RequestID: c.Request.ID, CorrelationID: t.correlation,
	}
	return seal(entry, t.subject.HeadHash)
}

// detailText is the canonical JSON of what an entry says besides its columns, "" when that is nothing.
func detailText(c *Command, detail any) (string, error) {
	via := ""
	if c.Viewer.Service != nil { // whose rights decided is the actor; through which front end he acted is said beside
		via = c.Viewer.Service.Name
	}
	if detail == nil && c.Reason == "" && via == "" {
		return "", nil
	}
	raw, err := chain.Canonical(struct {
		Reason string `json:"reason,omitempty"`
		Data   any    `json:"data,omitempty"`
		Via    string `json:"via,omitempty"`
	}{c.Reason, detail, via})
	return string(raw), err
}

// readDetail reads the data of an entry's detail back.
func readDetail(detail string, data any) error {
	return json.Unmarshal([]byte(detail), &struct {
		Data any `json:"data"`
	}{data})
}

// seal fills an entry's hashes.
func seal(entry models.Entry, prev []byte) (models.Entry, error) {
	entry.Alg, entry.PrevHash = chain.SHA256, prev
	if entry.PrevHash == nil {
		entry.PrevHash = []byte{}
	}
	hash, err := chain.Hash(ChainEntry(entry), prev)
	entry.Hash = hash
	return entry, err
}

// ChainEntry is a stored entry as its hash covers it.
func ChainEntry(e models.Entry) chain.Entry {
	return chain.Entry{CampaignID: e.CampaignID, SubjectID: e.SubjectID, Seq: e.Seq, Kind: string(e.Kind), Event: e.Event,
		From: e.FromState, To: e.ToState, ActorID: e.ActorID, ActorName: e.ActorName, Role: e.Role, UnitID: value(e.UnitID),
		OnBehalfOf: value(e.OnBehalfOf), Opinion: e.Opinion, Revision: e.Revision, Digest: e.Digest, Detail: e.Detail,
		At: chain.Instant(e.At), RequestID: e.RequestID, CorrelationID: e.CorrelationID, Alg: e.Alg}
}
