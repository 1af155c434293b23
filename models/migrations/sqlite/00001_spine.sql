-- +goose Up

-- People and where they belong -------------------------------------------------------------------------------------

CREATE TABLE units (
    id         TEXT        PRIMARY KEY,
    code       TEXT        NOT NULL,
    name       TEXT        NOT NULL,
    kind       TEXT        NOT NULL,
    position   INTEGER     NOT NULL,
    active     BOOLEAN     NOT NULL DEFAULT TRUE,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    CONSTRAINT units_code_unique UNIQUE (code),
    CONSTRAINT units_name_unique UNIQUE (name),
    CONSTRAINT units_kind_known CHECK (kind IN ('division', 'audit_office', 'general_office', 'party_group', 'outside'))
);

CREATE TABLE users (
    id                   TEXT        PRIMARY KEY,
    login                TEXT        NOT NULL,
    name                 TEXT        NOT NULL,
    password_hash        TEXT        NOT NULL,
    must_change_password BOOLEAN     NOT NULL DEFAULT FALSE,
    password_changed_at  DATETIME NOT NULL,
    authz_version        INTEGER      NOT NULL DEFAULT 1,
    disabled_at          DATETIME,
    created_at           DATETIME NOT NULL,
    updated_at           DATETIME NOT NULL,
    CONSTRAINT users_login_unique UNIQUE (login)
);

CREATE TABLE grants (
    id         TEXT        PRIMARY KEY,
    user_id    TEXT        NOT NULL REFERENCES users (id),
    unit_id    TEXT        NOT NULL REFERENCES units (id),
    role       TEXT        NOT NULL,
    granted_by TEXT        REFERENCES users (id),
    created_at DATETIME NOT NULL,
    revoked_by TEXT        REFERENCES users (id),
    revoked_at DATETIME,
    CONSTRAINT grants_role_known CHECK (role IN ('drafter', 'unit_head', 'lead_leader', 'audit_officer', 'party_member',
        'party_secretary', 'filing_clerk', 'system_admin', 'security_admin', 'audit_admin', 'observer'))
);
CREATE UNIQUE INDEX grants_active_unique ON grants (user_id, unit_id, role) WHERE revoked_at IS NULL;
CREATE INDEX grants_unit ON grants (unit_id);

-- The three administrators hold no other role, and nobody else holds theirs.
-- +goose StatementBegin
CREATE TRIGGER grants_separate BEFORE INSERT ON grants
WHEN EXISTS (SELECT 1 FROM grants g WHERE g.user_id = NEW.user_id AND g.revoked_at IS NULL AND g.role <> NEW.role
    AND (g.role IN ('system_admin', 'security_admin', 'audit_admin') OR NEW.role IN ('system_admin', 'security_admin', 'audit_admin')))
BEGIN
    SELECT RAISE(ABORT, 'grants_separate: an administrator holds no other role');
END;
-- +goose StatementEnd

CREATE TABLE sessions (
    id           TEXT        PRIMARY KEY,
    token_hash   BLOB       NOT NULL,
    user_id      TEXT        NOT NULL REFERENCES users (id),
    address      TEXT        NOT NULL DEFAULT '',
    created_at   DATETIME NOT NULL,
    last_seen_at DATETIME NOT NULL,
    expires_at   DATETIME NOT NULL,
    revoked_at   DATETIME,
    CONSTRAINT sessions_token_unique UNIQUE (token_hash)
);
CREATE INDEX sessions_user ON sessions (user_id);

-- The campaign and its calendar ------------------------------------------------------------------------------------

CREATE TABLE campaigns (
    id              TEXT        PRIMARY KEY,
    code            TEXT        NOT NULL,
    name            TEXT        NOT NULL,
    organisation    TEXT        NOT NULL,
    inspecting_body TEXT        NOT NULL DEFAULT '',
    starts_on       TEXT        NOT NULL,
    ends_on         TEXT        NOT NULL,
    phases          TEXT       NOT NULL DEFAULT '[]' CHECK (json_valid(phases)),
    policies        TEXT       NOT NULL DEFAULT '{}' CHECK (json_valid(policies)),
    version         INTEGER      NOT NULL DEFAULT 1,
    created_by      TEXT        NOT NULL REFERENCES users (id),
    created_at      DATETIME NOT NULL,
    updated_at      DATETIME NOT NULL,
    CONSTRAINT campaigns_code_unique UNIQUE (code),
    CONSTRAINT campaigns_dates_ordered CHECK (starts_on <= ends_on)
);

