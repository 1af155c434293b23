-- +goose Up

-- The office's own Word templates, one for each kind of document, used in place of the built-in form.
CREATE TABLE document_templates (
    kind        text        PRIMARY KEY,
    name        text        NOT NULL,
    content     bytea       NOT NULL,
    size        bigint      NOT NULL,
    sha256      text        NOT NULL,
    uploaded_by uuid        NOT NULL REFERENCES users (id),
    uploaded_at timestamptz NOT NULL,
    CONSTRAINT document_templates_kind_known CHECK (kind IN ('plan', 'weekly', 'bulletin', 'progress', 'situation', 'minutes', 'close_out', 'filing'))
);

-- +goose Down
SELECT 1;
