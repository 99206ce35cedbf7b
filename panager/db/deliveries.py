"""Messages that must reach a person: a row first, then the sending, then the proof."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from panager.db.pool import EVENTS_CHANNEL, Connection

type DeliveryKind = Literal["reply", "reminder", "notice"]


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One message; (kind, owner_id, occurrence, part) is its idempotency key."""

    delivery_id: UUID
    kind: DeliveryKind
    owner_id: UUID
    occurrence: int


async def insert_delivery(
    connection: Connection,
    user_id: UUID,
    *,
    kind: DeliveryKind,
    owner_id: UUID,
    channel: str,
    text: str,
    occurrence: int = 0,
    part: int = 0,
) -> UUID:
    """The row of this message; the first text stands when it is asked for again."""
    delivery_id: UUID = await connection.fetchval(
        """
        INSERT INTO deliveries (user_id, kind, owner_id, occurrence, part, channel, text)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (kind, owner_id, occurrence, part) DO UPDATE SET part = excluded.part
        RETURNING delivery_id
        """,
        user_id,
        kind,
        owner_id,
        occurrence,
        part,
        channel,
        text,
    )
    return delivery_id


MARK_DELIVERED = """
WITH sending AS (
    SELECT delivery_id FROM deliveries
    WHERE user_id = $1 AND delivery_id = $2 AND state = 'sending' FOR UPDATE
), number AS (
    UPDATE users SET last_seq = last_seq + 1 FROM sending WHERE user_id = $1 RETURNING last_seq
)
UPDATE deliveries d SET state = 'delivered', seq = last_seq, channel_message_id = $3,
    delivered_at = now()
FROM number WHERE user_id = $1 AND delivery_id = $2
RETURNING delivery_id, kind, owner_id, occurrence, pg_notify($4, $1::text) AS told
"""


async def mark_delivered(
    connection: Connection, user_id: UUID, delivery_id: UUID, *, channel_message_id: str
) -> Delivery | None:
    """Record the proof and put the message into the conversation; None when that was done.

    Two attempts at once: the second waits for the first's row and then finds nothing to do.
    The number is taken as in `users.next_seq`.
    """
    row = await connection.fetchrow(
        MARK_DELIVERED, user_id, delivery_id, channel_message_id, EVENTS_CHANNEL
    )
    if row is None:
        return None
    return Delivery(
        delivery_id=row["delivery_id"],
        kind=row["kind"],
        owner_id=row["owner_id"],
        occurrence=row["occurrence"],
    )
