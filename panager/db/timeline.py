"""What happened to a reminder, from the rows that everything about it left behind."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from panager.db.pool import Connection

type EntryKind = Literal[
    "made",
    "edit",
    "snooze",
    "pause",
    "resume",
    "cancel",
    "acknowledge",
    "paused_until",
    "due",
    "held",
    "sending",
    "delivered",
    "nagged",
    "undeliverable",
    "skipped",
]
ENDED_SERIES = "once"
"""The reason beside an edit by which a series became a reminder that comes once."""

type Place = tuple[datetime, int, int]
"""Where an entry stands: its time, and the order of what happened at the same time."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing that happened."""

    at: datetime
    rank: int
    number: int
    """Of the occurrence, or of the nag; 0 for what happened to the reminder as a whole."""
    kind: EntryKind
    due_at: datetime | None
    """What it is about; of a delivery, when it was allowed to be there."""
    until: datetime | None
    reason: str | None
    text: str | None
    recurrence: dict[str, Any] | None
    terms: dict[str, Any] | None
    proof: str | None
    """The id that the channel gave the message."""

    @property
    def place(self) -> Place:
        """Its place in the order."""
        return self.at, self.rank, self.number


TIMELINE = """
WITH changes AS (
    SELECT * FROM reminder_changes
    WHERE user_id = $1 AND reminder_id = $2 AND applied_at IS NOT NULL
), occurred AS (
    SELECT o.*, d.created_at, d.delivered_at, d.channel_message_id, d.reason AS failure
    FROM occurrences o LEFT JOIN deliveries d ON d.user_id = $1 AND d.delivery_id = o.delivery_id
    WHERE o.user_id = $1 AND o.reminder_id = $2
), first_due AS (
    SELECT due_at FROM (
        SELECT applied_at AS at, due_at_before AS due_at FROM changes
        UNION ALL SELECT started_at, due_at FROM occurred
    ) happened ORDER BY at LIMIT 1
), events (at, rank, number, kind, due_at, until, reason, text, recurrence, terms, proof) AS (
    SELECT created_at, 0, 0, 'made', coalesce((SELECT due_at FROM first_due), due_at),
           NULL::timestamptz, NULL, coalesce((SELECT text_before FROM changes
           WHERE text_before IS NOT NULL ORDER BY applied_at LIMIT 1), text),
           NULL::jsonb, NULL::jsonb, NULL
    FROM reminders WHERE user_id = $1 AND reminder_id = $2
    UNION ALL SELECT applied_at, 1, 0, verb, due_at, NULL,
           CASE recurrence WHEN 'null'::jsonb THEN 'once' END, text, recurrence, terms, NULL
    FROM changes WHERE verb <> 'skip'
    UNION ALL SELECT applied_at, 1, 0, 'paused_until', due_at, paused_until, NULL, NULL, NULL, NULL,
           NULL
    FROM changes WHERE paused_until IS NOT NULL
    UNION ALL SELECT due_at, 2, number, 'due', due_at, NULL, NULL, NULL, NULL, NULL, NULL
    FROM occurred WHERE state <> 'skipped'
    UNION ALL SELECT started_at, 3, number, 'held', due_at, held_until, reason, NULL, NULL, NULL,
           NULL
    FROM occurred WHERE held_until IS NOT NULL
    UNION ALL SELECT greatest(created_at, started_at), 4, number, 'sending', due_at, NULL, reason,
           NULL, NULL, NULL, NULL
    FROM occurred WHERE created_at IS NOT NULL
    UNION ALL SELECT delivered_at, 5, number, 'delivered', greatest(due_at, held_until), NULL,
           failure, NULL, NULL, NULL, channel_message_id
    FROM occurred WHERE delivered_at IS NOT NULL
    UNION ALL SELECT coalesce(ended_at, started_at), 5, number, state, due_at, NULL,
           CASE state WHEN 'skipped' THEN reason ELSE coalesce(failure, reason) END,
           NULL, NULL, NULL, NULL
    FROM occurred WHERE state IN ('skipped', 'undeliverable')
    UNION ALL SELECT delivered_at, 6, part, 'nagged', NULL, NULL, NULL, NULL, NULL, NULL,
           channel_message_id
    FROM deliveries WHERE user_id = $1 AND kind = 'reminder' AND owner_id = $2 AND part > 0
      AND delivered_at IS NOT NULL
)
SELECT * FROM events
WHERE $3::timestamptz IS NULL OR (at, rank, number) < ($3, $4::integer, $5::integer)
ORDER BY at DESC, rank DESC, number DESC LIMIT $6
"""


async def list_entries(
    connection: Connection, user_id: UUID, reminder_id: UUID, *, before: Place | None, limit: int
) -> list[Entry]:
    """The last ones before a place, oldest first."""
    at, rank, number = before or (None, None, None)
    rows = await connection.fetch(TIMELINE, user_id, reminder_id, at, rank, number, limit)
    return [Entry(**row) for row in reversed(rows)]
