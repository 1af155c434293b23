package models

import "time"

// Result says how what an audit record tells of has ended.
type Result string

// The results.
const (
	Done    Result = "done"
	Refused Result = "refused"
	Failed  Result = "failed" // the program's own fault
)

// Results are all results.
var Results = []Result{Done, Refused, Failed}

// AuditRecord is one line of the audit log: something that somebody did or tried. Records are only ever added; only the
// purge takes away what is older than the retention. They carry no business text and no secret.
type AuditRecord struct {
	ID           int64     `gorm:"primaryKey;->"` // order of insertion; not gap-free
	At           time.Time //
	ActorID      *string   // nil for the console, for jobs and for who is not signed in
	ActorLogin   string    //
	ActorName    string    // as it was then
	Role         string    // in which the actor acted, where that was decided
	SessionID    *string   //
	TokenID      *string   // the service token by which the actor acted
	OnBehalfOf   *string   //
	Operation    string    // the door: operation id of the API, "console" or "job"
	Act          string    // submit, grant, sign_in …; of a refusal, the operation
	ObjectKind   string    //
	ObjectID     string    // "" when it is about no single object
	Entry        *int64    // number of the history entry of the object that this is about
	Detail       string    // canonical JSON of what was set, never a secret; "" when that is nothing
	Address      string    //
	UserAgent    string    //
	Result       Result    //
	Code         string    // of a refusal or failure
	Reason       string    // codes of a refusal's reasons; the stated reason of an act
	Times        int       // how often; more than 1 where identical refusals were counted together
	RequestID    string    //
	BeforeDigest string    // SHA-256, in hex, of the object's canonical state before; "" where that has no meaning
	AfterDigest  string    // and after
}

// AddAudit adds records. What they do not say of their origin is taken from the context of the transaction.
func (tx Tx) AddAudit(records ...AuditRecord) error {
	for i := range records {
		tx.place(&records[i])
	}
	return translate(tx.db.CreateInBatches(&records, 200).Error)
}

// Audited reports how many audit records this transaction has written.
func (tx Tx) Audited() int { return *tx.audited }

// place fills a record with the origin of the transaction, and counts it.
func (tx Tx) place(a *AuditRecord) {
	*tx.audited++
	o := OriginOf(tx.db.Statement.Context)
	fill(&a.Operation, o.Operation)
	fill(&a.Address, o.Address)
	fill(&a.UserAgent, o.UserAgent)
	fill(&a.ActorLogin, o.Login)
	fill(&a.RequestID, o.RequestID)
	if a.SessionID == nil && o.SessionID != "" {
		a.SessionID = &o.SessionID
	}
	if a.TokenID == nil && o.TokenID != "" {
		a.TokenID = &o.TokenID
	}
	if a.Result == "" {
		a.Result = Done
	}
	if a.Times == 0 {
		a.Times = 1
	}
}

func fill(field *string, value string) {
	if *field == "" {
		*field = value
	}
}

// auditOf is the record of an entry of history. It repeats none of its texts.
func (tx Tx) auditOf(e Entry) AuditRecord {
	a := AuditRecord{At: e.At, ActorName: e.ActorName, Role: e.Role, OnBehalfOf: e.OnBehalfOf, Act: e.Event, ObjectKind: string(e.Kind),
		ObjectID: e.SubjectID, Entry: &e.Seq, RequestID: e.RequestID}
	if e.ActorID != "" {
		a.ActorID = &e.ActorID
	}
	tx.place(&a)
	return a
}

// addEntries adds entries of history, each with its audit record.
func (tx Tx) addEntries(entries ...Entry) error {
	if err := tx.db.CreateInBatches(&entries, 200).Error; err != nil {
		return translate(err)
	}
	records := make([]AuditRecord, len(entries))
	for i, e := range entries {
		records[i] = tx.auditOf(e)
	}
	return translate(tx.db.CreateInBatches(&records, 200).Error)
}

const auditColumns = `at, actor_id, actor_login, actor_name, role, session_id, token_id, on_behalf_of, operation, act, object_kind, object_id,
	entry, detail, address, user_agent, result, code, reason, times, request_id, before_digest, after_digest`

func (a AuditRecord) values() []any {
	return []any{a.At, a.ActorID, a.ActorLogin, a.ActorName, a.Role, a.SessionID, a.TokenID, a.OnBehalfOf, a.Operation, a.Act, a.ObjectKind,
		a.ObjectID, a.Entry, a.Detail, a.Address, a.UserAgent, a.Result, a.Code, a.Reason, a.Times, a.RequestID, a.BeforeDigest, a.AfterDigest}
}
