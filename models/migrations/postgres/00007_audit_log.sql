-- +goose Up

-- The audit log: who did or tried what, when, from where, with which result ------------------------------------------
-- It stands apart from the business history, which it refers to by (object_id, entry). No foreign keys: a record outlives
-- what it is about, and the console acts without being a user.

CREATE TABLE audit_records (
    id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at            timestamptz NOT NULL,
    actor_id      uuid,
    actor_login   text        NOT NULL DEFAULT '',
    actor_name    text        NOT NULL DEFAULT '',
    role          text        NOT NULL DEFAULT '',
    session_id    uuid,
    token_id      uuid,
    on_behalf_of  uuid,
    operation     text        NOT NULL DEFAULT '',
    act           text        NOT NULL,
    object_kind   text        NOT NULL DEFAULT '',
    object_id     text        NOT NULL DEFAULT '',
    entry         bigint,
    detail        text        NOT NULL DEFAULT '',
    address       text        NOT NULL DEFAULT '',
    user_agent    text        NOT NULL DEFAULT '',
    result        text        NOT NULL,
    code          text        NOT NULL DEFAULT '',
    reason        text        NOT NULL DEFAULT '',
    times         integer     NOT NULL DEFAULT 1,
    request_id    text        NOT NULL DEFAULT '',
    before_digest text        NOT NULL DEFAULT '',
    after_digest  text        NOT NULL DEFAULT '',
    CONSTRAINT audit_records_result CHECK (result IN ('done', 'refused', 'failed')),
    CONSTRAINT audit_records_times CHECK (times > 0)
);
-- Each history entry has one record: NULLs, of acts without an entry, are distinct.
CREATE UNIQUE INDEX audit_records_entry ON audit_records (object_id, entry);
CREATE INDEX audit_records_actor ON audit_records (actor_id, id);
CREATE INDEX audit_records_at ON audit_records USING brin (at);

INSERT INTO audit_records (at, actor_id, actor_name, role, on_behalf_of, act, object_kind, object_id, entry, detail, result, request_id)
SELECT at, actor_id, actor_name, role, on_behalf_of, act, object_kind, object_id, entry, detail, 'done', request_id FROM (
    SELECT at, actor_id, actor_name, '' AS role, NULL::uuid AS on_behalf_of, act, object_kind, object_id::text AS object_id,
        NULL::bigint AS entry, detail, request_id, id::text AS tie FROM acts
    UNION ALL
    SELECT at, actor_id, actor_name, role, on_behalf_of, event, kind, subject_id::text, seq, '', request_id, lpad(id::text, 20, '0') FROM history
) told ORDER BY at, tie;

DROP TABLE acts;

-- How long records are kept, in days. Cybersecurity Law Art. 21(3): not less than six months, which may be 184 days.
CREATE TABLE audit_retention (
    one  integer NOT NULL PRIMARY KEY,
    days integer NOT NULL,
    CONSTRAINT audit_retention_one CHECK (one = 1),
    CONSTRAINT audit_retention_days CHECK (days >= 200)
);
INSERT INTO audit_retention (one, days) VALUES (1, 200);

-- A seal covers the records of [from_at, until_at) and the seal before it.
CREATE TABLE audit_seals (
    number    bigint      NOT NULL PRIMARY KEY,
    from_at   timestamptz NOT NULL,
    until_at  timestamptz NOT NULL,
    records   bigint      NOT NULL,
    digest    bytea       NOT NULL,
    prev_hash bytea       NOT NULL,
    hash      bytea       NOT NULL,
    at        timestamptz NOT NULL,
    CONSTRAINT audit_seals_span CHECK (until_at > from_at)
);

-- +goose StatementBegin
CREATE FUNCTION guard_audit_records() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- By the clock of the database, so that no clock of a program can make records old.
    IF TG_OP = 'DELETE' THEN
        IF OLD.at < clock_timestamp() - make_interval(days => (SELECT days FROM audit_retention)) THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION 'audit_records is append-only' USING ERRCODE = 'restrict_violation';
END $$;
-- +goose StatementEnd
CREATE TRIGGER audit_records_append_only BEFORE UPDATE OR DELETE ON audit_records FOR EACH ROW EXECUTE FUNCTION guard_audit_records();
CREATE TRIGGER audit_records_no_truncate BEFORE TRUNCATE ON audit_records FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_seals_append_only BEFORE UPDATE OR DELETE ON audit_seals FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_seals_no_truncate BEFORE TRUNCATE ON audit_seals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- +goose Down
-- The audit log is append-only: going back is restoring a backup.
SELECT 1;