CREATE TABLE calendar_years (
    year       INTEGER     PRIMARY KEY,
    doc_no     TEXT        NOT NULL DEFAULT '',
    source     TEXT        NOT NULL DEFAULT '',
    updated_by TEXT        REFERENCES users (id),
    updated_at DATETIME NOT NULL
);

CREATE TABLE calendar_days (
    date TEXT    PRIMARY KEY,
    year INTEGER NOT NULL REFERENCES calendar_years (year) ON DELETE CASCADE,
    name TEXT    NOT NULL,
    off  BOOLEAN NOT NULL
);
CREATE INDEX calendar_days_year ON calendar_days (year);

-- Who changed the calendar: a deleted year leaves no other trace.
CREATE TABLE calendar_changes (
    id         TEXT        PRIMARY KEY,
    year       INTEGER     NOT NULL,
    change     TEXT        NOT NULL,
    source     TEXT        NOT NULL DEFAULT '',
    changed_by TEXT        NOT NULL REFERENCES users (id),
    changed_at DATETIME    NOT NULL,
    CONSTRAINT calendar_changes_known CHECK (change IN ('imported', 'replaced', 'deleted'))
);
CREATE INDEX calendar_changes_year ON calendar_changes (year, id);

CREATE TABLE cycles (
    id          TEXT        PRIMARY KEY,
    campaign_id TEXT        NOT NULL REFERENCES campaigns (id),
    series      TEXT        NOT NULL,
    number      INTEGER     NOT NULL,
    due_on      TEXT        NOT NULL,
    due_at      DATETIME NOT NULL,
    moved_from  TEXT        NOT NULL DEFAULT '',
    created_at  DATETIME NOT NULL,
    CONSTRAINT cycles_due_unique UNIQUE (campaign_id, series, due_on)
);

CREATE TABLE obligations (
    cycle_id      TEXT NOT NULL REFERENCES cycles (id),
    unit_id       TEXT NOT NULL REFERENCES units (id),
    exempt_reason TEXT NOT NULL DEFAULT '',
    exempted_by   TEXT REFERENCES users (id),
    exempted_at   DATETIME,
    PRIMARY KEY (cycle_id, unit_id)
);

-- Everything that has a state --------------------------------------------------------------------------------------

