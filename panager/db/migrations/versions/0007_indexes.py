"""Indexes for what is asked of everybody's rows at once, and for a person's last occurrences."""

from alembic import op

from panager.db.migrations.statements import split_statements

revision = "0007"
down_revision = "0006"

INDEXES = """
CREATE INDEX reminders_due ON reminders (due_at) WHERE state IN ('creating', 'scheduled');
CREATE INDEX reminders_open_by_id ON reminders (reminder_id)
    WHERE state IN ('creating', 'scheduled', 'paused');
CREATE INDEX actions_open ON actions (action_id) WHERE ended_at IS NULL;
CREATE INDEX occurrences_delivered ON occurrences (user_id, ended_at) WHERE state = 'delivered';
"""


def upgrade() -> None:
    for statement in split_statements(INDEXES):
        op.execute(statement)
