-- +goose Up

-- Urging (催办) -----------------------------------------------------------------------------------------------------

-- A subject is urged by an entry of its history; this finds them, for the interval between two and for their number.
CREATE INDEX history_urges ON history (subject_id, at) WHERE event = 'urge';

-- A weekly report that was not begun has no history: who was urged to hand it in.
CREATE TABLE cycle_urges (
    id          uuid        PRIMARY KEY,
    campaign_id uuid        NOT NULL REFERENCES campaigns (id),
    cycle_id    uuid        NOT NULL REFERENCES cycles (id),
    unit_id     uuid        NOT NULL REFERENCES units (id),
    remark      text        NOT NULL DEFAULT '',
    urged_by    uuid        NOT NULL REFERENCES users (id),
    urged_name  text        NOT NULL,
    urged_at    timestamptz NOT NULL
);
CREATE INDEX cycle_urges_cycle ON cycle_urges (cycle_id, unit_id, urged_at);
CREATE INDEX cycle_urges_unit ON cycle_urges (unit_id, urged_at);
CREATE TRIGGER cycle_urges_append_only BEFORE UPDATE OR DELETE ON cycle_urges FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER cycle_urges_no_truncate BEFORE TRUNCATE ON cycle_urges FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Notifications (消息) ----------------------------------------------------------------------------------------------

-- The entries that may concern somebody besides who made them, by time. The condition stands word for word in
-- models/notification.go.
CREATE INDEX history_notable ON history (at)
    WHERE event IN ('urge', 'copy', 'return', 'consolidate', 'release', 'approve', 'revise', 'amend', 'file', 'close', 'decline_close', 'reopen', 'accept', 'decline', 'relapse') OR (kind = 'problem' AND event IN ('create', 'assign')) OR (kind = 'meeting' AND event IN ('create', 'edit'));

-- Up to where somebody has read: the position in the feed, and the moment for what has none.
CREATE TABLE notification_marks (
    user_id  uuid        PRIMARY KEY REFERENCES users (id),
    position bigint      NOT NULL,
    read_to  timestamptz NOT NULL
);

-- +goose Down
-- The history is append-only: going back is restoring a backup.
SELECT 1;
