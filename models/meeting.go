package models

import (
	"encoding/json"
	"time"
)

// Meeting is a Party-group meeting: the detail row of a subject of kind meeting.
type Meeting struct {
	SubjectID  string `gorm:"primaryKey"`
	HeldAt     time.Time
	Place      string
	ChairID    string
	RecorderID string
	Rules      json.RawMessage // quorum.Rules, frozen when the meeting was convened
	Observers  json.RawMessage // array of names with their offices, of observers who have no account
	OpenedAt   *time.Time
	ClosedAt   *time.Time

	ChairName    string `gorm:"->;-:migration"` // of the users, when read by Meeting
	RecorderName string `gorm:"->;-:migration"`
}

// MeetingObserver is somebody with an account who attends a meeting and never votes (列席). He may see the meeting.
type MeetingObserver struct {
	MeetingID string `gorm:"primaryKey"`
	UserID    string `gorm:"primaryKey"`
	Position  int
	Name      string `gorm:"->;-:migration"` // of the user, when read by MeetingObservers
}

// MeetingMember is a member due at a meeting. The list is frozen when the meeting is convened.
type MeetingMember struct {
	MeetingID      string `gorm:"primaryKey"`
	UserID         string `gorm:"primaryKey"`
	Position       int
	Attendance     string // "", present, leave, absent
	Reason         string // of leave or absence
	WrittenOpinion string // of an absent member: shown, never counted
	Name           string `gorm:"->;-:migration"` // of the user, when read by MeetingMembers
}

// MeetingRow is one line of a list of meetings.
type MeetingRow struct {
	Subject
	HeldAt  time.Time
	Place   string
	Due     int
	Present int
	Items   int
}

// AddMeeting stores the detail row of a meeting and its members due.
func (tx Tx) AddMeeting(m Meeting, members []MeetingMember) error {
	if err := tx.db.Omit("ChairName", "RecorderName").Create(&m).Error; err != nil {
		return translate(err)
	}
	return translate(tx.db.Omit("Name").Create(&members).Error)
}

// Meeting returns the detail row of a meeting with the names of its chair and recorder, or ErrNotFound. The caller has checked that the viewer may see it.
func (tx Tx) Meeting(id string) (Meeting, error) {
	var m Meeting
	result := tx.db.Raw(`SELECT m.*, c.name AS chair_name, r.name AS recorder_name FROM meetings m JOIN users c ON c.id = m.chair_id
		JOIN users r ON r.id = m.recorder_id WHERE m.subject_id = ?`, id).Scan(&m)
	if result.Error == nil && result.RowsAffected == 0 {
		return m, ErrNotFound
	}
	return m, translate(result.Error)
}

// SetMeeting changes columns of a meeting's detail row.
func (tx Tx) SetMeeting(id string, set map[string]any) error {
	return translate(tx.db.Model(&Meeting{}).Where("subject_id = ?", id).Updates(set).Error)
}

// MeetingMembers returns the members due, in order, with their names.
func (tx Tx) MeetingMembers(id string) ([]MeetingMember, error) {
	var members []MeetingMember
	err := tx.db.Raw(`SELECT m.*, u.name AS name FROM meeting_members m JOIN users u ON u.id = m.user_id
		WHERE m.meeting_id = ? ORDER BY m.position`, id).Scan(&members).Error
	return members, translate(err)
}

// SetMeetingMember changes columns of one member due. ErrNotFound when the user is not due at the meeting.
func (tx Tx) SetMeetingMember(meetingID, userID string, set map[string]any) error {
	result := tx.db.Model(&MeetingMember{}).Where("meeting_id = ? AND user_id = ?", meetingID, userID).Updates(set)
	if result.Error == nil && result.RowsAffected == 0 {
		return ErrNotFound
	}
	return translate(result.Error)
}

// SetMeetingObservers makes the users the observers of a meeting, besides those who stand there by name.
func (tx Tx) SetMeetingObservers(meetingID string, userIDs []string) error {
	if err := tx.db.Where("meeting_id = ?", meetingID).Delete(&MeetingObserver{}).Error; err != nil {
		return translate(err)
	}
	if len(userIDs) == 0 {
		return nil
	}
	observers := make([]MeetingObserver, len(userIDs))
	for i, id := range userIDs {
		observers[i] = MeetingObserver{MeetingID: meetingID, UserID: id, Position: i + 1}
	}
	return translate(tx.db.Omit("Name").Create(&observers).Error)
}

// MeetingObservers returns the observers with an account, in order, with their names.
func (tx Tx) MeetingObservers(meetingID string) ([]MeetingObserver, error) {
	var observers []MeetingObserver
	err := tx.db.Raw(`SELECT o.*, u.name AS name FROM meeting_observers o JOIN users u ON u.id = o.user_id
		WHERE o.meeting_id = ? ORDER BY o.position`, meetingID).Scan(&observers).Error
	return observers, translate(err)
}

// PartyGroup returns the users who are members of the Party group now, the secretary first, then by login.
func (tx Tx) PartyGroup() ([]User, error) {
	var users []User
	err := tx.db.Raw(`SELECT u.* FROM users u WHERE u.disabled_at IS NULL AND EXISTS (SELECT 1 FROM grants g
			WHERE g.user_id = u.id AND g.revoked_at IS NULL AND g.role IN ('party_member', 'party_secretary'))
		ORDER BY CASE WHEN EXISTS (SELECT 1 FROM grants g WHERE g.user_id = u.id AND g.revoked_at IS NULL AND g.role = 'party_secretary')
			THEN 0 ELSE 1 END, u.login`).Scan(&users).Error
	return users, translate(err)
}

// MeetingFilter says which meetings a list shows. Empty fields do not restrict it.
type MeetingFilter struct {
	CampaignID string
	States     []string
	After      string // id of the last meeting of the page before
	Limit      int    // at most MaxPage + 1
}

// Meetings returns one page of the meetings that the viewer may see, the newest first. The next page begins after the id
// of the last.
func (tx Tx) Meetings(v Viewer, f MeetingFilter) ([]MeetingRow, error) {
	where, args := v.scope()
	where += " AND s.kind = 'meeting'"
	for _, c := range []struct{ condition, value string }{{"s.campaign_id = ?", f.CampaignID}, {"s.id < ?", f.After}} {
		if c.value != "" {
			where, args = where+" AND "+c.condition, append(args, c.value)
		}
	}
	if len(f.States) > 0 {
		where, args = where+" AND s.state IN ?", append(args, f.States)
	}
	var rows []MeetingRow
	err := tx.db.Raw(`SELECT s.*, m.held_at, m.place,
			(SELECT count(*) FROM meeting_members d WHERE d.meeting_id = s.id) AS due,
			(SELECT count(*) FROM meeting_members d WHERE d.meeting_id = s.id AND d.attendance = 'present') AS present,
			(SELECT count(*) FROM meeting_items i WHERE i.meeting_id = s.id) AS items
		FROM subjects s JOIN meetings m ON m.subject_id = s.id WHERE `+where+` ORDER BY s.id DESC LIMIT ?`,
		append(args, max(1, min(f.Limit, MaxPage+1)))...).Scan(&rows).Error
	for _, r := range page(rows, f.Limit) {
		tx.noteSubject(r.Subject)
	}
	return rows, translate(err)
}
