package models

// logPage is how many entries of the log are read at once.
const logPage = 1000

// EachInLog calls see for the entries of history at the positions above after and up to end, in their global order. It
// reads in pages, so that memory stays flat. An error of see ends it.
func (tx Tx) EachInLog(after, end int64, see func(FeedItem) error) error {
	for after < end {
		var items []FeedItem
		err := tx.db.Table("feed f").Joins("JOIN history h ON h.campaign_id = f.campaign_id AND h.subject_id = f.subject_id AND h.seq = f.seq").
			Select("f.position, h.*").Where("f.position > ? AND f.position <= ?", after, end).Order("f.position").Limit(logPage).Scan(&items).Error
		if err != nil || len(items) == 0 {
			return translate(err)
		}
		for _, item := range items {
			if err := see(item); err != nil {
				return err
			}
		}
		after = items[len(items)-1].Position
	}
	return nil
}

// EachHash is EachInLog for the positions and hashes alone, which is what a tree is made of.
func (tx Tx) EachHash(after, end int64, see func(position int64, hash []byte) error) error {
	for after < end {
		var rows []struct {
			Position int64
			Hash     []byte
		}
		err := tx.db.Raw(`SELECT f.position, h.hash FROM feed f
			JOIN history h ON h.campaign_id = f.campaign_id AND h.subject_id = f.subject_id AND h.seq = f.seq
			WHERE f.position > ? AND f.position <= ? ORDER BY f.position LIMIT ?`, after, end, logPage).Scan(&rows).Error
		if err != nil || len(rows) == 0 {
			return translate(err)
		}
		for _, row := range rows {
			if err := see(row.Position, row.Hash); err != nil {
				return err
			}
		}
		after = rows[len(rows)-1].Position
	}
	return nil
}

// LogHas reports whether an entry of one of the events stands in the log above a position.
func (tx Tx) LogHas(after int64, events ...string) (bool, error) {
	var has bool
	err := tx.db.Raw(`SELECT EXISTS (SELECT 1 FROM feed f
		JOIN history h ON h.campaign_id = f.campaign_id AND h.subject_id = f.subject_id AND h.seq = f.seq
		WHERE f.position > ? AND h.event IN ?)`, after, events).Scan(&has).Error
	return has, translate(err)
}

// InLog returns the entry at a position with the title of its subject, when the viewer may see the subject or sees all;
// otherwise ErrNotFound.
func (tx Tx) InLog(v Viewer, all bool, position int64) (FeedItem, error) {
	q := tx.db.Table("feed f").Joins("JOIN subjects s ON s.id = f.subject_id").
		Joins("JOIN history h ON h.campaign_id = f.campaign_id AND h.subject_id = f.subject_id AND h.seq = f.seq").
		Select("f.position, s.title, h.*").Where("f.position = ?", position)
	if !all {
		scope, args := v.scope()
		q = q.Where(scope, args...)
	}
	var items []FeedItem
	if err := q.Limit(1).Scan(&items).Error; err != nil {
		return FeedItem{}, translate(err)
	}
	if len(items) == 0 {
		return FeedItem{}, ErrNotFound
	}
	return items[0], nil
}