CREATE TABLE subjects (
    id             TEXT        PRIMARY KEY,
    campaign_id    TEXT        NOT NULL REFERENCES campaigns (id),
    kind           TEXT        NOT NULL,
    title          TEXT        NOT NULL,
    state          TEXT        NOT NULL,
    version        INTEGER      NOT NULL,
    head_hash      BLOB       NOT NULL,
    unit_id        TEXT        REFERENCES units (id),
    lead_user_id   TEXT        REFERENCES users (id),
    parent_id      TEXT        REFERENCES subjects (id),
    compilation_id TEXT        REFERENCES subjects (id),
    revision       INTEGER     NOT NULL DEFAULT 0,
    digest         TEXT        NOT NULL DEFAULT '',
    round          INTEGER     NOT NULL DEFAULT 1,
    due_at         DATETIME,
    state_since    DATETIME NOT NULL,
    created_by     TEXT        NOT NULL REFERENCES users (id),
    created_at     DATETIME NOT NULL,
    updated_at     DATETIME NOT NULL,
    CONSTRAINT subjects_version_positive CHECK (version >= 1),
    CONSTRAINT subjects_state_known CHECK (
        (kind = 'problem' AND state IN ('drafted', 'submitted', 'returned', 'consolidated', 'approved', 'filed', 'closing', 'closed'))
        OR (kind IN ('weekly', 'progress') AND state IN ('drafted', 'submitted', 'returned', 'consolidated', 'approved', 'filed'))
        OR (kind IN ('plan', 'bulletin', 'situation') AND state IN ('drafted', 'returned', 'consolidated', 'approved', 'filed'))
        OR (kind = 'measure' AND state IN ('planned', 'in_progress', 'completed', 'accepted'))
        OR (kind = 'meeting' AND state IN ('convened', 'open', 'adjourned')))
);
-- The state is in no index: where no indexed column changes, a move rewrites the row in its page and touches no index.
CREATE INDEX subjects_campaign ON subjects (campaign_id, kind);
CREATE INDEX subjects_unit ON subjects (unit_id, kind);
CREATE INDEX subjects_lead ON subjects (lead_user_id) WHERE lead_user_id IS NOT NULL;
CREATE INDEX subjects_parent ON subjects (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX subjects_compilation ON subjects (compilation_id) WHERE compilation_id IS NOT NULL;
CREATE INDEX subjects_author ON subjects (created_by, id);

CREATE TABLE co_units (
    subject_id TEXT    NOT NULL REFERENCES subjects (id),
    unit_id    TEXT    NOT NULL REFERENCES units (id),
    position   INTEGER NOT NULL,
    PRIMARY KEY (subject_id, unit_id)
);
CREATE INDEX co_units_unit ON co_units (unit_id);

CREATE TABLE copies (
    subject_id TEXT        NOT NULL REFERENCES subjects (id),
    user_id    TEXT        NOT NULL REFERENCES users (id),
    copied_by  TEXT        NOT NULL REFERENCES users (id),
    copied_at  DATETIME NOT NULL,
    PRIMARY KEY (subject_id, user_id)
);
CREATE INDEX copies_user ON copies (user_id);

CREATE TABLE problems (
    subject_id      TEXT    PRIMARY KEY REFERENCES subjects (id),
    campaign_id     TEXT    NOT NULL REFERENCES campaigns (id),
    number          TEXT    NOT NULL,
    superior_number TEXT    NOT NULL DEFAULT '',
    part            INTEGER NOT NULL DEFAULT 1,
    heading         TEXT    NOT NULL DEFAULT '',
    text            TEXT    NOT NULL,
    lead_leader     TEXT    NOT NULL DEFAULT '',
    position        INTEGER NOT NULL,
    CONSTRAINT problems_text_unique UNIQUE (campaign_id, number, text, part)
);
CREATE INDEX problems_order ON problems (campaign_id, position, subject_id);

CREATE TABLE measures (
    subject_id         TEXT    PRIMARY KEY REFERENCES subjects (id),
    problem_id         TEXT    NOT NULL REFERENCES problems (subject_id),
    position           INTEGER NOT NULL,
    text               TEXT    NOT NULL,
    deadline_raw       TEXT    NOT NULL DEFAULT '',
    deadline_kind      TEXT    NOT NULL,
    deadline           TEXT   NOT NULL CHECK (json_valid(deadline)),
    not_before         TEXT    NOT NULL DEFAULT '',
    due_on             TEXT    NOT NULL DEFAULT '',
    long_term          BOOLEAN NOT NULL DEFAULT FALSE,
    immediate          BOOLEAN NOT NULL DEFAULT FALSE,
    claimed_status     TEXT    NOT NULL DEFAULT '',
    needs_confirmation BOOLEAN NOT NULL DEFAULT FALSE,
    result             TEXT    NOT NULL DEFAULT '',
    review_days        INTEGER NOT NULL DEFAULT 0,
    proof_valid_until  TEXT    NOT NULL DEFAULT '',
    dropped_at         DATETIME
);
CREATE INDEX measures_problem ON measures (problem_id, position);

CREATE TABLE reports (
    subject_id     TEXT        PRIMARY KEY REFERENCES subjects (id),
    kind           TEXT        NOT NULL,
    cycle_id       TEXT        REFERENCES cycles (id),
    unit_id        TEXT        REFERENCES units (id),
    submitted_at   DATETIME,
    late           BOOLEAN,
    late_reason    TEXT        NOT NULL DEFAULT '',
    resubmitted_at DATETIME,
    doc_number     TEXT        NOT NULL DEFAULT '',
    recipient      TEXT        NOT NULL DEFAULT '',
    filed_on       TEXT        NOT NULL DEFAULT '',
    CONSTRAINT reports_once_per_cycle UNIQUE (cycle_id, kind, unit_id)
);

-- Texts and opinions on them ---------------------------------------------------------------------------------------

CREATE TABLE revisions (
    subject_id TEXT        NOT NULL REFERENCES subjects (id),
    number     INTEGER     NOT NULL,
    digest     TEXT        NOT NULL,
    content    TEXT        NOT NULL,
    event      TEXT        NOT NULL,
    note       TEXT        NOT NULL DEFAULT '',
    author_id  TEXT        NOT NULL REFERENCES users (id),
    created_at DATETIME NOT NULL,
    PRIMARY KEY (subject_id, number)
);

CREATE TABLE members (
    compilation_id TEXT        NOT NULL REFERENCES subjects (id),
    member_id      TEXT        NOT NULL REFERENCES subjects (id),
    position       INTEGER     NOT NULL,
    revision       INTEGER     NOT NULL,
    digest         TEXT        NOT NULL,
    added_at       DATETIME NOT NULL,
    removed_at     DATETIME,
    PRIMARY KEY (compilation_id, member_id)
);
CREATE INDEX members_member ON members (member_id);

CREATE TABLE sign_offs (
    id         TEXT        PRIMARY KEY,
    subject_id TEXT        NOT NULL REFERENCES subjects (id),
    digest     TEXT        NOT NULL,
    round      INTEGER     NOT NULL,
    unit_id    TEXT        REFERENCES units (id),
    user_id    TEXT        NOT NULL REFERENCES users (id),
    verdict    TEXT        NOT NULL,
    opinion    TEXT        NOT NULL DEFAULT '',
    signed_at  DATETIME NOT NULL,
    CONSTRAINT sign_offs_verdict_known CHECK (verdict IN ('agree', 'disagree'))
);
CREATE INDEX sign_offs_subject ON sign_offs (subject_id, digest);

CREATE TABLE superior_reviews (
    id          TEXT        PRIMARY KEY,
    subject_id  TEXT        NOT NULL REFERENCES subjects (id),
    reviewer    TEXT        NOT NULL,
    reviewed_on TEXT        NOT NULL,
    opinion     TEXT        NOT NULL,
    evidence_id TEXT,
    recorded_by TEXT        NOT NULL REFERENCES users (id),
    recorded_at DATETIME NOT NULL
);
CREATE INDEX superior_reviews_subject ON superior_reviews (subject_id);

CREATE TABLE evidence (
    id          TEXT        PRIMARY KEY,
    campaign_id TEXT        NOT NULL REFERENCES campaigns (id),
    subject_id  TEXT        NOT NULL REFERENCES subjects (id),
    name        TEXT        NOT NULL,
    size        INTEGER      NOT NULL,
    media_type  TEXT        NOT NULL,
    sha256      TEXT        NOT NULL,
    note        TEXT        NOT NULL DEFAULT '',
    uploaded_by TEXT        NOT NULL REFERENCES users (id),
    uploaded_at DATETIME NOT NULL
);
CREATE INDEX evidence_subject ON evidence (subject_id, id);

-- The Party-group meeting ------------------------------------------------------------------------------------------

CREATE TABLE meetings (
    subject_id  TEXT        PRIMARY KEY REFERENCES subjects (id),
    held_at     DATETIME NOT NULL,
    place       TEXT        NOT NULL DEFAULT '',
    chair_id    TEXT        NOT NULL REFERENCES users (id),
    recorder_id TEXT        NOT NULL REFERENCES users (id),
    rules       TEXT       NOT NULL CHECK (json_valid(rules)),
    observers   TEXT       NOT NULL DEFAULT '[]' CHECK (json_valid(observers)),
    opened_at   DATETIME,
    closed_at   DATETIME
);

CREATE TABLE meeting_members (
    meeting_id      TEXT    NOT NULL REFERENCES meetings (subject_id),
    user_id         TEXT    NOT NULL REFERENCES users (id),
    position        INTEGER NOT NULL,
    attendance      TEXT    NOT NULL DEFAULT '',
    reason          TEXT    NOT NULL DEFAULT '',
    written_opinion TEXT    NOT NULL DEFAULT '',
    PRIMARY KEY (meeting_id, user_id),
    CONSTRAINT meeting_members_attendance_known CHECK (attendance IN ('', 'present', 'leave', 'absent'))
);
CREATE INDEX meeting_members_user ON meeting_members (user_id);

-- Observers with an account, who may see the meeting; those without one stand by name in meetings.observers.
CREATE TABLE meeting_observers (
    meeting_id TEXT    NOT NULL REFERENCES meetings (subject_id),
    user_id    TEXT    NOT NULL REFERENCES users (id),
    position   INTEGER NOT NULL,
    PRIMARY KEY (meeting_id, user_id)
);
CREATE INDEX meeting_observers_user ON meeting_observers (user_id, meeting_id);

CREATE TABLE meeting_items (
    id          TEXT    PRIMARY KEY,
    meeting_id  TEXT    NOT NULL REFERENCES meetings (subject_id),
    position    INTEGER NOT NULL,
    title       TEXT    NOT NULL,
    matter      TEXT    NOT NULL DEFAULT 'ordinary',
    document_id TEXT    REFERENCES subjects (id),
    revision    INTEGER NOT NULL DEFAULT 0,
    digest      TEXT    NOT NULL DEFAULT '',
    outcome     TEXT    NOT NULL DEFAULT '',
    deferral    TEXT    NOT NULL DEFAULT '',
    resolution  TEXT    NOT NULL DEFAULT '',
    CONSTRAINT meeting_items_order UNIQUE (meeting_id, position),
    CONSTRAINT meeting_items_matter_known CHECK (matter IN ('ordinary', 'appointment', 'discipline')),
    CONSTRAINT meeting_items_outcome_known CHECK (outcome IN ('', 'passed', 'rejected', 'deferred'))
);
CREATE INDEX meeting_items_document ON meeting_items (document_id) WHERE document_id IS NOT NULL;

CREATE TABLE item_withdrawals (
    item_id TEXT        NOT NULL REFERENCES meeting_items (id),
    user_id TEXT        NOT NULL REFERENCES users (id),
    reason  TEXT        NOT NULL,
    at      DATETIME NOT NULL,
    PRIMARY KEY (item_id, user_id)
);

CREATE TABLE votes (
    item_id TEXT        NOT NULL REFERENCES meeting_items (id),
    user_id TEXT        NOT NULL REFERENCES users (id),
    choice  TEXT        NOT NULL,
    opinion TEXT        NOT NULL DEFAULT '',
    digest  TEXT        NOT NULL DEFAULT '',
    cast_at DATETIME NOT NULL,
    CONSTRAINT votes_once PRIMARY KEY (item_id, user_id),
    CONSTRAINT votes_choice_known CHECK (choice IN ('for', 'against', 'abstain'))
);

-- What administrators did ------------------------------------------------------------------------------------------

-- No foreign keys: the record outlives what it is about, and the console acts without being a user.
CREATE TABLE acts (
    id          TEXT        PRIMARY KEY,
    at          DATETIME NOT NULL,
    actor_id    TEXT,
    actor_name  TEXT        NOT NULL,
    act         TEXT        NOT NULL,
    object_kind TEXT        NOT NULL,
    object_id   TEXT        NOT NULL,
    detail      TEXT        NOT NULL DEFAULT '',
    request_id  TEXT        NOT NULL DEFAULT ''
);
CREATE INDEX acts_object ON acts (object_id, id);

-- History: insert-only, chained per subject ------------------------------------------------------------------------

-- Only the subject is a foreign key: the others would lock a shared row (the actor's, the campaign's) at every transition.
CREATE TABLE history (
    id             INTEGER     PRIMARY KEY AUTOINCREMENT,
    campaign_id    TEXT        NOT NULL,
    subject_id     TEXT        NOT NULL REFERENCES subjects (id),
    seq            INTEGER      NOT NULL,
    kind           TEXT        NOT NULL,
    event          TEXT        NOT NULL,
    from_state     TEXT        NOT NULL,
    to_state       TEXT        NOT NULL,
    actor_id       TEXT        NOT NULL,
    actor_name     TEXT        NOT NULL,
    role           TEXT        NOT NULL,
    unit_id        TEXT,
    on_behalf_of   TEXT,
    opinion        TEXT        NOT NULL DEFAULT '',
    revision       INTEGER     NOT NULL,
    digest         TEXT        NOT NULL,
    detail         TEXT        NOT NULL DEFAULT '',
    at             DATETIME NOT NULL,
    request_id     TEXT        NOT NULL DEFAULT '',
    correlation_id TEXT        NOT NULL,
    alg            TEXT        NOT NULL,
    prev_hash      BLOB       NOT NULL,
    hash           BLOB       NOT NULL,
    CONSTRAINT history_gap_free UNIQUE (campaign_id, subject_id, seq),
    CONSTRAINT history_seq_positive CHECK (seq >= 1)
);
CREATE INDEX history_actor ON history (actor_id, id);

CREATE TABLE unsequenced (history_id INTEGER PRIMARY KEY);

CREATE TABLE feed (
    position    INTEGER PRIMARY KEY,
    history_id  INTEGER NOT NULL,
    campaign_id TEXT   NOT NULL,
    subject_id  TEXT   NOT NULL,
    seq         INTEGER NOT NULL,
    CONSTRAINT feed_entry_once UNIQUE (subject_id, seq)
);

-- +goose StatementBegin
CREATE TRIGGER history_refuse_update BEFORE UPDATE ON history BEGIN
    SELECT RAISE(ABORT, 'history is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER history_refuse_delete BEFORE DELETE ON history BEGIN
    SELECT RAISE(ABORT, 'history is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER revisions_refuse_update BEFORE UPDATE ON revisions BEGIN
    SELECT RAISE(ABORT, 'revisions is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER revisions_refuse_delete BEFORE DELETE ON revisions BEGIN
    SELECT RAISE(ABORT, 'revisions is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER evidence_refuse_update BEFORE UPDATE ON evidence BEGIN
    SELECT RAISE(ABORT, 'evidence is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER evidence_refuse_delete BEFORE DELETE ON evidence BEGIN
    SELECT RAISE(ABORT, 'evidence is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER votes_refuse_update BEFORE UPDATE ON votes BEGIN
    SELECT RAISE(ABORT, 'votes is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER votes_refuse_delete BEFORE DELETE ON votes BEGIN
    SELECT RAISE(ABORT, 'votes is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER acts_refuse_update BEFORE UPDATE ON acts BEGIN
    SELECT RAISE(ABORT, 'acts is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER acts_refuse_delete BEFORE DELETE ON acts BEGIN
    SELECT RAISE(ABORT, 'acts is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER history_await_sequence AFTER INSERT ON history BEGIN
    INSERT INTO unsequenced (history_id) VALUES (NEW.id);
END;
-- +goose StatementEnd

-- Answers kept for clients that ask again --------------------------------------------------------------------------

CREATE TABLE idempotency_keys (
    user_id    TEXT        NOT NULL,
    key        TEXT        NOT NULL,
    digest     TEXT        NOT NULL,
    status     INTEGER     NOT NULL,
    body       BLOB       NOT NULL,
    etag       TEXT        NOT NULL DEFAULT '',
    location   TEXT        NOT NULL DEFAULT '',
    created_at DATETIME NOT NULL,
    CONSTRAINT idempotency_keys_once PRIMARY KEY (user_id, key)
);

-- +goose Down
-- The history is append-only: going back is restoring a backup.
SELECT 1;
