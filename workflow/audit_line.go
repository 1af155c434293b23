package workflow

import (
	"rectify/models"
	"rectify/workflow/chain"
)

// auditLine is an audit record as it is sealed and exported: the canonical form of this is one line of the JSON Lines
// export, so that whoever holds an export can compute the digests of the seals from it.
type auditLine struct {
	ID           int64  `json:"id"`
	At           string `json:"at"` // UTC, in microseconds
	ActorID      string `json:"actor_id,omitempty"`
	ActorLogin   string `json:"actor_login,omitempty"`
	ActorName    string `json:"actor_name,omitempty"`
	Role         string `json:"role,omitempty"`
	SessionID    string `json:"session_id,omitempty"`
	TokenID      string `json:"token_id,omitempty"`
	OnBehalfOf   string `json:"on_behalf_of,omitempty"`
	Operation    string `json:"operation,omitempty"`
	Act          string `json:"act"`
	ObjectKind   string `json:"object_kind,omitempty"`
	ObjectID     string `json:"object_id,omitempty"`
	Entry        int64  `json:"entry,omitempty"`
	Detail       string `json:"detail,omitempty"`
	Address      string `json:"address,omitempty"`
	UserAgent    string `json:"user_agent,omitempty"`
	Result       string `json:"result"`
	Code         string `json:"code,omitempty"`
	Reason       string `json:"reason,omitempty"`
	Times        int    `json:"times"`
	RequestID    string `json:"request_id,omitempty"`
	BeforeDigest string `json:"before_digest,omitempty"`
	AfterDigest  string `json:"after_digest,omitempty"`
}

// lineOf is the canonical form of a record, without a line end.
func lineOf(a models.AuditRecord) ([]byte, error) {
	line := auditLine{ID: a.ID, At: chain.Instant(a.At), ActorID: value(a.ActorID), ActorLogin: a.ActorLogin, ActorName: a.ActorName, Role: a.Role,
		SessionID: value(a.SessionID), TokenID: value(a.TokenID), OnBehalfOf: value(a.OnBehalfOf), Operation: a.Operation, Act: a.Act,
		ObjectKind: a.ObjectKind, ObjectID: a.ObjectID, Detail: a.Detail, Address: a.Address, UserAgent: a.UserAgent, Result: string(a.Result),
		Code: a.Code, Reason: a.Reason, Times: a.Times, RequestID: a.RequestID, BeforeDigest: a.BeforeDigest, AfterDigest: a.AfterDigest}
	if a.Entry != nil {
		line.Entry = *a.Entry
	}
	return chain.Canonical(line)
}
