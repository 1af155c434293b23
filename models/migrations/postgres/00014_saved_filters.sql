-- +goose Up

-- Filters of a list that somebody keeps under a name, his own business only. The id is the client's: the same again changes it.
CREATE TABLE saved_filters (
    user_id    uuid        NOT NULL REFERENCES users (id),
    id         uuid        NOT NULL,
    list       text        NOT NULL,
    name       text        NOT NULL,
    query      text        NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT saved_filters_pkey PRIMARY KEY (user_id, id),
    CONSTRAINT saved_filters_name_once UNIQUE (user_id, list, name),
    CONSTRAINT saved_filters_list_known CHECK (list IN ('problems'))
);

-- +goose Down
-- The history is append-only: going back is restoring a backup.
SELECT 1;
