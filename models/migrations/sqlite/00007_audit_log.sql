-- +goose Up

-- The audit log: who did or tried what, when, from where, with which result ------------------------------------------
-- It stands apart from the business history, which it refers to by (object_id, entry). No foreign keys: a record outlives
-- what it is about, and the console acts without being a user.

CREATE TABLE audit_records (
    id            INTEGER     PRIMARY KEY AUTOINCREMENT,
    at            DATETIME    NOT NULL,
    actor_id      TEXT,
    actor_login   TEXT        NOT NULL DEFAULT '',
    actor_name    TEXT        NOT NULL DEFAULT '',
    role          TEXT        NOT NULL DEFAULT '',
    session_id    TEXT,
    token_id      TEXT,
    on_behalf_of  TEXT,
    operation     TEXT        NOT NULL DEFAULT '',
    act           TEXT        NOT NULL,
    object_kind   TEXT        NOT NULL DEFAULT '',
    object_id     TEXT        NOT NULL DEFAULT '',
    entry         INTEGER,
    detail        TEXT        NOT NULL DEFAULT '',
    address       TEXT        NOT NULL DEFAULT '',
    user_agent    TEXT        NOT NULL DEFAULT '',
    result        TEXT        NOT NULL,
    code          TEXT        NOT NULL DEFAULT '',
    reason        TEXT        NOT NULL DEFAULT '',
    times         INTEGER     NOT NULL DEFAULT 1,
    request_id    TEXT        NOT NULL DEFAULT '',
    before_digest TEXT        NOT NULL DEFAULT '',
    after_digest  TEXT        NOT NULL DEFAULT '',
    CONSTRAINT audit_records_result CHECK (result IN ('done', 'refused', 'failed')),
    CONSTRAINT audit_records_times CHECK (times > 0)
);
-- Each history entry has one record: NULLs, of acts without an entry, are distinct.
CREATE UNIQUE INDEX audit_records_entry ON audit_records (object_id, entry);
CREATE INDEX audit_records_actor ON audit_records (actor_id, id);
CREATE INDEX audit_records_at ON audit_records (at);

INSERT INTO audit_records (at, actor_id, actor_name, role, on_behalf_of, act, object_kind, object_id, entry, detail, result, request_id)
SELECT at, actor_id, actor_name, role, on_behalf_of, act, object_kind, object_id, entry, detail, 'done', request_id FROM (
    SELECT at, actor_id, actor_name, '' AS role, NULL AS on_behalf_of, act, object_kind, object_id AS object_id,
        NULL AS entry, detail, request_id, id AS tie FROM acts
    UNION ALL
    SELECT at, actor_id, actor_name, role, on_behalf_of, event, kind, subject_id, seq, '', request_id, printf('%020d', id) FROM history
) told ORDER BY at, tie;

DROP TABLE acts;

-- How long records are kept, in days. Cybersecurity Law Art. 21(3): not less than six months, which may be 184 days.
CREATE TABLE audit_retention (
    one  INTEGER NOT NULL PRIMARY KEY,
    days INTEGER NOT NULL,
    CONSTRAINT audit_retention_one CHECK (one = 1),
    CONSTRAINT audit_retention_days CHECK (days >= 200)
);
INSERT INTO audit_retention (one, days) VALUES (1, 200);

-- A seal covers the records of [from_at, until_at) and the seal before it.
CREATE TABLE audit_seals (
    number    INTEGER      NOT NULL PRIMARY KEY,
    from_at   DATETIME    NOT NULL,
    until_at  DATETIME    NOT NULL,
    records   INTEGER      NOT NULL,
    digest    BLOB        NOT NULL,
    prev_hash BLOB        NOT NULL,
    hash      BLOB        NOT NULL,
    at        DATETIME    NOT NULL,
    CONSTRAINT audit_seals_span CHECK (until_at > from_at)
);

-- +goose StatementBegin
CREATE TRIGGER audit_records_refuse_update BEFORE UPDATE ON audit_records BEGIN
    SELECT RAISE(ABORT, 'audit_records is append-only');
END;
-- +goose StatementEnd
-- By the clock of the database, so that no clock of a program can make records old.
-- +goose StatementBegin
CREATE TRIGGER audit_records_refuse_delete BEFORE DELETE ON audit_records BEGIN
    SELECT RAISE(ABORT, 'audit_records is append-only')
        WHERE NOT coalesce(OLD.at < datetime('now', '-' || (SELECT days FROM audit_retention) || ' days'), 0);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_seals_refuse_update BEFORE UPDATE ON audit_seals BEGIN
    SELECT RAISE(ABORT, 'audit_seals is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_seals_refuse_delete BEFORE DELETE ON audit_seals BEGIN
    SELECT RAISE(ABORT, 'audit_seals is append-only');
END;
-- +goose StatementEnd

-- +goose Down
-- The audit log is append-only: going back is restoring a backup.
SELECT 1;
