"""Occurrences: each time that a reminder was due, and how that ended."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from panager.db.pool import Connection

type OccurrenceState = Literal["sending", "delivered", "undeliverable", "skipped", "held"]

COLUMNS = (
    "reminder_id, number, due_at, state, reason, delivery_id, held_until, next_due_at,"
    " next_number, started_at, ended_at, acknowledged_at"
)


@dataclass(frozen=True, kw_only=True)
class Occurrence:
    """One time that a reminder is due, and what was decided about it."""

    reminder_id: UUID
    number: int
    due_at: datetime
    state: OccurrenceState
    reason: str | None = None
    """skipped: "asked", "late", "missed". held: "quiet"."""
    delivery_id: UUID | None = None
    held_until: datetime | None = None
    next_due_at: datetime | None = None
    next_number: int | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    acknowledged_at: datetime | None = None


async def get_occurrence(
    connection: Connection, user_id: UUID, reminder_id: UUID, number: int
) -> Occurrence | None:
    """One occurrence, if its moment has come."""
    row = await connection.fetchrow(
        f"SELECT {COLUMNS} FROM occurrences"  # noqa: S608
        " WHERE user_id = $1 AND reminder_id = $2 AND number = $3",
        user_id,
        reminder_id,
        number,
    )
    return None if row is None else Occurrence(**row)


async def list_occurrences(
    connection: Connection, user_id: UUID, reminder_id: UUID, *, limit: int
) -> list[Occurrence]:
    """The last ones, oldest first."""
    rows = await connection.fetch(
        f"SELECT {COLUMNS} FROM occurrences"  # noqa: S608
        " WHERE user_id = $1 AND reminder_id = $2 ORDER BY number DESC LIMIT $3",
        user_id,
        reminder_id,
        limit,
    )
    return [Occurrence(**row) for row in reversed(rows)]


@dataclass(frozen=True, kw_only=True)
class Told:
    """The last occurrence of a reminder that reached the person."""

    reminder_id: UUID
    at: datetime
    is_acknowledged: bool


async def list_told(connection: Connection, user_id: UUID, since: datetime) -> list[Told]:
    """The last delivery of each reminder since then, latest first."""
    rows = await connection.fetch(
        """
        SELECT reminder_id, at, is_acknowledged FROM (
            SELECT DISTINCT ON (reminder_id) reminder_id, ended_at AS at,
                   acknowledged_at IS NOT NULL AS is_acknowledged
            FROM occurrences WHERE user_id = $1 AND state = 'delivered' AND ended_at >= $2
            ORDER BY reminder_id, number DESC) last
        ORDER BY at DESC
        """,
        user_id,
        since,
    )
    return [Told(**row) for row in rows]


async def put_occurrence(connection: Connection, user_id: UUID, occurrence: Occurrence) -> None:
    """What was decided now that its moment has come; a held one comes again."""
    await connection.execute(
        """
        INSERT INTO occurrences (user_id, reminder_id, number, due_at, state, reason, delivery_id,
                                 held_until, next_due_at, next_number, ended_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
                CASE WHEN $5 IN ('skipped', 'undeliverable') THEN now() END)
        ON CONFLICT (reminder_id, number) DO UPDATE SET
            due_at = excluded.due_at, state = excluded.state, reason = excluded.reason,
            delivery_id = excluded.delivery_id,
            held_until = coalesce(excluded.held_until, occurrences.held_until),
            next_due_at = excluded.next_due_at, next_number = excluded.next_number,
            ended_at = excluded.ended_at
        """,
        user_id,
        occurrence.reminder_id,
        occurrence.number,
        occurrence.due_at,
        occurrence.state,
        occurrence.reason,
        occurrence.delivery_id,
        occurrence.held_until,
        occurrence.next_due_at,
        occurrence.next_number,
    )


ADVANCE = """
UPDATE reminders r SET updated_at = now(),
    state = CASE WHEN ended.next_due_at IS NULL THEN $4 ELSE 'scheduled' END,
    due_at = coalesce(ended.next_due_at, r.due_at),
    occurrence = coalesce(ended.next_number, r.occurrence),
    nag_occurrence = ended.number, nags = 0,
    nag_at = CASE WHEN ended.state = 'delivered' AND r.nag_limit > 0
        THEN clock_timestamp() + r.nag_every_s * interval '1 second' END
FROM ended WHERE r.reminder_id = ended.reminder_id AND r.occurrence = ended.number
"""
END_DELIVERED = f"""
WITH ended AS (
    UPDATE occurrences SET state = $3, ended_at = now()
    WHERE user_id = $1 AND delivery_id = $2 AND state = 'sending'
    RETURNING reminder_id, number, state, next_due_at, next_number
), nagged AS (
    UPDATE reminders r SET nags = d.part,
        nag_at = CASE WHEN $3 = 'delivered' AND d.part < r.nag_limit
            THEN clock_timestamp() + r.nag_every_s * interval '1 second' END
    FROM deliveries d
    WHERE d.user_id = $1 AND d.delivery_id = $2 AND d.part = r.nags + 1
      AND r.user_id = $1 AND r.reminder_id = d.owner_id AND r.nag_occurrence = d.occurrence
      AND r.nag_at IS NOT NULL
) {ADVANCE}
"""  # noqa: S608 - constants only
END_DECIDED = f"""
WITH ended AS (
    SELECT reminder_id, number, state, next_due_at, next_number FROM occurrences
    WHERE user_id = $1 AND reminder_id = $2 AND number = $3
) {ADVANCE}
"""  # noqa: S608 - constants only


async def end_delivery(
    connection: Connection,
    user_id: UUID,
    delivery_id: UUID,
    *,
    state: Literal["delivered", "undeliverable"],
) -> None:
    """Everything that was due with this message has ended so; the series and the nags go on."""
    await connection.execute(END_DELIVERED, user_id, delivery_id, state, state)


async def end_decided(
    connection: Connection,
    user_id: UUID,
    reminder_id: UUID,
    number: int,
    *,
    state: Literal["delivered", "undeliverable"] = "delivered",
) -> None:
    """It has ended, e.g. was left out because it was too late; the series goes on."""
    await connection.execute(END_DECIDED, user_id, reminder_id, number, state)
