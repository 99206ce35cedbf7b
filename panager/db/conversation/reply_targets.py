"""What a person's message is a reply to, and which reminders that was about."""

from dataclasses import dataclass
from uuid import UUID

from panager.db.pool import Connection


@dataclass(frozen=True, kw_only=True)
class ReplyTarget:
    """A message of ours that was replied to."""

    text: str
    reminder_ids: list[UUID]
    """Of a reminder, every one that it stands for; of an answer, what its turn has touched."""


async def find_sent(
    connection: Connection, user_id: UUID, *, channel: str, channel_message_id: str
) -> UUID | None:
    """The delivery of which the channel's message is a part."""
    delivery_id: UUID | None = await connection.fetchval(
        "SELECT delivery_id FROM deliveries WHERE user_id = $1 AND channel = $2"
        " AND $3 = ANY(sent_message_ids) LIMIT 1",
        user_id,
        channel,
        channel_message_id,
    )
    return delivery_id


async def is_known(connection: Connection, user_id: UUID, delivery_id: UUID) -> bool:
    """Whether this person was sent such a message."""
    known: bool = await connection.fetchval(
        "SELECT EXISTS (SELECT FROM deliveries WHERE user_id = $1 AND delivery_id = $2)",
        user_id,
        delivery_id,
    )
    return known


async def get_target(
    connection: Connection, user_id: UUID, delivery_id: UUID | None
) -> ReplyTarget | None:
    """What was replied to; None when it was nothing of ours."""
    if delivery_id is None:
        return None
    row = await connection.fetchrow(
        """
        SELECT text, ARRAY(
            SELECT d.owner_id WHERE d.kind = 'reminder'
            UNION SELECT o.reminder_id FROM occurrences o
                  WHERE o.user_id = $1 AND o.delivery_id = d.delivery_id
            UNION SELECT (s.body ->> 'reminder_id')::uuid FROM steps s
                  WHERE s.user_id = $1 AND d.kind = 'reply' AND s.turn_id = d.owner_id
                      AND s.kind = 'tool' AND s.body ->> 'reminder_id' <> ''
            UNION SELECT shown::uuid FROM steps s, jsonb_array_elements_text(s.body -> 'offered')
                      AS shown
                  WHERE s.user_id = $1 AND d.kind = 'reply' AND s.turn_id = d.owner_id
                      AND s.kind = 'tool') AS reminder_ids
        FROM deliveries d WHERE d.user_id = $1 AND d.delivery_id = $2
        """,
        user_id,
        delivery_id,
    )
    return None if row is None else ReplyTarget(**row)
