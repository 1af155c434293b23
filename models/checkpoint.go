package models

import (
	"time"

	"gorm.io/gorm/clause"
)

// Checkpoint is a signed statement that the first Size entries of the feed have a root. They are only ever added.
type Checkpoint struct {
	Size    int64 `gorm:"primaryKey;autoIncrement:false"`
	ID      string
	Root    []byte // of the Merkle tree
	Peaks   []byte // of its full subtrees, for the next checkpoint to go on from
	Reason  string // hourly, adjourned, filed, asked
	Note    string // the signed text
	TakenAt time.Time
	TakenBy *string // nil: the program itself
}

// LogKey is a public key with which checkpoints are signed.
type LogKey struct {
	Position int `gorm:"primaryKey;autoIncrement:false"` // 1, 2, 3 … in the order in which they came into use
	Verifier string
	AddedAt  time.Time
}

// LogNode is a full subtree of the Merkle tree that is kept for proofs.
type LogNode struct {
	Level    uint  `gorm:"primaryKey;autoIncrement:false"`
	Position int64 `gorm:"primaryKey;autoIncrement:false"`
	Hash     []byte
}

// LogKeys returns the public keys in the order in which they came into use.
func (tx Tx) LogKeys() ([]LogKey, error) {
	var keys []LogKey
	err := tx.db.Order("position").Find(&keys).Error
	return keys, translate(err)
}

// AddLogKey stores the next public key. ErrDuplicate when it, or another one in its place, is there already.
func (tx Tx) AddLogKey(k LogKey) error { return translate(tx.db.Create(&k).Error) }

// HoldLog lets one transaction at a time work on the log, until its end.
func (tx Tx) HoldLog() error {
	if tx.dialect == SQLite { // the transaction is the lock
		return nil
	}
	return translate(tx.db.Exec(`SELECT pg_advisory_xact_lock(?)`, int64(checkpointLock)).Error)
}

// checkpointLock is the key of the advisory lock under which checkpoints are taken.
const checkpointLock = 0x7265637469667902

// LastCheckpoint returns the newest checkpoint, or ErrNotFound.
func (tx Tx) LastCheckpoint() (Checkpoint, error) {
	var c Checkpoint
	err := tx.db.Order("size DESC").Take(&c).Error
	return c, translate(err)
}

// CheckpointAt returns the checkpoint over so many entries, or ErrNotFound.
func (tx Tx) CheckpointAt(size int64) (Checkpoint, error) {
	var c Checkpoint
	err := tx.db.Where("size = ?", size).Take(&c).Error
	return c, translate(err)
}

// Checkpoints returns up to limit checkpoints over fewer than before entries (0: any number), the newest first.
func (tx Tx) Checkpoints(before int64, limit int) ([]Checkpoint, error) {
	q := tx.db.Order("size DESC").Limit(limit)
	if before > 0 {
		q = q.Where("size < ?", before)
	}
	var list []Checkpoint
	return list, translate(q.Find(&list).Error)
}

// CheckpointsAfter returns up to limit checkpoints over more than after entries, the oldest first.
func (tx Tx) CheckpointsAfter(after int64, limit int) ([]Checkpoint, error) {
	var list []Checkpoint
	err := tx.db.Order("size").Where("size > ?", after).Limit(limit).Find(&list).Error
	return list, translate(err)
}

// AddCheckpoint stores a checkpoint and the subtrees that it completes. Subtrees that are there stay as they are: whether
// they are right, verification says.
func (tx Tx) AddCheckpoint(c Checkpoint, nodes []LogNode) error {
	if len(nodes) > 0 {
		if err := tx.db.Clauses(clause.OnConflict{DoNothing: true}).CreateInBatches(nodes, 500).Error; err != nil {
			return translate(err)
		}
	}
	return translate(tx.db.Create(&c).Error)
}

// LogNode returns the hash of a full subtree, or ErrNotFound.
func (tx Tx) LogNode(level uint, position int64) ([]byte, error) {
	var n LogNode
	err := tx.db.Where("level = ? AND position = ?", level, position).Take(&n).Error
	return n.Hash, translate(err)
}

// EachLogNode calls see for every subtree that is kept. An error of see ends it.
func (tx Tx) EachLogNode(see func(LogNode) error) error {
	const page = 1000
	last := LogNode{Position: -1}
	for {
		var nodes []LogNode
		err := tx.db.Where("(level, position) > (?, ?)", last.Level, last.Position).Order("level, position").Limit(page).Find(&nodes).Error
		if err != nil || len(nodes) == 0 {
			return translate(err)
		}
		for _, n := range nodes {
			if err := see(n); err != nil {
				return err
			}
		}
		last = nodes[len(nodes)-1]
	}
}
