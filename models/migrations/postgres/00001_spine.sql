-- +goose Up

-- People and where they belong -------------------------------------------------------------------------------------

CREATE TABLE units (
    id         uuid        PRIMARY KEY,
    code       text        NOT NULL,
    name       text        NOT NULL,
    kind       text        NOT NULL,
    position   integer     NOT NULL,
    active     boolean     NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT units_code_unique UNIQUE (code),
    CONSTRAINT units_name_unique UNIQUE (name),
    CONSTRAINT units_kind_known CHECK (kind IN ('division', 'audit_office', 'general_office', 'party_group', 'outside'))
);

CREATE TABLE users (
    id                   uuid        PRIMARY KEY,
    login                text        NOT NULL,
    name                 text        NOT NULL,
    password_hash        text        NOT NULL,
    must_change_password boolean     NOT NULL DEFAULT false,
    password_changed_at  timestamptz NOT NULL,
    authz_version        bigint      NOT NULL DEFAULT 1,
    disabled_at          timestamptz,
    created_at           timestamptz NOT NULL,
    updated_at           timestamptz NOT NULL,
    CONSTRAINT users_login_unique UNIQUE (login)
);

CREATE TABLE grants (
    id         uuid        PRIMARY KEY,
    user_id    uuid        NOT NULL REFERENCES users (id),
    unit_id    uuid        NOT NULL REFERENCES units (id),
    role       text        NOT NULL,
    granted_by uuid        REFERENCES users (id),
    created_at timestamptz NOT NULL,
    revoked_by uuid        REFERENCES users (id),
    revoked_at timestamptz,
    CONSTRAINT grants_role_known CHECK (role IN ('drafter', 'unit_head', 'lead_leader', 'audit_officer', 'party_member',
        'party_secretary', 'filing_clerk', 'system_admin', 'security_admin', 'audit_admin', 'observer'))
);
CREATE UNIQUE INDEX grants_active_unique ON grants (user_id, unit_id, role) WHERE revoked_at IS NULL;
CREATE INDEX grants_unit ON grants (unit_id);

-- The three administrators hold no other role, and nobody else holds theirs. The user is locked, so that two grants at
-- once see each other.
-- +goose StatementBegin
CREATE FUNCTION separate_grants() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM users WHERE id = NEW.user_id FOR NO KEY UPDATE;
    IF EXISTS (SELECT 1 FROM grants g WHERE g.user_id = NEW.user_id AND g.revoked_at IS NULL AND g.role <> NEW.role
        AND (g.role IN ('system_admin', 'security_admin', 'audit_admin') OR NEW.role IN ('system_admin', 'security_admin', 'audit_admin')))
    THEN
        RAISE EXCEPTION 'grants_separate: an administrator holds no other role' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER grants_separate BEFORE INSERT ON grants FOR EACH ROW EXECUTE FUNCTION separate_grants();

CREATE TABLE sessions (
    id           uuid        PRIMARY KEY,
    token_hash   bytea       NOT NULL,
    user_id      uuid        NOT NULL REFERENCES users (id),
    address      text        NOT NULL DEFAULT '',
    created_at   timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    revoked_at   timestamptz,
    CONSTRAINT sessions_token_unique UNIQUE (token_hash)
);
CREATE INDEX sessions_user ON sessions (user_id);

-- The campaign and its calendar ------------------------------------------------------------------------------------

CREATE TABLE campaigns (
    id              uuid        PRIMARY KEY,
    code            text        NOT NULL,
    name            text        NOT NULL,
    organisation    text        NOT NULL,
    inspecting_body text        NOT NULL DEFAULT '',
    starts_on       text        NOT NULL,
    ends_on         text        NOT NULL,
    phases          jsonb       NOT NULL DEFAULT '[]',
    policies        jsonb       NOT NULL DEFAULT '{}',
    version         bigint      NOT NULL DEFAULT 1,
    created_by      uuid        NOT NULL REFERENCES users (id),
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    CONSTRAINT campaigns_code_unique UNIQUE (code),
    CONSTRAINT campaigns_dates_ordered CHECK (starts_on <= ends_on)
);

CREATE TABLE calendar_years (
    year       integer     PRIMARY KEY,
    doc_no     text        NOT NULL DEFAULT '',
    source     text        NOT NULL DEFAULT '',
    updated_by uuid        REFERENCES users (id),
    updated_at timestamptz NOT NULL
);

