"""Messages that must reach a person: a row first, then the sending, then the proof.

(kind, owner_id, occurrence, part) is the idempotency key of a row.
"""

from collections.abc import Sequence
from typing import Literal
from uuid import UUID

from panager.db.pool import EVENTS_CHANNEL, Connection

type DeliveryKind = Literal["reply", "reminder", "notice", "card", "outcome"]


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
    is_digest: bool = False,
) -> UUID:
    """The row of this message; the first text stands when it is asked for again."""
    delivery_id: UUID = await connection.fetchval(
        """
        INSERT INTO deliveries
            (user_id, kind, owner_id, occurrence, part, channel, text, is_digest)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
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
        is_digest,
    )
    return delivery_id


async def get_channel(connection: Connection, user_id: UUID, delivery_id: UUID) -> str:
    """Where it goes, wherever its person has written since it was written down."""
    channel: str = await connection.fetchval(
        "SELECT channel FROM deliveries WHERE user_id = $1 AND delivery_id = $2",
        user_id,
        delivery_id,
    )
    return channel


async def lock_digest(connection: Connection, user_id: UUID) -> UUID | None:
    """A late reminder of this person that is about to be sent and that others may join.

    Whoever asks holds a lock until commit, so that two late ones do not miss each other. What
    may have reached the person is not joined any more.
    """
    await connection.execute("SELECT pg_advisory_xact_lock(hashtext('digest' || $1))", str(user_id))
    delivery_id: UUID | None = await connection.fetchval(
        "SELECT delivery_id FROM deliveries WHERE user_id = $1 AND is_digest"
        " AND state = 'sending' AND attempted_at IS NULL ORDER BY created_at LIMIT 1 FOR UPDATE",
        user_id,
    )
    return delivery_id


async def append_text(connection: Connection, user_id: UUID, delivery_id: UUID, line: str) -> None:
    """One more line of a message that was not sent yet."""
    await connection.execute(
        "UPDATE deliveries SET text = text || E'\\n' || $3"
        " WHERE user_id = $1 AND delivery_id = $2 AND state = 'sending' AND attempted_at IS NULL",
        user_id,
        delivery_id,
        line,
    )


async def close_card(
    connection: Connection, user_id: UUID, action_id: UUID, note: str
) -> UUID | None:
    """Make the last card of an action say `note` first, once; None when none was delivered."""
    delivery_id: UUID | None = await connection.fetchval(
        """
        UPDATE deliveries SET text = CASE WHEN starts_with(text, $3) THEN text
            ELSE $3 || E'\\n' || text END
        WHERE user_id = $1 AND state = 'delivered' AND delivery_id = (
            SELECT delivery_id FROM deliveries
            WHERE user_id = $1 AND kind = 'card' AND owner_id = $2
            ORDER BY occurrence DESC LIMIT 1)
        RETURNING delivery_id
        """,
        user_id,
        action_id,
        note,
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
    sent_message_ids = $5, delivered_at = now()
FROM number WHERE user_id = $1 AND delivery_id = $2
RETURNING kind, pg_notify($4, $1::text)
"""


async def mark_delivered(
    connection: Connection, user_id: UUID, delivery_id: UUID, *, message_ids: Sequence[str]
) -> DeliveryKind | None:
    """Record the proof and put the message into the conversation; None when that was done.

    `message_ids` are those that its channel gave to its parts; the first is the proof.

    Two attempts at once: the second waits for the first's row and then finds nothing to do.
    The number is taken as in `users.next_seq`.
    """
    kind: DeliveryKind | None = await connection.fetchval(
        MARK_DELIVERED, user_id, delivery_id, message_ids[0], EVENTS_CHANNEL, message_ids
    )
    return kind


async def get_end(
    connection: Connection, user_id: UUID, delivery_id: UUID
) -> Literal["delivered", "undeliverable"] | None:
    """How it ended; None while it is to be sent."""
    ended: Literal["delivered", "undeliverable"] | None = await connection.fetchval(
        "SELECT state FROM deliveries"
        " WHERE user_id = $1 AND delivery_id = $2 AND state <> 'sending'",
        user_id,
        delivery_id,
    )
    return ended


async def mark_undeliverable(
    connection: Connection, user_id: UUID, delivery_id: UUID, *, reason: str
) -> DeliveryKind | None:
    """It can never arrive; None when it has ended already."""
    kind: DeliveryKind | None = await connection.fetchval(
        "UPDATE deliveries SET state = 'undeliverable', reason = $3"
        " WHERE user_id = $1 AND delivery_id = $2 AND state = 'sending' RETURNING kind",
        user_id,
        delivery_id,
        reason,
    )
    return kind
