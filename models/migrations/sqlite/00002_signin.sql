-- +goose Up

-- Tries to sign in, counted for all replicas: one row for each account and each address that failed lately. An account that
-- does not exist has a row like one that does.
CREATE TABLE sign_in_tries (
    id           TEXT        PRIMARY KEY,
    scope        TEXT        NOT NULL,
    key_hash     BLOB        NOT NULL,
    user_id      TEXT        REFERENCES users (id),
    address      TEXT        NOT NULL DEFAULT '',
    tries        INTEGER      NOT NULL,
    since        DATETIME    NOT NULL,
    locked_until DATETIME,
    CONSTRAINT sign_in_tries_key_unique UNIQUE (scope, key_hash),
    CONSTRAINT sign_in_tries_scope_known CHECK (scope IN ('account', 'address', 'person'))
);
CREATE INDEX sign_in_tries_user ON sign_in_tries (user_id);

-- Passwords that were used before, so that they are not chosen again.
CREATE TABLE former_passwords (
    id         TEXT        PRIMARY KEY,
    user_id    TEXT        NOT NULL REFERENCES users (id),
    hash       TEXT        NOT NULL,
    created_at DATETIME    NOT NULL
);
CREATE INDEX former_passwords_user ON former_passwords (user_id);

-- The one-time code with which a person chooses a password: two halves, each shown once to another administrator.
CREATE TABLE activations (
    id          TEXT        PRIMARY KEY,
    user_id     TEXT        NOT NULL REFERENCES users (id),
    first_hash  TEXT        NOT NULL,
    first_role  TEXT        NOT NULL,
    first_by    TEXT        REFERENCES users (id),
    second_hash TEXT        NOT NULL DEFAULT '',
    second_by   TEXT        REFERENCES users (id),
    created_at  DATETIME    NOT NULL,
    expires_at  DATETIME    NOT NULL,
    ended_at    DATETIME,
    CONSTRAINT activations_two_people CHECK (second_by IS NULL OR first_by IS NULL OR second_by <> first_by)
);
CREATE UNIQUE INDEX activations_open_unique ON activations (user_id) WHERE ended_at IS NULL;

-- The second factor (RFC 6238). The secret is encrypted with a key that is not in the database.
CREATE TABLE authenticators (
    user_id      TEXT        PRIMARY KEY REFERENCES users (id),
    secret       BLOB        NOT NULL,
    created_at   DATETIME    NOT NULL,
    confirmed_at DATETIME,
    last_step    INTEGER      NOT NULL DEFAULT 0
);

-- When the person behind a session last proved who he is.
ALTER TABLE sessions ADD COLUMN authenticated_at DATETIME;

-- Sign-ins that are under way at an OpenID provider.
CREATE TABLE provider_sign_ins (
    state_hash   BLOB        PRIMARY KEY,
    browser_hash BLOB        NOT NULL,
    sealed       BLOB        NOT NULL,
    expires_at   DATETIME    NOT NULL
);
