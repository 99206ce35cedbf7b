"""Channels are open: the database knows of no list of them, and names nothing after one."""

from alembic import op

from panager.db.migrations.statements import split_statements

revision = "0014"
down_revision = "0012"

ANY_CHANNEL = """
ALTER TABLE users DROP CONSTRAINT IF EXISTS users_channel_check;
ALTER TABLE inbound_messages DROP CONSTRAINT inbound_messages_channel_check;
ALTER TABLE deliveries DROP CONSTRAINT deliveries_channel_check;
"""
NAMES = """
ALTER TABLE inbound_messages RENAME COLUMN snowflake TO channel_order;
ALTER TABLE turns RENAME COLUMN streamed_at TO draft_shown_at;
ALTER TABLE turns RENAME COLUMN streamed_message_id TO draft_message_id;
COMMENT ON COLUMN inbound_messages.channel_order IS
    'Grows with what a person writes, where messages may arrive in another order; NULL elsewhere.';
COMMENT ON COLUMN turns.draft_shown_at IS
    'Before the first call that may have shown a part of the answer as a message of its channel.';
COMMENT ON COLUMN turns.draft_message_id IS
    'The id that the channel gave that message.';
"""


def upgrade() -> None:
    for block in (ANY_CHANNEL, NAMES):
        for statement in split_statements(block):
            op.execute(statement)
