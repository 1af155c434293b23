-- +goose Up

-- The public keys with which checkpoints are signed, in the order in which they came into use. All are of one log.
CREATE TABLE log_keys (
    position integer     PRIMARY KEY,
    verifier text        NOT NULL,
    added_at timestamptz NOT NULL,
    CONSTRAINT log_keys_verifier_unique UNIQUE (verifier)
);

-- Signed statements "the first so many entries of the feed have this root". One for each size. The peaks are the
-- roots of the full subtrees, from which the next checkpoint goes on; taken_by is empty when the program did it by itself.
CREATE TABLE checkpoints (
    size     bigint      PRIMARY KEY,
    id       uuid        NOT NULL,
    root     bytea       NOT NULL,
    peaks    bytea       NOT NULL,
    reason   text        NOT NULL,
    note     text        NOT NULL,
    taken_at timestamptz NOT NULL,
    taken_by uuid,
    CONSTRAINT checkpoints_id_unique UNIQUE (id),
    CONSTRAINT checkpoints_reason_known CHECK (reason IN ('hourly', 'adjourned', 'filed', 'asked'))
);

-- Full subtrees of the Merkle tree from level 8 on, for proofs.
CREATE TABLE log_nodes (
    level    integer NOT NULL,
    position bigint  NOT NULL,
    hash     bytea   NOT NULL,
    PRIMARY KEY (level, position)
);

CREATE TRIGGER log_keys_append_only BEFORE UPDATE OR DELETE ON log_keys FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER checkpoints_append_only BEFORE UPDATE OR DELETE ON checkpoints FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER checkpoints_no_truncate BEFORE TRUNCATE ON checkpoints FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER log_nodes_append_only BEFORE UPDATE OR DELETE ON log_nodes FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- +goose Down
SELECT 1;