CREATE TABLE calendar_days (
    date text    PRIMARY KEY,
    year integer NOT NULL REFERENCES calendar_years (year) ON DELETE CASCADE,
    name text    NOT NULL,
    off  boolean NOT NULL
);
CREATE INDEX calendar_days_year ON calendar_days (year);

-- Who changed the calendar: a deleted year leaves no other trace.
CREATE TABLE calendar_changes (
    id         uuid        PRIMARY KEY,
    year       integer     NOT NULL,
    change     text        NOT NULL,
    source     text        NOT NULL DEFAULT '',
    changed_by uuid        NOT NULL REFERENCES users (id),
    changed_at timestamptz NOT NULL,
    CONSTRAINT calendar_changes_known CHECK (change IN ('imported', 'replaced', 'deleted'))
);
CREATE INDEX calendar_changes_year ON calendar_changes (year, id);

CREATE TABLE cycles (
    id          uuid        PRIMARY KEY,
    campaign_id uuid        NOT NULL REFERENCES campaigns (id),
    series      text        NOT NULL,
    number      integer     NOT NULL,
    due_on      text        NOT NULL,
    due_at      timestamptz NOT NULL,
    moved_from  text        NOT NULL DEFAULT '',
    created_at  timestamptz NOT NULL,
    CONSTRAINT cycles_due_unique UNIQUE (campaign_id, series, due_on)
);

CREATE TABLE obligations (
    cycle_id      uuid NOT NULL REFERENCES cycles (id),
    unit_id       uuid NOT NULL REFERENCES units (id),
    exempt_reason text NOT NULL DEFAULT '',
    exempted_by   uuid REFERENCES users (id),
    exempted_at   timestamptz,
    PRIMARY KEY (cycle_id, unit_id)
);

-- Everything that has a state --------------------------------------------------------------------------------------

