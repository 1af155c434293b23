-- +goose Up

-- Long work --------------------------------------------------------------------------------------------------------

CREATE TABLE file_jobs (
    id            TEXT        PRIMARY KEY,
    owner_id      TEXT        NOT NULL REFERENCES users (id),
    authz_version INTEGER     NOT NULL,
    kind          TEXT        NOT NULL,
    params        TEXT        NOT NULL DEFAULT '{}' CHECK (json_valid(params)),
    state         TEXT        NOT NULL,
    attempt       INTEGER     NOT NULL DEFAULT 0,
    done          INTEGER     NOT NULL DEFAULT 0,
    total         INTEGER     NOT NULL DEFAULT 0,
    failure       TEXT        NOT NULL DEFAULT '{}' CHECK (json_valid(failure)),
    input_name    TEXT        NOT NULL DEFAULT '',
    result_name   TEXT        NOT NULL DEFAULT '',
    result_type   TEXT        NOT NULL DEFAULT '',
    result_size   INTEGER     NOT NULL DEFAULT 0,
    created_at    DATETIME    NOT NULL,
    started_at    DATETIME,
    beat_at       DATETIME,
    cancel_at     DATETIME,
    finished_at   DATETIME,
    expires_at    DATETIME,
    CONSTRAINT file_jobs_state_known CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    CONSTRAINT file_jobs_running_beats CHECK (state <> 'running' OR beat_at IS NOT NULL),
    CONSTRAINT file_jobs_finished CHECK ((state IN ('done', 'failed', 'cancelled')) = (finished_at IS NOT NULL))
);
CREATE INDEX file_jobs_owner ON file_jobs (owner_id, id);
CREATE INDEX file_jobs_state ON file_jobs (state, id);

-- What stands above a campaign's table of measures -----------------------------------------------------------------

CREATE TABLE table_heads (
    campaign_id    TEXT        PRIMARY KEY REFERENCES campaigns (id),
    title          TEXT        NOT NULL DEFAULT '',
    reporting_unit TEXT        NOT NULL DEFAULT '',
    contact        TEXT        NOT NULL DEFAULT '',
    phone          TEXT        NOT NULL DEFAULT '',
    anchor         TEXT        NOT NULL DEFAULT '',
    mapping        TEXT        NOT NULL DEFAULT '{}' CHECK (json_valid(mapping)),
    updated_at     DATETIME    NOT NULL
);

-- The list number in front of a measure, as it is written.
ALTER TABLE measures ADD COLUMN mark TEXT NOT NULL DEFAULT '';

-- +goose Down
-- The history is append-only: going back is restoring a backup.
SELECT 1;
