package models

// sequencerLock is the key of the advisory lock under which history is put into its global order.
const sequencerLock = 0x7265637469667901

// Sequence gives the next positions of the feed to up to limit entries that have none yet, in the order of their ids, and
// returns how many there were. Positions count 1, 2, 3 … without a hole. While another replica is at it, nothing is done
// and the result is 0.
//
// The order is causal for every subject: an entry gets its id while its subject's row is locked, so the next entry of the
// subject has a higher id, and whoever sees the later of the two committed sees the earlier as well. Ids of different
// subjects may commit out of order; that is why positions are given afterwards, to what is committed.
func (tx Tx) Sequence(limit int) (int, error) {
	if tx.dialect == Postgres {
		var mine bool
		if err := tx.db.Raw(`SELECT pg_try_advisory_xact_lock(?)`, int64(sequencerLock)).Scan(&mine).Error; err != nil || !mine {
			return 0, translate(err)
		}
	}
	var last int64
	if err := tx.db.Raw(`SELECT COALESCE(max(position), 0) FROM feed`).Scan(&last).Error; err != nil {
		return 0, translate(err)
	}
	result := tx.db.Exec(`INSERT INTO feed (position, history_id, campaign_id, subject_id, seq)
		SELECT ? + row_number() OVER (ORDER BY h.id), h.id, h.campaign_id, h.subject_id, h.seq
		FROM (SELECT history_id FROM unsequenced ORDER BY history_id LIMIT ?) u JOIN history h ON h.id = u.history_id`, last, limit)
	if result.Error != nil || result.RowsAffected == 0 {
		return 0, translate(result.Error)
	}
	err := tx.db.Exec(`DELETE FROM unsequenced WHERE history_id IN (SELECT history_id FROM feed WHERE position > ?)`, last).Error
	return int(result.RowsAffected), translate(err)
}

// Unsequenced reports whether an entry of history waits for its position. It takes no lock, so that asking keeps nobody
// from writing.
func (tx Tx) Unsequenced() (bool, error) {
	var waiting bool
	err := tx.db.Raw(`SELECT EXISTS (SELECT 1 FROM unsequenced)`).Scan(&waiting).Error
	return waiting, translate(err)
}

// FeedItem is one entry of history at its place in the global order.
type FeedItem struct {
	Position int64
	Title    string // of the subject, as it is now
	CircleID *string
	Entry    `gorm:"embedded"`
}

// FeedFilter narrows the feed; what is empty does not narrow.
type FeedFilter struct {
	CampaignID string
	SubjectID  string
	Kinds      []Kind
}

// FeedEnd returns the last position that is given.
func (tx Tx) FeedEnd() (int64, error) {
	var last int64
	err := tx.db.Raw(`SELECT COALESCE(max(position), 0) FROM feed`).Scan(&last).Error
	return last, translate(err)
}

// Feed returns, in order, up to limit entries with a position above after and up to end, of subjects that the viewer may
// see now. Those of other subjects are left out, so that positions have holes for him.
func (tx Tx) Feed(v Viewer, f FeedFilter, after, end int64, limit int) ([]FeedItem, error) {
	scope, args := v.scope()
	q := tx.db.Table("feed f").Joins("JOIN subjects s ON s.id = f.subject_id").
		Joins("JOIN history h ON h.campaign_id = f.campaign_id AND h.subject_id = f.subject_id AND h.seq = f.seq").
		Select("f.position, s.title, s.circle_id, h.*").Where("f.position > ? AND f.position <= ?", after, end).Where(scope, args...)
	if f.CampaignID != "" {
		q = q.Where("f.campaign_id = ?", f.CampaignID)
	}
	if f.SubjectID != "" {
		q = q.Where("f.subject_id = ?", f.SubjectID)
	}
	if len(f.Kinds) > 0 {
		q = q.Where("s.kind IN ?", f.Kinds)
	}
	var items []FeedItem
	err := q.Order("f.position").Limit(limit).Scan(&items).Error
	for _, i := range items {
		tx.note(i.CircleID, i.SubjectID, i.Kind, i.Revision)
	}
	return items, translate(err)
}

// FeedState is what checking the feed against history finds. All but Entries, Last and Waiting must be 0.
type FeedState struct {
	Entries int64 // in the feed
	Last    int64 // the highest position; without holes it is the number of entries
	Waiting int64 // entries of history that have no position yet
	Foreign int64 // entries of the feed that are not the history entry they name
	Lost    int64 // entries of history that neither have a position nor wait for one
	Twice   int64 // entries that have a position and still wait for one
	Swapped int64 // entries of a subject that stand before the entry before them
}

// FeedState checks the feed against history, in one statement and so at one moment.
func (tx Tx) FeedState() (FeedState, error) {
	var state FeedState
	err := tx.db.Raw(`SELECT (SELECT count(*) FROM feed) AS entries, (SELECT COALESCE(max(position), 0) FROM feed) AS last,
		(SELECT count(*) FROM unsequenced) AS waiting,
		(SELECT count(*) FROM feed f LEFT JOIN history h ON h.campaign_id = f.campaign_id AND h.subject_id = f.subject_id
			AND h.seq = f.seq AND h.id = f.history_id WHERE h.id IS NULL) AS "foreign",
		(SELECT count(*) FROM history h WHERE NOT EXISTS (SELECT 1 FROM feed f WHERE f.subject_id = h.subject_id AND f.seq = h.seq)
			AND NOT EXISTS (SELECT 1 FROM unsequenced u WHERE u.history_id = h.id)) AS lost,
		(SELECT count(*) FROM feed f JOIN unsequenced u ON u.history_id = f.history_id) AS twice,
		(SELECT count(*) FROM feed f JOIN feed g ON g.subject_id = f.subject_id AND g.seq = f.seq + 1
			WHERE g.position < f.position) AS swapped`).Scan(&state).Error
	return state, translate(err)
}