CREATE TABLE subjects (
    id             uuid        PRIMARY KEY,
    campaign_id    uuid        NOT NULL REFERENCES campaigns (id),
    kind           text        NOT NULL,
    title          text        NOT NULL,
    state          text        NOT NULL,
    version        bigint      NOT NULL,
    head_hash      bytea       NOT NULL,
    unit_id        uuid        REFERENCES units (id),
    lead_user_id   uuid        REFERENCES users (id),
    parent_id      uuid        REFERENCES subjects (id),
    compilation_id uuid        REFERENCES subjects (id),
    revision       integer     NOT NULL DEFAULT 0,
    digest         text        NOT NULL DEFAULT '',
    round          integer     NOT NULL DEFAULT 1,
    due_at         timestamptz,
    state_since    timestamptz NOT NULL,
    created_by     uuid        NOT NULL REFERENCES users (id),
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    CONSTRAINT subjects_version_positive CHECK (version >= 1),
    CONSTRAINT subjects_state_known CHECK (
        (kind = 'problem' AND state IN ('drafted', 'submitted', 'returned', 'consolidated', 'approved', 'filed', 'closing', 'closed'))
        OR (kind IN ('weekly', 'progress') AND state IN ('drafted', 'submitted', 'returned', 'consolidated', 'approved', 'filed'))
        OR (kind IN ('plan', 'bulletin', 'situation') AND state IN ('drafted', 'returned', 'consolidated', 'approved', 'filed'))
        OR (kind = 'measure' AND state IN ('planned', 'in_progress', 'completed', 'accepted'))
        OR (kind = 'meeting' AND state IN ('convened', 'open', 'adjourned')))
) WITH (fillfactor = 70); -- room in the page for the next version of a row
-- The state is in no index: where no indexed column changes, a move rewrites the row in its page and touches no index.
CREATE INDEX subjects_campaign ON subjects (campaign_id, kind);
CREATE INDEX subjects_unit ON subjects (unit_id, kind);
CREATE INDEX subjects_lead ON subjects (lead_user_id) WHERE lead_user_id IS NOT NULL;
CREATE INDEX subjects_parent ON subjects (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX subjects_compilation ON subjects (compilation_id) WHERE compilation_id IS NOT NULL;
CREATE INDEX subjects_author ON subjects (created_by, id);

CREATE TABLE co_units (
    subject_id uuid    NOT NULL REFERENCES subjects (id),
    unit_id    uuid    NOT NULL REFERENCES units (id),
    position   integer NOT NULL,
    PRIMARY KEY (subject_id, unit_id)
);
CREATE INDEX co_units_unit ON co_units (unit_id);

CREATE TABLE copies (
    subject_id uuid        NOT NULL REFERENCES subjects (id),
    user_id    uuid        NOT NULL REFERENCES users (id),
    copied_by  uuid        NOT NULL REFERENCES users (id),
    copied_at  timestamptz NOT NULL,
    PRIMARY KEY (subject_id, user_id)
);
CREATE INDEX copies_user ON copies (user_id);

CREATE TABLE problems (
    subject_id      uuid    PRIMARY KEY REFERENCES subjects (id),
    campaign_id     uuid    NOT NULL REFERENCES campaigns (id),
    number          text    NOT NULL,
    superior_number text    NOT NULL DEFAULT '',
    part            integer NOT NULL DEFAULT 1,
    heading         text    NOT NULL DEFAULT '',
    text            text    NOT NULL,
    lead_leader     text    NOT NULL DEFAULT '',
    position        integer NOT NULL,
    CONSTRAINT problems_text_unique UNIQUE (campaign_id, number, text, part)
);
CREATE INDEX problems_order ON problems (campaign_id, position, subject_id);

CREATE TABLE measures (
    subject_id         uuid    PRIMARY KEY REFERENCES subjects (id),
    problem_id         uuid    NOT NULL REFERENCES problems (subject_id),
    position           integer NOT NULL,
    text               text    NOT NULL,
    deadline_raw       text    NOT NULL DEFAULT '',
    deadline_kind      text    NOT NULL,
    deadline           jsonb   NOT NULL,
    not_before         text    NOT NULL DEFAULT '',
    due_on             text    NOT NULL DEFAULT '',
    long_term          boolean NOT NULL DEFAULT false,
    immediate          boolean NOT NULL DEFAULT false,
    claimed_status     text    NOT NULL DEFAULT '',
    needs_confirmation boolean NOT NULL DEFAULT false,
    result             text    NOT NULL DEFAULT '',
    review_days        integer NOT NULL DEFAULT 0,
    proof_valid_until  text    NOT NULL DEFAULT '',
    dropped_at         timestamptz
);
CREATE INDEX measures_problem ON measures (problem_id, position);

CREATE TABLE reports (
    subject_id     uuid        PRIMARY KEY REFERENCES subjects (id),
    kind           text        NOT NULL,
    cycle_id       uuid        REFERENCES cycles (id),
    unit_id        uuid        REFERENCES units (id),
    submitted_at   timestamptz,
    late           boolean,
    late_reason    text        NOT NULL DEFAULT '',
    resubmitted_at timestamptz,
    doc_number     text        NOT NULL DEFAULT '',
    recipient      text        NOT NULL DEFAULT '',
    filed_on       text        NOT NULL DEFAULT '',
    CONSTRAINT reports_once_per_cycle UNIQUE (cycle_id, kind, unit_id)
);

-- Texts and opinions on them ---------------------------------------------------------------------------------------

CREATE TABLE revisions (
    subject_id uuid        NOT NULL REFERENCES subjects (id),
    number     integer     NOT NULL,
    digest     text        NOT NULL,
    content    text        NOT NULL,
    event      text        NOT NULL,
    note       text        NOT NULL DEFAULT '',
    author_id  uuid        NOT NULL REFERENCES users (id),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (subject_id, number)
);

CREATE TABLE members (
    compilation_id uuid        NOT NULL REFERENCES subjects (id),
    member_id      uuid        NOT NULL REFERENCES subjects (id),
    position       integer     NOT NULL,
    revision       integer     NOT NULL,
    digest         text        NOT NULL,
    added_at       timestamptz NOT NULL,
    removed_at     timestamptz,
    PRIMARY KEY (compilation_id, member_id)
);
CREATE INDEX members_member ON members (member_id);

CREATE TABLE sign_offs (
    id         uuid        PRIMARY KEY,
    subject_id uuid        NOT NULL REFERENCES subjects (id),
    digest     text        NOT NULL,
    round      integer     NOT NULL,
    unit_id    uuid        REFERENCES units (id),
    user_id    uuid        NOT NULL REFERENCES users (id),
    verdict    text        NOT NULL,
    opinion    text        NOT NULL DEFAULT '',
    signed_at  timestamptz NOT NULL,
    CONSTRAINT sign_offs_verdict_known CHECK (verdict IN ('agree', 'disagree'))
);
CREATE INDEX sign_offs_subject ON sign_offs (subject_id, digest);

CREATE TABLE superior_reviews (
    id          uuid        PRIMARY KEY,
    subject_id  uuid        NOT NULL REFERENCES subjects (id),
    reviewer    text        NOT NULL,
    reviewed_on text        NOT NULL,
    opinion     text        NOT NULL,
    evidence_id uuid,
    recorded_by uuid        NOT NULL REFERENCES users (id),
    recorded_at timestamptz NOT NULL
);
CREATE INDEX superior_reviews_subject ON superior_reviews (subject_id);

CREATE TABLE evidence (
    id          uuid        PRIMARY KEY,
    campaign_id uuid        NOT NULL REFERENCES campaigns (id),
    subject_id  uuid        NOT NULL REFERENCES subjects (id),
    name        text        NOT NULL,
    size        bigint      NOT NULL,
    media_type  text        NOT NULL,
    sha256      text        NOT NULL,
    note        text        NOT NULL DEFAULT '',
    uploaded_by uuid        NOT NULL REFERENCES users (id),
    uploaded_at timestamptz NOT NULL
);
CREATE INDEX evidence_subject ON evidence (subject_id, id);

-- The Party-group meeting ------------------------------------------------------------------------------------------

CREATE TABLE meetings (
    subject_id  uuid        PRIMARY KEY REFERENCES subjects (id),
    held_at     timestamptz NOT NULL,
    place       text        NOT NULL DEFAULT '',
    chair_id    uuid        NOT NULL REFERENCES users (id),
    recorder_id uuid        NOT NULL REFERENCES users (id),
    rules       jsonb       NOT NULL,
    observers   jsonb       NOT NULL DEFAULT '[]',
    opened_at   timestamptz,
    closed_at   timestamptz
);

CREATE TABLE meeting_members (
    meeting_id      uuid    NOT NULL REFERENCES meetings (subject_id),
    user_id         uuid    NOT NULL REFERENCES users (id),
    position        integer NOT NULL,
    attendance      text    NOT NULL DEFAULT '',
    reason          text    NOT NULL DEFAULT '',
    written_opinion text    NOT NULL DEFAULT '',
    PRIMARY KEY (meeting_id, user_id),
    CONSTRAINT meeting_members_attendance_known CHECK (attendance IN ('', 'present', 'leave', 'absent'))
);
CREATE INDEX meeting_members_user ON meeting_members (user_id);

-- Observers with an account, who may see the meeting; those without one stand by name in meetings.observers.
CREATE TABLE meeting_observers (
    meeting_id uuid    NOT NULL REFERENCES meetings (subject_id),
    user_id    uuid    NOT NULL REFERENCES users (id),
    position   integer NOT NULL,
    PRIMARY KEY (meeting_id, user_id)
);
CREATE INDEX meeting_observers_user ON meeting_observers (user_id, meeting_id);

CREATE TABLE meeting_items (
    id          uuid    PRIMARY KEY,
    meeting_id  uuid    NOT NULL REFERENCES meetings (subject_id),
    position    integer NOT NULL,
    title       text    NOT NULL,
    matter      text    NOT NULL DEFAULT 'ordinary',
    document_id uuid    REFERENCES subjects (id),
    revision    integer NOT NULL DEFAULT 0,
    digest      text    NOT NULL DEFAULT '',
    outcome     text    NOT NULL DEFAULT '',
    deferral    text    NOT NULL DEFAULT '',
    resolution  text    NOT NULL DEFAULT '',
    CONSTRAINT meeting_items_order UNIQUE (meeting_id, position),
    CONSTRAINT meeting_items_matter_known CHECK (matter IN ('ordinary', 'appointment', 'discipline')),
    CONSTRAINT meeting_items_outcome_known CHECK (outcome IN ('', 'passed', 'rejected', 'deferred'))
);
CREATE INDEX meeting_items_document ON meeting_items (document_id) WHERE document_id IS NOT NULL;

CREATE TABLE item_withdrawals (
    item_id uuid        NOT NULL REFERENCES meeting_items (id),
    user_id uuid        NOT NULL REFERENCES users (id),
    reason  text        NOT NULL,
    at      timestamptz NOT NULL,
    PRIMARY KEY (item_id, user_id)
);

CREATE TABLE votes (
    item_id uuid        NOT NULL REFERENCES meeting_items (id),
    user_id uuid        NOT NULL REFERENCES users (id),
    choice  text        NOT NULL,
    opinion text        NOT NULL DEFAULT '',
    digest  text        NOT NULL DEFAULT '',
    cast_at timestamptz NOT NULL,
    CONSTRAINT votes_once PRIMARY KEY (item_id, user_id),
    CONSTRAINT votes_choice_known CHECK (choice IN ('for', 'against', 'abstain'))
);

-- What administrators did ------------------------------------------------------------------------------------------

-- No foreign keys: the record outlives what it is about, and the console acts without being a user.
CREATE TABLE acts (
    id          uuid        PRIMARY KEY,
    at          timestamptz NOT NULL,
    actor_id    uuid,
    actor_name  text        NOT NULL,
    act         text        NOT NULL,
    object_kind text        NOT NULL,
    object_id   uuid        NOT NULL,
    detail      text        NOT NULL DEFAULT '',
    request_id  text        NOT NULL DEFAULT ''
);
CREATE INDEX acts_object ON acts (object_id, id);

-- History: insert-only, chained per subject ------------------------------------------------------------------------

-- Only the subject is a foreign key: the others would lock a shared row (the actor's, the campaign's) at every transition.
CREATE TABLE history (
    id             bigint      GENERATED ALWAYS AS IDENTITY,
    campaign_id    uuid        NOT NULL,
    subject_id     uuid        NOT NULL REFERENCES subjects (id),
    seq            bigint      NOT NULL,
    kind           text        NOT NULL,
    event          text        NOT NULL,
    from_state     text        NOT NULL,
    to_state       text        NOT NULL,
    actor_id       uuid        NOT NULL,
    actor_name     text        NOT NULL,
    role           text        NOT NULL,
    unit_id        uuid,
    on_behalf_of   uuid,
    opinion        text        NOT NULL DEFAULT '',
    revision       integer     NOT NULL,
    digest         text        NOT NULL,
    detail         text        NOT NULL DEFAULT '',
    at             timestamptz NOT NULL,
    request_id     text        NOT NULL DEFAULT '',
    correlation_id uuid        NOT NULL,
    alg            text        NOT NULL,
    prev_hash      bytea       NOT NULL,
    hash           bytea       NOT NULL,
    CONSTRAINT history_gap_free PRIMARY KEY (campaign_id, subject_id, seq), -- the campaign first: partitionable by it
    CONSTRAINT history_seq_positive CHECK (seq >= 1)
);
CREATE INDEX history_id ON history (id);
CREATE INDEX history_actor ON history (actor_id, id);

CREATE TABLE unsequenced (history_id bigint PRIMARY KEY);

CREATE TABLE feed (
    position    bigint PRIMARY KEY,
    history_id  bigint NOT NULL,
    campaign_id uuid   NOT NULL,
    subject_id  uuid   NOT NULL,
    seq         bigint NOT NULL,
    CONSTRAINT feed_entry_once UNIQUE (subject_id, seq)
);

-- +goose StatementBegin
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION await_sequence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO unsequenced (history_id) VALUES (NEW.id);
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER history_append_only BEFORE UPDATE OR DELETE ON history FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER history_no_truncate BEFORE TRUNCATE ON history FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER history_await_sequence AFTER INSERT ON history FOR EACH ROW EXECUTE FUNCTION await_sequence();
CREATE TRIGGER revisions_append_only BEFORE UPDATE OR DELETE ON revisions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER evidence_append_only BEFORE UPDATE OR DELETE ON evidence FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER acts_append_only BEFORE UPDATE OR DELETE ON acts FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER votes_append_only BEFORE UPDATE OR DELETE ON votes FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Answers kept for clients that ask again --------------------------------------------------------------------------

CREATE TABLE idempotency_keys (
    user_id    uuid        NOT NULL,
    key        text        NOT NULL,
    digest     text        NOT NULL,
    status     integer     NOT NULL,
    body       bytea       NOT NULL,
    etag       text        NOT NULL DEFAULT '',
    location   text        NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL,
    CONSTRAINT idempotency_keys_once PRIMARY KEY (user_id, key)
);

-- +goose Down
-- The history is append-only: going back is restoring a backup.
SELECT 1;
