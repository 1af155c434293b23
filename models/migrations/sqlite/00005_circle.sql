-- +goose Up

-- A document with a circle of readers (work secrets): who is not in the circle does not learn that it exists. The subject
-- names the circle it is in: its own, or that of the problem it belongs to. NULL, as nearly always, is no circle.
ALTER TABLE subjects ADD COLUMN circle_id TEXT REFERENCES subjects (id);

CREATE TABLE circle_readers (
    circle_id TEXT     NOT NULL REFERENCES subjects (id),
    user_id   TEXT     NOT NULL REFERENCES users (id),
    added_by  TEXT     NOT NULL REFERENCES users (id),
    added_at  DATETIME NOT NULL,
    PRIMARY KEY (circle_id, user_id)
);
CREATE INDEX circle_readers_user ON circle_readers (user_id);

-- Who read a document with a circle. No foreign keys: the record outlives what it is about.
CREATE TABLE readings (
    id         TEXT     PRIMARY KEY,
    at         DATETIME NOT NULL,
    user_id    TEXT     NOT NULL,
    user_name  TEXT     NOT NULL,
    circle_id  TEXT     NOT NULL,
    subject_id TEXT     NOT NULL,
    kind       TEXT     NOT NULL,
    revision   INTEGER  NOT NULL,
    evidence   TEXT     NOT NULL DEFAULT '',
    operation  TEXT     NOT NULL,
    address    TEXT     NOT NULL,
    session_id TEXT     NOT NULL,
    request_id TEXT     NOT NULL
);
CREATE INDEX readings_circle ON readings (circle_id, id);

-- +goose StatementBegin
CREATE TRIGGER readings_refuse_update BEFORE UPDATE ON readings BEGIN
    SELECT RAISE(ABORT, 'readings is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER readings_refuse_delete BEFORE DELETE ON readings BEGIN
    SELECT RAISE(ABORT, 'readings is append-only');
END;
-- +goose StatementEnd

-- +goose Down
-- The record of reads is append-only: going back is restoring a backup.
SELECT 1;
