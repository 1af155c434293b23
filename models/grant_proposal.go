package models

import "time"

// ProposalState says what became of a proposal.
type ProposalState string

// The states of a proposal. One that nobody decided in time is expired from its ExpiresAt on, whatever its row says.
const (
	ProposalOpen      ProposalState = "proposed"
	ProposalConfirmed ProposalState = "confirmed"
	ProposalDeclined  ProposalState = "declined"
	ProposalWithdrawn ProposalState = "withdrawn"
	ProposalExpired   ProposalState = "expired"
)

// GrantProposal is a role that one administrator wants to give and another has to confirm.
type GrantProposal struct {
	ID         string `gorm:"primaryKey"`
	UserID     string
	UnitID     string
	Role       Role
	Reason     string
	State      ProposalState
	ProposedBy string
	ProposedAt time.Time
	ExpiresAt  time.Time
	DecidedBy  *string
	DecidedAt  *time.Time
	Opinion    string
	GrantID    *string // of a confirmed one
}

// At returns the state at a moment.
func (p GrantProposal) At(now time.Time) ProposalState {
	if p.State == ProposalOpen && !now.Before(p.ExpiresAt) {
		return ProposalExpired
	}
	return p.State
}

// AddProposal stores a proposal. One that is open for the same role gives ErrDuplicate; it is closed before when its time
// has passed.
func (tx Tx) AddProposal(p GrantProposal) error {
	err := tx.db.Model(&GrantProposal{}).Where("user_id = ? AND unit_id = ? AND role = ? AND state = ? AND expires_at <= ?",
		p.UserID, p.UnitID, p.Role, ProposalOpen, p.ProposedAt).Update("state", ProposalExpired).Error
	if err != nil {
		return translate(err)
	}
	return translate(tx.db.Create(&p).Error)
}

// Proposal returns a proposal, or ErrNotFound.
func (tx Tx) Proposal(id string) (GrantProposal, error) {
	var p GrantProposal
	err := tx.db.Where("id = ?", id).Take(&p).Error
	return p, translate(err)
}

// DecideProposal closes a proposal that is open at its DecidedAt. ErrConflict when it is not, or no longer.
func (tx Tx) DecideProposal(p GrantProposal) error {
	result := tx.db.Model(&GrantProposal{}).Where("id = ? AND state = ? AND expires_at > ?", p.ID, ProposalOpen, p.DecidedAt).
		Updates(map[string]any{"state": p.State, "decided_by": p.DecidedBy, "decided_at": p.DecidedAt, "opinion": p.Opinion, "grant_id": p.GrantID})
	if result.Error == nil && result.RowsAffected == 0 {
		return ErrConflict
	}
	return translate(result.Error)
}

// ProposalRow is a proposal with the names in it.
type ProposalRow struct {
	GrantProposal
	UserName, UnitName, ProposedByName string
	DecidedByName                      *string
}

const proposalRow = `SELECT p.*, u.name AS user_name, n.name AS unit_name, b.name AS proposed_by_name, d.name AS decided_by_name
	FROM grant_proposals p JOIN users u ON u.id = p.user_id JOIN units n ON n.id = p.unit_id JOIN users b ON b.id = p.proposed_by
	LEFT JOIN users d ON d.id = p.decided_by `

// Proposals returns proposals, the newest first, from behind that id ("" for the first), in the state at now ("" for any).
func (tx Tx) Proposals(state ProposalState, now time.Time, before string, limit int) ([]ProposalRow, error) {
	sql, args := proposalRow+"WHERE 1 = 1", []any{}
	and := func(condition string, values ...any) { sql, args = sql+" AND "+condition, append(args, values...) }
	switch state {
	case "":
	case ProposalOpen:
		and("p.state = ? AND p.expires_at > ?", ProposalOpen, now)
	case ProposalExpired:
		and("(p.state = ? OR p.state = ? AND p.expires_at <= ?)", ProposalExpired, ProposalOpen, now)
	default:
		and("p.state = ?", state)
	}
	if before != "" {
		and("p.id < ?", before)
	}
	var rows []ProposalRow
	err := tx.db.Raw(sql+" ORDER BY p.id DESC LIMIT ?", append(args, limit)...).Scan(&rows).Error
	return rows, translate(err)
}

// ProposalByID returns a proposal with the names in it, or ErrNotFound.
func (tx Tx) ProposalByID(id string) (ProposalRow, error) {
	var rows []ProposalRow
	err := tx.db.Raw(proposalRow+"WHERE p.id = ?", id).Scan(&rows).Error
	if err == nil && len(rows) == 0 {
		return ProposalRow{}, ErrNotFound
	}
	return append(rows, ProposalRow{})[0], translate(err)
}

// OtherHolders counts the users who can sign in and hold a role, besides those named.
func (tx Tx) OtherHolders(role Role, besides ...string) (int64, error) {
	var n int64
	err := tx.db.Model(&User{}).Where(`disabled_at IS NULL AND id NOT IN ? AND EXISTS (SELECT 1 FROM grants g WHERE g.user_id = users.id
		AND g.role = ? AND g.revoked_at IS NULL)`, besides, role).Count(&n).Error
	return n, translate(err)
}
