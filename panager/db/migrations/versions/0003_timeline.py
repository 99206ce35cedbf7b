"""Changes of how a reminder is kept, and what it was before each change."""

from alembic import op

from panager.db.migrations.statements import split_statements

revision = "0003"
down_revision = "0002"

CHANGES = """
ALTER TABLE reminder_changes ADD COLUMN terms jsonb;
ALTER TABLE reminder_changes ADD COLUMN text_before text;
ALTER TABLE reminder_changes ADD COLUMN due_at_before timestamptz;
COMMENT ON COLUMN reminder_changes.terms IS
    'Those of {"urgent", "if_late", "nag_every_s", "nag_limit"} that are changed.';
COMMENT ON COLUMN reminder_changes.due_at_before IS
    'When it was due until this change took effect; NULL before revision 0003.';
"""


def upgrade() -> None:
    for statement in split_statements(CHANGES):
        op.execute(statement)
