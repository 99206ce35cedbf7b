"""Health of each process: two workers do not overwrite what the other has found out."""

from alembic import op

from panager.db.migrations.statements import split_statements

revision = "0009"
down_revision = "0008"

UPGRADE = """
ALTER TABLE service_health ADD COLUMN process text NOT NULL DEFAULT '';
ALTER TABLE service_health ADD COLUMN seen_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE service_health DROP CONSTRAINT service_health_pkey;
ALTER TABLE service_health ADD PRIMARY KEY (process, part);
COMMENT ON TABLE service_health IS
    'What each process last found out about itself and about services outside.';
COMMENT ON COLUMN service_health.seen_at IS
    'When the process last said that it lives; the rows of one that does not are dropped.';
GRANT DELETE ON service_health TO panager_app;
"""


def upgrade() -> None:
    for statement in split_statements(UPGRADE):
        op.execute(statement)
