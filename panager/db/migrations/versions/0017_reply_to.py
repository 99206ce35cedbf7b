"""The message of ours that a person's message is a reply to."""

from alembic import op

from panager.db.migrations.statements import split_statements

revision = "0017"
down_revision = "0016"

TABLES = """
ALTER TABLE inbound_messages
    ADD COLUMN reply_to uuid REFERENCES deliveries ON DELETE SET NULL;
COMMENT ON COLUMN inbound_messages.reply_to IS
    'The delivery that it is a reply to, so that "this" is what that was about.';
CREATE INDEX inbound_messages_reply_to ON inbound_messages (reply_to) WHERE reply_to IS NOT NULL;
"""


def upgrade() -> None:
    for statement in split_statements(TABLES):
        op.execute(statement)
