"""Outcomes that a model hears of: events among the messages. Purposes are named in code only."""

from alembic import op

from panager.db.migrations.statements import split_statements

revision = "0015"
down_revision = "0014"

TABLES = """
ALTER TABLE actions ADD COLUMN outcome_to text NOT NULL DEFAULT 'person';
COMMENT ON COLUMN actions.outcome_to IS
    'Who hears how it ended beside its person: nobody, a new turn, or the turn that waits.';
ALTER TABLE inbound_messages ADD COLUMN kind text NOT NULL DEFAULT 'message';
COMMENT ON COLUMN inbound_messages.kind IS
    'message: in the words of a person. event: ours, which nobody wrote and which asks nothing.';
ALTER TABLE usage DROP CONSTRAINT usage_purpose_check;
"""


def upgrade() -> None:
    for statement in split_statements(TABLES):
        op.execute(statement)
