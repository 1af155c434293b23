-- +goose Up

-- External front ends: an account for each, whom it may act for, and its tokens.
CREATE TABLE service_accounts (
    id          uuid        PRIMARY KEY,
    name        text        NOT NULL,
    description text        NOT NULL DEFAULT '',
    created_by  uuid        NOT NULL REFERENCES users (id),
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    disabled_at timestamptz,
    CONSTRAINT service_accounts_name_unique UNIQUE (name)
);

CREATE TABLE service_account_users (
    account_id uuid NOT NULL REFERENCES service_accounts (id),
    user_id    uuid NOT NULL REFERENCES users (id),
    CONSTRAINT service_account_users_once PRIMARY KEY (account_id, user_id)
);

CREATE TABLE service_account_units (
    account_id uuid NOT NULL REFERENCES service_accounts (id),
    unit_id    uuid NOT NULL REFERENCES units (id),
    CONSTRAINT service_account_units_once PRIMARY KEY (account_id, unit_id)
);

CREATE TABLE service_tokens (
    id              uuid        PRIMARY KEY,
    account_id      uuid        NOT NULL REFERENCES service_accounts (id),
    token_hash      bytea       NOT NULL,
    scopes          text        NOT NULL,
    rate_per_minute integer     NOT NULL,
    created_by      uuid        NOT NULL REFERENCES users (id),
    created_at      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    rotated_from    uuid        REFERENCES service_tokens (id),
    revoked_by      uuid        REFERENCES users (id),
    revoked_at      timestamptz,
    CONSTRAINT service_tokens_hash_unique UNIQUE (token_hash),
    CONSTRAINT service_tokens_rate CHECK (rate_per_minute > 0)
);
CREATE INDEX service_tokens_account ON service_tokens (account_id, id);

-- What a front end does for a user is a session of that user which lives no longer than the token.
ALTER TABLE sessions ADD COLUMN service_token_id uuid REFERENCES service_tokens (id);
CREATE UNIQUE INDEX sessions_service_unique ON sessions (service_token_id, user_id) WHERE service_token_id IS NOT NULL AND revoked_at IS NULL;
