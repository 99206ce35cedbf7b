"""Habits: what words of the day mean to a person. And until when they paused a series."""

from alembic import op

from panager.db.migrations.statements import split_statements

revision = "0006"
down_revision = "0005"

HABITS = """
ALTER TABLE user_settings ADD COLUMN habits jsonb NOT NULL DEFAULT '{}';
COMMENT ON COLUMN user_settings.habits IS
    'What differs from the usual: {"morning": "07:30", "week_start": "sunday"}, on the wall clock.';
"""
PAUSES = """
ALTER TABLE reminder_changes ADD COLUMN paused_until timestamptz;
COMMENT ON COLUMN reminder_changes.paused_until IS
    'Of a skip that leaves out every occurrence before that moment; due_at is the first one.';
"""


def upgrade() -> None:
    for block in (HABITS, PAUSES):
        for statement in split_statements(block):
            op.execute(statement)
