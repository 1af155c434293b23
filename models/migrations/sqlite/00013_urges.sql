-- +goose Up

-- Urging (催办) -----------------------------------------------------------------------------------------------------

-- A subject is urged by an entry of its history; this finds them, for the interval between two and for their number.
CREATE INDEX history_urges ON history (subject_id, at) WHERE event = 'urge';

-- A weekly report that was not begun has no history: who was urged to hand it in.
CREATE TABLE cycle_urges (
    id          TEXT        PRIMARY KEY,
    campaign_id TEXT        NOT NULL REFERENCES campaigns (id),
    cycle_id    TEXT        NOT NULL REFERENCES cycles (id),
    unit_id     TEXT        NOT NULL REFERENCES units (id),
    remark      TEXT        NOT NULL DEFAULT '',
    urged_by    TEXT        NOT NULL REFERENCES users (id),
    urged_name  TEXT        NOT NULL,
    urged_at    DATETIME NOT NULL
);
CREATE INDEX cycle_urges_cycle ON cycle_urges (cycle_id, unit_id, urged_at);
CREATE INDEX cycle_urges_unit ON cycle_urges (unit_id, urged_at);
-- +goose StatementBegin
CREATE TRIGGER cycle_urges_refuse_update BEFORE UPDATE ON cycle_urges BEGIN
    SELECT RAISE(ABORT, 'cycle_urges is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER cycle_urges_refuse_delete BEFORE DELETE ON cycle_urges BEGIN
    SELECT RAISE(ABORT, 'cycle_urges is append-only');
END;
-- +goose StatementEnd

-- Notifications (消息) ----------------------------------------------------------------------------------------------

-- The entries that may concern somebody besides who made them, by time. The condition stands word for word in
-- models/notification.go.
CREATE INDEX history_notable ON history (at)
    WHERE event IN ('urge', 'copy', 'return', 'consolidate', 'release', 'approve', 'revise', 'amend', 'file', 'close', 'decline_close', 'reopen', 'accept', 'decline', 'relapse') OR (kind = 'problem' AND event IN ('create', 'assign')) OR (kind = 'meeting' AND event IN ('create', 'edit'));

-- Up to where somebody has read: the position in the feed, and the moment for what has none.
CREATE TABLE notification_marks (
    user_id  TEXT        PRIMARY KEY REFERENCES users (id),
    position INTEGER      NOT NULL,
    read_to  DATETIME NOT NULL
);

-- +goose Down
-- The history is append-only: going back is restoring a backup.
SELECT 1;
