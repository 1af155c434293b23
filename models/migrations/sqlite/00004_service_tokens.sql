-- +goose Up

-- External front ends: an account for each, whom it may act for, and its tokens.
CREATE TABLE service_accounts (
    id          TEXT        PRIMARY KEY,
    name        TEXT        NOT NULL,
    description TEXT        NOT NULL DEFAULT '',
    created_by  TEXT        NOT NULL REFERENCES users (id),
    created_at  DATETIME NOT NULL,
    updated_at  DATETIME NOT NULL,
    disabled_at DATETIME,
    CONSTRAINT service_accounts_name_unique UNIQUE (name)
);

CREATE TABLE service_account_users (
    account_id TEXT NOT NULL REFERENCES service_accounts (id),
    user_id    TEXT NOT NULL REFERENCES users (id),
    CONSTRAINT service_account_users_once PRIMARY KEY (account_id, user_id)
);

CREATE TABLE service_account_units (
    account_id TEXT NOT NULL REFERENCES service_accounts (id),
    unit_id    TEXT NOT NULL REFERENCES units (id),
    CONSTRAINT service_account_units_once PRIMARY KEY (account_id, unit_id)
);

CREATE TABLE service_tokens (
    id              TEXT        PRIMARY KEY,
    account_id      TEXT        NOT NULL REFERENCES service_accounts (id),
    token_hash      BLOB       NOT NULL,
    scopes          TEXT        NOT NULL,
    rate_per_minute INTEGER     NOT NULL,
    created_by      TEXT        NOT NULL REFERENCES users (id),
    created_at      DATETIME NOT NULL,
    expires_at      DATETIME NOT NULL,
    rotated_from    TEXT        REFERENCES service_tokens (id),
    revoked_by      TEXT        REFERENCES users (id),
    revoked_at      DATETIME,
    CONSTRAINT service_tokens_hash_unique UNIQUE (token_hash),
    CONSTRAINT service_tokens_rate CHECK (rate_per_minute > 0)
);
CREATE INDEX service_tokens_account ON service_tokens (account_id, id);

-- What a front end does for a user is a session of that user which lives no longer than the token.
ALTER TABLE sessions ADD COLUMN service_token_id TEXT REFERENCES service_tokens (id);
CREATE UNIQUE INDEX sessions_service_unique ON sessions (service_token_id, user_id) WHERE service_token_id IS NOT NULL AND revoked_at IS NULL;
