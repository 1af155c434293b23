-- +goose Up

-- Tries to sign in, counted for all replicas: one row for each account and each address that failed lately. An account that
-- does not exist has a row like one that does.
CREATE TABLE sign_in_tries (
    id           uuid        PRIMARY KEY,
    scope        text        NOT NULL,
    key_hash     bytea       NOT NULL,
    user_id      uuid        REFERENCES users (id),
    address      text        NOT NULL DEFAULT '',
    tries        bigint      NOT NULL,
    since        timestamptz NOT NULL,
    locked_until timestamptz,
    CONSTRAINT sign_in_tries_key_unique UNIQUE (scope, key_hash),
    CONSTRAINT sign_in_tries_scope_known CHECK (scope IN ('account', 'address', 'person'))
);
CREATE INDEX sign_in_tries_user ON sign_in_tries (user_id);

-- Passwords that were used before, so that they are not chosen again.
CREATE TABLE former_passwords (
    id         uuid        PRIMARY KEY,
    user_id    uuid        NOT NULL REFERENCES users (id),
    hash       text        NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX former_passwords_user ON former_passwords (user_id);

-- The one-time code with which a person chooses a password: two halves, each shown once to another administrator.
CREATE TABLE activations (
    id          uuid        PRIMARY KEY,
    user_id     uuid        NOT NULL REFERENCES users (id),
    first_hash  text        NOT NULL,
    first_role  text        NOT NULL,
    first_by    uuid        REFERENCES users (id),
    second_hash text        NOT NULL DEFAULT '',
    second_by   uuid        REFERENCES users (id),
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    ended_at    timestamptz,
    CONSTRAINT activations_two_people CHECK (second_by IS NULL OR first_by IS NULL OR second_by <> first_by)
);
CREATE UNIQUE INDEX activations_open_unique ON activations (user_id) WHERE ended_at IS NULL;

-- The second factor (RFC 6238). The secret is encrypted with a key that is not in the database.
CREATE TABLE authenticators (
    user_id      uuid        PRIMARY KEY REFERENCES users (id),
    secret       bytea       NOT NULL,
    created_at   timestamptz NOT NULL,
    confirmed_at timestamptz,
    last_step    bigint      NOT NULL DEFAULT 0
);

-- When the person behind a session last proved who he is.
ALTER TABLE sessions ADD COLUMN authenticated_at timestamptz;

-- Sign-ins that are under way at an OpenID provider.
CREATE TABLE provider_sign_ins (
    state_hash   bytea       PRIMARY KEY,
    browser_hash bytea       NOT NULL,
    sealed       bytea       NOT NULL,
    expires_at   timestamptz NOT NULL
);
