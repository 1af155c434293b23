package models

import "time"

// FormerPassword is a password that a user has had.
type FormerPassword struct {
	ID        string `gorm:"primaryKey"`
	UserID    string
	Hash      string // argon2id in PHC form
	CreatedAt time.Time
}

// FormerPasswords returns the last passwords of a user, the latest first.
func (tx Tx) FormerPasswords(userID string, limit int) ([]FormerPassword, error) {
	var former []FormerPassword
	err := tx.db.Where("user_id = ?", userID).Order("created_at DESC, id DESC").Limit(limit).Find(&former).Error
	return former, translate(err)
}

// AddFormerPassword keeps a password that was chosen now and forgets all but the last ones.
func (tx Tx) AddFormerPassword(p FormerPassword, keep int) error {
	if err := tx.db.Create(&p).Error; err != nil {
		return translate(err)
	}
	last := tx.db.Model(&FormerPassword{}).Select("id").Where("user_id = ?", p.UserID).Order("created_at DESC, id DESC").Limit(keep)
	return translate(tx.db.Where("user_id = ? AND id NOT IN (?)", p.UserID, last).Delete(&FormerPassword{}).Error)
}
