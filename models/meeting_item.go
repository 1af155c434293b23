package models

import (
	"slices"
	"time"
)

// MeetingItem is one item of a meeting's agenda. When it is about a document it is bound to one exact revision of it.
type MeetingItem struct {
	ID         string `gorm:"primaryKey"`
	MeetingID  string
	Position   int
	Title      string
	Matter     string // ordinary, appointment, discipline
	DocumentID *string
	Revision   int
	Digest     string // of the document's revision; "" without a document
	Outcome    string // "", passed, rejected, deferred
	Deferral   string // why it was put off; "" when it was not
	Resolution string // the sentence of the minutes
}

// Withdrawal says that a member does not take part in an item because of a conflict of interest (回避).
type Withdrawal struct {
	ItemID string `gorm:"primaryKey"`
	UserID string `gorm:"primaryKey"`
	Reason string
	At     time.Time
}

// TableName names the table.
func (Withdrawal) TableName() string { return "item_withdrawals" }

// Vote is one member's vote on one item. It is never changed.
type Vote struct {
	ItemID  string `gorm:"primaryKey"`
	UserID  string `gorm:"primaryKey"`
	Choice  string // for, against, abstain
	Opinion string
	Digest  string // of the text that was voted on
	CastAt  time.Time
}

// MeetingItems returns a meeting's agenda in order.
func (tx Tx) MeetingItems(meetingID string) ([]MeetingItem, error) {
	var items []MeetingItem
	err := tx.db.Where("meeting_id = ?", meetingID).Order("position").Find(&items).Error
	return items, translate(err)
}

// ReplaceMeetingItems gives a meeting that is not open a new agenda. Withdrawals from items that stay on it are kept.
func (tx Tx) ReplaceMeetingItems(meetingID string, items []MeetingItem) error {
	stays := map[string]bool{}
	for _, item := range items {
		stays[item.ID] = true
	}
	withdrawals, err := tx.Withdrawals(meetingID)
	if err != nil {
		return err
	}
	withdrawals = slices.DeleteFunc(withdrawals, func(w Withdrawal) bool { return !stays[w.ItemID] })
	before := tx.db.Model(&MeetingItem{}).Select("id").Where("meeting_id = ?", meetingID)
	if err := tx.db.Where("item_id IN (?)", before).Delete(&Withdrawal{}).Error; err != nil {
		return translate(err)
	}
	if err := tx.db.Where("meeting_id = ?", meetingID).Delete(&MeetingItem{}).Error; err != nil || len(items) == 0 {
		return translate(err)
	}
	if err := tx.db.Create(&items).Error; err != nil || len(withdrawals) == 0 {
		return translate(err)
	}
	return translate(tx.db.Create(&withdrawals).Error)
}

// SetMeetingItem changes columns of an item.
func (tx Tx) SetMeetingItem(itemID string, set map[string]any) error {
	return translate(tx.db.Model(&MeetingItem{}).Where("id = ?", itemID).Updates(set).Error)
}

// Withdrawals returns who withdrew from which item of a meeting.
func (tx Tx) Withdrawals(meetingID string) ([]Withdrawal, error) {
	var list []Withdrawal
	err := tx.db.Where("item_id IN (SELECT id FROM meeting_items WHERE meeting_id = ?)", meetingID).Order("at, user_id").Find(&list).Error
	return list, translate(err)
}

// AddWithdrawal stores a withdrawal. A second one gives ErrDuplicate.
func (tx Tx) AddWithdrawal(w Withdrawal) error { return translate(tx.db.Create(&w).Error) }

// Votes returns the votes of a meeting in the order in which they were cast.
func (tx Tx) Votes(meetingID string) ([]Vote, error) {
	var list []Vote
	err := tx.db.Where("item_id IN (SELECT id FROM meeting_items WHERE meeting_id = ?)", meetingID).Order("cast_at, user_id").Find(&list).Error
	return list, translate(err)
}

// AddVote stores a vote. A second one of the same member on the same item gives ErrDuplicate.
func (tx Tx) AddVote(v Vote) error { return translate(tx.db.Create(&v).Error) }
