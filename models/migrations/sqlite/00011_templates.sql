-- +goose Up

-- The office's own Word templates, one for each kind of document, used in place of the built-in form.
CREATE TABLE document_templates (
    kind        TEXT     PRIMARY KEY NOT NULL,
    name        TEXT     NOT NULL,
    content     BLOB     NOT NULL,
    size        INTEGER  NOT NULL,
    sha256      TEXT     NOT NULL,
    uploaded_by TEXT     NOT NULL REFERENCES users (id),
    uploaded_at DATETIME NOT NULL,
    CONSTRAINT document_templates_kind_known CHECK (kind IN ('plan', 'weekly', 'bulletin', 'progress', 'situation', 'minutes', 'close_out', 'filing'))
);

-- +goose Down
SELECT 1;
