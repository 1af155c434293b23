-- +goose Up

-- The public keys with which checkpoints are signed, in the order in which they came into use. All are of one log.
CREATE TABLE log_keys (
    position INTEGER     PRIMARY KEY,
    verifier TEXT        NOT NULL,
    added_at DATETIME    NOT NULL,
    CONSTRAINT log_keys_verifier_unique UNIQUE (verifier)
);

-- Signed statements "the first so many entries of the feed have this root". One for each size. The peaks are the
-- roots of the full subtrees, from which the next checkpoint goes on; taken_by is empty when the program did it by itself.
CREATE TABLE checkpoints (
    size     INTEGER     PRIMARY KEY,
    id       TEXT        NOT NULL,
    root     BLOB        NOT NULL,
    peaks    BLOB        NOT NULL,
    reason   TEXT        NOT NULL,
    note     TEXT        NOT NULL,
    taken_at DATETIME    NOT NULL,
    taken_by TEXT,
    CONSTRAINT checkpoints_id_unique UNIQUE (id),
    CONSTRAINT checkpoints_reason_known CHECK (reason IN ('hourly', 'adjourned', 'filed', 'asked'))
);

-- Full subtrees of the Merkle tree from level 8 on, for proofs.
CREATE TABLE log_nodes (
    level    INTEGER NOT NULL,
    position INTEGER NOT NULL,
    hash     BLOB    NOT NULL,
    PRIMARY KEY (level, position)
);

-- +goose StatementBegin
CREATE TRIGGER log_keys_refuse_update BEFORE UPDATE ON log_keys BEGIN
    SELECT RAISE(ABORT, 'log_keys is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER log_keys_refuse_delete BEFORE DELETE ON log_keys BEGIN
    SELECT RAISE(ABORT, 'log_keys is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER checkpoints_refuse_update BEFORE UPDATE ON checkpoints BEGIN
    SELECT RAISE(ABORT, 'checkpoints is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER checkpoints_refuse_delete BEFORE DELETE ON checkpoints BEGIN
    SELECT RAISE(ABORT, 'checkpoints is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER log_nodes_refuse_update BEFORE UPDATE ON log_nodes BEGIN
    SELECT RAISE(ABORT, 'log_nodes is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER log_nodes_refuse_delete BEFORE DELETE ON log_nodes BEGIN
    SELECT RAISE(ABORT, 'log_nodes is append-only');
END;
-- +goose StatementEnd

-- +goose Down
SELECT 1;
