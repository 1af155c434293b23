-- +goose Up

-- Somebody acts for somebody else on some days (委托代办): with one of his roles, or with all.
CREATE TABLE delegations (
    id           TEXT        PRIMARY KEY,
    delegator_id TEXT        NOT NULL REFERENCES users (id),
    delegate_id  TEXT        NOT NULL REFERENCES users (id),
    grant_id     TEXT        REFERENCES grants (id),
    from_on      TEXT        NOT NULL,
    to_on        TEXT        NOT NULL,
    starts_at    DATETIME NOT NULL,
    ends_at      DATETIME NOT NULL,
    reason       TEXT        NOT NULL,
    created_at   DATETIME NOT NULL,
    revoked_by   TEXT        REFERENCES users (id),
    revoked_at   DATETIME,
    CONSTRAINT delegations_not_self CHECK (delegator_id <> delegate_id),
    CONSTRAINT delegations_ordered CHECK (starts_at < ends_at)
);
CREATE INDEX delegations_delegate ON delegations (delegate_id) WHERE revoked_at IS NULL;
CREATE INDEX delegations_delegator ON delegations (delegator_id);

-- Who gave a sign-off for the one whose opinion it is; NULL when that was himself.
ALTER TABLE sign_offs ADD COLUMN signed_by TEXT REFERENCES users (id);

-- +goose Down
-- What was delegated stands in the history: going back is restoring a backup.
SELECT 1;
