-- +goose Up

-- Where webhooks may go: set by the security administrator. Networks is a list of CIDR, separated by blanks, in which the
-- host may lie beside the public internet.
CREATE TABLE webhook_targets (
    id       TEXT        PRIMARY KEY,
    host     TEXT        NOT NULL,
    port     INTEGER     NOT NULL,
    plain    BOOLEAN     NOT NULL DEFAULT false,
    networks TEXT        NOT NULL DEFAULT '',
    note     TEXT        NOT NULL DEFAULT '',
    added_by TEXT        NOT NULL REFERENCES users (id),
    added_at DATETIME NOT NULL,
    CONSTRAINT webhook_targets_once UNIQUE (host, port),
    CONSTRAINT webhook_targets_port CHECK (port BETWEEN 1 AND 65535)
);

-- Kinds and events are separated by blanks; empty means all. The secret is sealed with the program's key. Feed_position and
-- sealed_size (the newest checkpoint) say up to where deliveries were made out.
CREATE TABLE webhooks (
    id              TEXT        PRIMARY KEY,
    name            TEXT        NOT NULL,
    url             TEXT        NOT NULL,
    secret          BLOB       NOT NULL,
    kinds           TEXT        NOT NULL DEFAULT '',
    events          TEXT        NOT NULL DEFAULT '',
    wants_checkpoints BOOLEAN   NOT NULL DEFAULT false,
    active          BOOLEAN     NOT NULL DEFAULT true,
    feed_position   INTEGER      NOT NULL,
    sealed_size     INTEGER      NOT NULL,
    failing_since   DATETIME,
    stopped_at      DATETIME,
    created_by      TEXT        NOT NULL REFERENCES users (id),
    created_at      DATETIME NOT NULL,
    updated_at      DATETIME NOT NULL,
    CONSTRAINT webhooks_name_unique UNIQUE (name)
);

CREATE TABLE webhook_deliveries (
    id           TEXT        PRIMARY KEY,
    webhook_id   TEXT        NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    event_id     TEXT        NOT NULL,
    event_type   TEXT        NOT NULL,
    body         BLOB       NOT NULL,
    state        TEXT        NOT NULL,
    attempts     INTEGER     NOT NULL DEFAULT 0,
    tries        INTEGER     NOT NULL DEFAULT 0,
    next_at      DATETIME NOT NULL,
    created_at   DATETIME NOT NULL,
    delivered_at DATETIME,
    CONSTRAINT webhook_deliveries_once UNIQUE (webhook_id, event_id),
    CONSTRAINT webhook_deliveries_state_known CHECK (state IN ('pending', 'delivered', 'given_up'))
);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (webhook_id, id) WHERE state = 'pending';

CREATE TABLE webhook_attempts (
    delivery_id TEXT        NOT NULL REFERENCES webhook_deliveries (id) ON DELETE CASCADE,
    number      INTEGER     NOT NULL,
    at          DATETIME NOT NULL,
    status      INTEGER     NOT NULL,
    reason      TEXT        NOT NULL DEFAULT '',
    took_ms     INTEGER      NOT NULL,
    PRIMARY KEY (delivery_id, number)
);

-- +goose Down
SELECT 1;
