-- +goose Up

-- Somebody acts for somebody else on some days (委托代办): with one of his roles, or with all.
CREATE TABLE delegations (
    id           uuid        PRIMARY KEY,
    delegator_id uuid        NOT NULL REFERENCES users (id),
    delegate_id  uuid        NOT NULL REFERENCES users (id),
    grant_id     uuid        REFERENCES grants (id),
    from_on      text        NOT NULL,
    to_on        text        NOT NULL,
    starts_at    timestamptz NOT NULL,
    ends_at      timestamptz NOT NULL,
    reason       text        NOT NULL,
    created_at   timestamptz NOT NULL,
    revoked_by   uuid        REFERENCES users (id),
    revoked_at   timestamptz,
    CONSTRAINT delegations_not_self CHECK (delegator_id <> delegate_id),
    CONSTRAINT delegations_ordered CHECK (starts_at < ends_at)
);
CREATE INDEX delegations_delegate ON delegations (delegate_id) WHERE revoked_at IS NULL;
CREATE INDEX delegations_delegator ON delegations (delegator_id);

-- Who gave a sign-off for the one whose opinion it is; NULL when that was himself.
ALTER TABLE sign_offs ADD COLUMN signed_by uuid REFERENCES users (id);

-- +goose Down
-- What was delegated stands in the history: going back is restoring a backup.
SELECT 1;
