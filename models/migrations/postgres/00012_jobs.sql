-- +goose Up

-- Long work --------------------------------------------------------------------------------------------------------

CREATE TABLE file_jobs (
    id            uuid        PRIMARY KEY,
    owner_id      uuid        NOT NULL REFERENCES users (id),
    authz_version bigint      NOT NULL,
    kind          text        NOT NULL,
    params        jsonb       NOT NULL DEFAULT '{}',
    state         text        NOT NULL,
    attempt       integer     NOT NULL DEFAULT 0,
    done          bigint      NOT NULL DEFAULT 0,
    total         bigint      NOT NULL DEFAULT 0,
    failure       jsonb       NOT NULL DEFAULT '{}',
    input_name    text        NOT NULL DEFAULT '',
    result_name   text        NOT NULL DEFAULT '',
    result_type   text        NOT NULL DEFAULT '',
    result_size   bigint      NOT NULL DEFAULT 0,
    created_at    timestamptz NOT NULL,
    started_at    timestamptz,
    beat_at       timestamptz,
    cancel_at     timestamptz,
    finished_at   timestamptz,
    expires_at    timestamptz,
    CONSTRAINT file_jobs_state_known CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    CONSTRAINT file_jobs_running_beats CHECK (state <> 'running' OR beat_at IS NOT NULL),
    CONSTRAINT file_jobs_finished CHECK ((state IN ('done', 'failed', 'cancelled')) = (finished_at IS NOT NULL))
);
CREATE INDEX file_jobs_owner ON file_jobs (owner_id, id);
CREATE INDEX file_jobs_state ON file_jobs (state, id);

-- What stands above a campaign's table of measures -----------------------------------------------------------------

CREATE TABLE table_heads (
    campaign_id    uuid        PRIMARY KEY REFERENCES campaigns (id),
    title          text        NOT NULL DEFAULT '',
    reporting_unit text        NOT NULL DEFAULT '',
    contact        text        NOT NULL DEFAULT '',
    phone          text        NOT NULL DEFAULT '',
    anchor         text        NOT NULL DEFAULT '',
    mapping        jsonb       NOT NULL DEFAULT '{}',
    updated_at     timestamptz NOT NULL
);

-- The list number in front of a measure, as it is written.
ALTER TABLE measures ADD COLUMN mark text NOT NULL DEFAULT '';

-- +goose Down
-- The history is append-only: going back is restoring a backup.
SELECT 1;
