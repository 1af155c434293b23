-- +goose Up

-- A role is given by two people: one proposes, another confirms. Only the console of the machine, which is nobody
-- (granted_by IS NULL), gives one alone.
ALTER TABLE grants ADD COLUMN confirmed_by uuid REFERENCES users (id)
    CONSTRAINT grants_confirmed_by_another CHECK (confirmed_by <> granted_by AND confirmed_by <> user_id);

-- The three administrators hold no other role, and nobody else holds theirs: neither by a new row nor by a row that is
-- changed, given back or moved to another user. The user is locked, so that two grants at once see each other.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION separate_grants() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.granted_by IS NOT NULL AND (NEW.confirmed_by IS NULL OR NEW.granted_by = NEW.user_id) THEN
        RAISE EXCEPTION 'grants_confirmed: another administrator confirms a role' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.revoked_at IS NOT NULL THEN
        RETURN NEW;
    END IF;
    PERFORM 1 FROM users WHERE id = NEW.user_id FOR NO KEY UPDATE;
    IF EXISTS (SELECT 1 FROM grants g WHERE g.user_id = NEW.user_id AND g.id <> NEW.id AND g.revoked_at IS NULL AND g.role <> NEW.role
        AND (g.role IN ('system_admin', 'security_admin', 'audit_admin') OR NEW.role IN ('system_admin', 'security_admin', 'audit_admin')))
    THEN
        RAISE EXCEPTION 'grants_separate: an administrator holds no other role' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER grants_separate_update BEFORE UPDATE OF user_id, role, revoked_at ON grants FOR EACH ROW EXECUTE FUNCTION separate_grants();

CREATE TABLE grant_proposals (
    id          uuid        PRIMARY KEY,
    user_id     uuid        NOT NULL REFERENCES users (id),
    unit_id     uuid        NOT NULL REFERENCES units (id),
    role        text        NOT NULL,
    reason      text        NOT NULL DEFAULT '',
    state       text        NOT NULL,
    proposed_by uuid        NOT NULL REFERENCES users (id),
    proposed_at timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    decided_by  uuid        REFERENCES users (id),
    decided_at  timestamptz,
    opinion     text        NOT NULL DEFAULT '',
    grant_id    uuid        REFERENCES grants (id),
    CONSTRAINT grant_proposals_role_known CHECK (role IN ('drafter', 'unit_head', 'lead_leader', 'audit_officer', 'party_member',
        'party_secretary', 'filing_clerk', 'system_admin', 'security_admin', 'audit_admin', 'observer')),
    CONSTRAINT grant_proposals_state_known CHECK (state IN ('proposed', 'confirmed', 'declined', 'withdrawn', 'expired')),
    CONSTRAINT grant_proposals_not_oneself CHECK (proposed_by <> user_id),
    CONSTRAINT grant_proposals_two_people CHECK (state NOT IN ('confirmed', 'declined')
        OR decided_by IS NOT NULL AND decided_by <> proposed_by AND decided_by <> user_id),
    CONSTRAINT grant_proposals_granted CHECK ((state = 'confirmed') = (grant_id IS NOT NULL))
);
CREATE UNIQUE INDEX grant_proposals_open_unique ON grant_proposals (user_id, unit_id, role) WHERE state = 'proposed';
CREATE INDEX grant_proposals_state ON grant_proposals (state, id);
