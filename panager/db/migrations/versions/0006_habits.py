"""Habits: what a person means by words of the day, and where their weeks begin."""

from alembic import op

from panager.db.migrations.statements import split_statements

revision = "0006"
down_revision = "0005"

HABITS = """
ALTER TABLE user_settings ADD COLUMN habits jsonb NOT NULL DEFAULT '{}';
COMMENT ON COLUMN user_settings.habits IS
    'What differs from the usual: {"morning": "07:30", "week_start": "sunday"}, on the wall clock.';
"""


def upgrade() -> None:
    for statement in split_statements(HABITS):
        op.execute(statement)
