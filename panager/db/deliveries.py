"""Messages that must reach a person: a row first, then the sending, then the proof."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from panager.db import messages, users
from panager.db.pool import Connection

type DeliveryKind = Literal["reply", "reminder", "notice"]


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One message on its way; (kind, owner_id, occurrence, part) is its idempotency key."""

    delivery_id: UUID
    user_id: UUID
    kind: DeliveryKind
    owner_id: UUID
    occurrence: int
    state: str


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


async def lock_delivery(connection: Connection, user_id: UUID, delivery_id: UUID) -> Delivery:
    """The row, held until commit, so that two attempts cannot both deliver."""
    row = await connection.fetchrow(
        "SELECT delivery_id, user_id, kind, owner_id, occurrence, state FROM deliveries"
        " WHERE user_id = $1 AND delivery_id = $2 FOR UPDATE",
        user_id,
        delivery_id,
    )
    if row is None:
        raise LookupError(f"no delivery {delivery_id}")
    return Delivery(**row)


async def mark_delivered(
    connection: Connection, user_id: UUID, delivery_id: UUID, *, channel_message_id: str
) -> None:
    """Record the proof and put the message into the conversation."""
    seq = await users.next_seq(connection, user_id)
    await connection.execute(
        "UPDATE deliveries SET state = 'delivered', seq = $3, channel_message_id = $4,"
        " delivered_at = now() WHERE user_id = $1 AND delivery_id = $2",
        user_id,
        delivery_id,
        seq,
        channel_message_id,
    )
    await messages.notify(connection, user_id)
