"""Notices of a conversation: the welcome, and what could not be delivered before.

The welcome is owned by the person, so that its key exists once; the others by their turn.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from panager.db.deliveries import DeliveryKind
from panager.db.pool import Connection


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A notice that is written down."""

    delivery_id: UUID
    owner_id: UUID
    part: int
    state: Literal["sending", "delivered", "undeliverable"]


@dataclass(frozen=True, kw_only=True)
class Untold:
    """Something that could not be delivered: an occurrence, an answer or a notice."""

    kind: DeliveryKind
    owner_id: UUID
    text: str
    """Of a reminder its own text, else that of the message."""
    at: datetime
    """When it was due, or written."""


async def list_notices(connection: Connection, user_id: UUID, turn_id: UUID) -> list[Notice]:
    """The welcome in every attempt at it, then those of this turn."""
    rows = await connection.fetch(
        "SELECT delivery_id, owner_id, part, state FROM deliveries WHERE kind = 'notice'"
        " AND user_id = $1 AND owner_id IN ($1, $2) ORDER BY owner_id <> $1, part",
        user_id,
        turn_id,
    )
    return [Notice(**row) for row in rows]


TAKE_UNTOLD = """
WITH untold AS (
    UPDATE deliveries SET told_at = now()
    WHERE user_id = $1 AND state = 'undeliverable' AND told_at IS NULL
    RETURNING delivery_id, kind, owner_id, occurrence, text, created_at
)
SELECT DISTINCT d.kind, d.owner_id, coalesce(r.text, d.text) AS text,
       coalesce(o.due_at, d.created_at) AS at
FROM untold d
LEFT JOIN occurrences o ON d.kind = 'reminder' AND o.user_id = $1
     AND (o.delivery_id = d.delivery_id OR (o.reminder_id, o.number) = (d.owner_id, d.occurrence))
LEFT JOIN reminders r ON r.reminder_id = o.reminder_id
ORDER BY at, text
"""
# One message may tell of several reminders (a digest), and several of one (a nag).


async def take_untold(connection: Connection, user_id: UUID) -> list[Untold]:
    """What nobody has told them yet, oldest first; from this transaction on it counts as told."""
    rows = await connection.fetch(TAKE_UNTOLD, user_id)
    return [Untold(**row) for row in rows]
