-- +goose Up

-- How much of a limit all replicas together have taken in a minute. What a crash forgets is a minute old at most.
CREATE TABLE rate_windows (
    key       TEXT     NOT NULL,
    starts_at DATETIME NOT NULL,
    used      INTEGER  NOT NULL,
    CONSTRAINT rate_windows_once PRIMARY KEY (key, starts_at)
);

-- +goose Down
-- Going back is restoring a backup.
SELECT 1;
