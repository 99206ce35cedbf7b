"""What was asked first with an idempotency key."""

from alembic import op

from panager.db.migrations.statements import split_statements

revision = "0012"
down_revision = "0011"

KEYS = """
CREATE TABLE idempotency_keys (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    asked_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, key)
);
COMMENT ON COLUMN idempotency_keys.fingerprint IS 'SHA-256 of method, path and body.';

ALTER TABLE idempotency_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotency_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON idempotency_keys TO panager_app
    USING (user_id = current_user_id()) WITH CHECK (user_id = current_user_id());
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_keys TO panager_app;
"""


def upgrade() -> None:
    for statement in split_statements(KEYS):
        op.execute(statement)
