-- +goose Up

-- A role is given by two people: one proposes, another confirms. Only the console of the machine, which is nobody
-- (granted_by IS NULL), gives one alone.
ALTER TABLE grants ADD COLUMN confirmed_by TEXT REFERENCES users (id)
    CONSTRAINT grants_confirmed_by_another CHECK (confirmed_by <> granted_by AND confirmed_by <> user_id);

-- The three administrators hold no other role, and nobody else holds theirs: neither by a new row nor by a row that is
-- changed, given back or moved to another user.
DROP TRIGGER grants_separate;
-- +goose StatementBegin
CREATE TRIGGER grants_separate BEFORE INSERT ON grants
WHEN NEW.revoked_at IS NULL AND EXISTS (SELECT 1 FROM grants g WHERE g.user_id = NEW.user_id AND g.id <> NEW.id AND g.revoked_at IS NULL AND g.role <> NEW.role
    AND (g.role IN ('system_admin', 'security_admin', 'audit_admin') OR NEW.role IN ('system_admin', 'security_admin', 'audit_admin')))
BEGIN
    SELECT RAISE(ABORT, 'grants_separate: an administrator holds no other role');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER grants_separate_update BEFORE UPDATE OF user_id, role, revoked_at ON grants
WHEN NEW.revoked_at IS NULL AND EXISTS (SELECT 1 FROM grants g WHERE g.user_id = NEW.user_id AND g.id <> NEW.id AND g.revoked_at IS NULL AND g.role <> NEW.role
    AND (g.role IN ('system_admin', 'security_admin', 'audit_admin') OR NEW.role IN ('system_admin', 'security_admin', 'audit_admin')))
BEGIN
    SELECT RAISE(ABORT, 'grants_separate: an administrator holds no other role');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER grants_confirmed BEFORE INSERT ON grants
WHEN NEW.granted_by IS NOT NULL AND (NEW.confirmed_by IS NULL OR NEW.granted_by = NEW.user_id)
BEGIN
    SELECT RAISE(ABORT, 'grants_confirmed: another administrator confirms a role');
END;
-- +goose StatementEnd

CREATE TABLE grant_proposals (
    id          TEXT     PRIMARY KEY,
    user_id     TEXT     NOT NULL REFERENCES users (id),
    unit_id     TEXT     NOT NULL REFERENCES units (id),
    role        TEXT     NOT NULL,
    reason      TEXT     NOT NULL DEFAULT '',
    state       TEXT     NOT NULL,
    proposed_by TEXT     NOT NULL REFERENCES users (id),
    proposed_at DATETIME NOT NULL,
    expires_at  DATETIME NOT NULL,
    decided_by  TEXT     REFERENCES users (id),
    decided_at  DATETIME,
    opinion     TEXT     NOT NULL DEFAULT '',
    grant_id    TEXT     REFERENCES grants (id),
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
