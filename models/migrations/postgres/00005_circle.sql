-- +goose Up

-- A document with a circle of readers (work secrets): who is not in the circle does not learn that it exists. The subject
-- names the circle it is in: its own, or that of the problem it belongs to. NULL, as nearly always, is no circle.
ALTER TABLE subjects ADD COLUMN circle_id uuid REFERENCES subjects (id);

CREATE TABLE circle_readers (
    circle_id uuid        NOT NULL REFERENCES subjects (id),
    user_id   uuid        NOT NULL REFERENCES users (id),
    added_by  uuid        NOT NULL REFERENCES users (id),
    added_at  timestamptz NOT NULL,
    PRIMARY KEY (circle_id, user_id)
);
CREATE INDEX circle_readers_user ON circle_readers (user_id);

-- Who read a document with a circle. No foreign keys: the record outlives what it is about.
CREATE TABLE readings (
    id         uuid        PRIMARY KEY,
    at         timestamptz NOT NULL,
    user_id    uuid        NOT NULL,
    user_name  text        NOT NULL,
    circle_id  uuid        NOT NULL,
    subject_id uuid        NOT NULL,
    kind       text        NOT NULL,
    revision   integer     NOT NULL,
    evidence   text        NOT NULL DEFAULT '',
    operation  text        NOT NULL,
    address    text        NOT NULL,
    session_id uuid        NOT NULL,
    request_id text        NOT NULL
);
CREATE INDEX readings_circle ON readings (circle_id, id);

CREATE TRIGGER readings_append_only BEFORE UPDATE OR DELETE ON readings FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER readings_no_truncate BEFORE TRUNCATE ON readings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- +goose Down
-- The record of reads is append-only: going back is restoring a backup.
SELECT 1;
