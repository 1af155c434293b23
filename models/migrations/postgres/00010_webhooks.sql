-- +goose Up

-- Where webhooks may go: set by the security administrator. Networks is a list of CIDR, separated by blanks, in which the
-- host may lie beside the public internet.
CREATE TABLE webhook_targets (
    id       uuid        PRIMARY KEY,
    host     text        NOT NULL,
    port     integer     NOT NULL,
    plain    boolean     NOT NULL DEFAULT false,
    networks text        NOT NULL DEFAULT '',
    note     text        NOT NULL DEFAULT '',
    added_by uuid        NOT NULL REFERENCES users (id),
    added_at timestamptz NOT NULL,
    CONSTRAINT webhook_targets_once UNIQUE (host, port),
    CONSTRAINT webhook_targets_port CHECK (port BETWEEN 1 AND 65535)
);

-- Kinds and events are separated by blanks; empty means all. The secret is sealed with the program's key. Feed_position and
-- sealed_size (the newest checkpoint) say up to where deliveries were made out.
CREATE TABLE webhooks (
    id              uuid        PRIMARY KEY,
    name            text        NOT NULL,
    url             text        NOT NULL,
    secret          bytea       NOT NULL,
    kinds           text        NOT NULL DEFAULT '',
    events          text        NOT NULL DEFAULT '',
    wants_checkpoints boolean   NOT NULL DEFAULT false,
    active          boolean     NOT NULL DEFAULT true,
    feed_position   bigint      NOT NULL,
    sealed_size     bigint      NOT NULL,
    failing_since   timestamptz,
    stopped_at      timestamptz,
    created_by      uuid        NOT NULL REFERENCES users (id),
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    CONSTRAINT webhooks_name_unique UNIQUE (name)
);

CREATE TABLE webhook_deliveries (
    id           uuid        PRIMARY KEY,
    webhook_id   uuid        NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    event_id     text        NOT NULL,
    event_type   text        NOT NULL,
    body         bytea       NOT NULL,
    state        text        NOT NULL,
    attempts     integer     NOT NULL DEFAULT 0,
    tries        integer     NOT NULL DEFAULT 0,
    next_at      timestamptz NOT NULL,
    created_at   timestamptz NOT NULL,
    delivered_at timestamptz,
    CONSTRAINT webhook_deliveries_once UNIQUE (webhook_id, event_id),
    CONSTRAINT webhook_deliveries_state_known CHECK (state IN ('pending', 'delivered', 'given_up'))
);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (webhook_id, id) WHERE state = 'pending';

CREATE TABLE webhook_attempts (
    delivery_id uuid        NOT NULL REFERENCES webhook_deliveries (id) ON DELETE CASCADE,
    number      integer     NOT NULL,
    at          timestamptz NOT NULL,
    status      integer     NOT NULL,
    reason      text        NOT NULL DEFAULT '',
    took_ms     bigint      NOT NULL,
    PRIMARY KEY (delivery_id, number)
);

-- +goose Down
SELECT 1;
