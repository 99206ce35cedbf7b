"""Reminders, the changes that people asked for, and their occurrences."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from panager.db.pool import Connection
from panager.sentences import Language

type ReminderState = Literal["creating", "scheduled", "delivered", "undeliverable", "cancelled"]

COLUMNS = "reminder_id, user_id, text, state, due_at, zone, language, rrule, occurrence, updated_at"


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """A standing promise."""

    reminder_id: UUID
    user_id: UUID
    text: str
    state: ReminderState
    due_at: datetime
    zone: str
    language: Language
    rrule: str | None
    occurrence: int
    updated_at: datetime

    @property
    def tzinfo(self) -> ZoneInfo:
        """The zone that it was made in."""
        return ZoneInfo(self.zone)


async def insert_reminder(
    connection: Connection,
    user_id: UUID,
    *,
    reminder_id: UUID,
    text: str,
    due_at: datetime,
    zone: str,
    language: Language,
) -> Reminder:
    """Write down the promise before its workflow starts; once per id."""
    await connection.execute(
        "INSERT INTO reminders (reminder_id, user_id, text, due_at, zone, language)"
        " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
        reminder_id,
        user_id,
        text,
        due_at,
        zone,
        language,
    )
    reminder = await get_reminder(connection, user_id, reminder_id)
    if reminder is None:
        raise LookupError(f"no reminder {reminder_id}")
    return reminder


async def get_reminder(connection: Connection, user_id: UUID, reminder_id: UUID) -> Reminder | None:
    """One reminder of this person."""
    row = await connection.fetchrow(
        f"SELECT {COLUMNS} FROM reminders WHERE user_id = $1 AND reminder_id = $2",  # noqa: S608
        user_id,
        reminder_id,
    )
    return None if row is None else Reminder(**row)


async def list_open(connection: Connection, user_id: UUID) -> list[Reminder]:
    """What is still to come, next first."""
    rows = await connection.fetch(
        f"SELECT {COLUMNS} FROM reminders WHERE user_id = $1"  # noqa: S608
        " AND state IN ('creating', 'scheduled') ORDER BY due_at, reminder_id",
        user_id,
    )
    return [Reminder(**row) for row in rows]


async def list_delivered_since(
    connection: Connection, user_id: UUID, since: datetime
) -> list[Reminder]:
    """What was delivered lately, latest first."""
    rows = await connection.fetch(
        f"SELECT {COLUMNS} FROM reminders WHERE user_id = $1"  # noqa: S608
        " AND state = 'delivered' AND updated_at >= $2 ORDER BY updated_at DESC",
        user_id,
        since,
    )
    return [Reminder(**row) for row in rows]


async def list_all(
    connection: Connection, user_id: UUID, *, after: tuple[datetime, UUID] | None, limit: int
) -> list[Reminder]:
    """Every reminder by due time, a page at a time."""
    due_at, reminder_id = after or (None, None)
    rows = await connection.fetch(
        f"SELECT {COLUMNS} FROM reminders WHERE user_id = $1"  # noqa: S608
        " AND ($2::timestamptz IS NULL OR (due_at, reminder_id) > ($2, $3))"
        " ORDER BY due_at, reminder_id LIMIT $4",
        user_id,
        due_at,
        reminder_id,
        limit,
    )
    return [Reminder(**row) for row in rows]


async def update_state(
    connection: Connection, user_id: UUID, reminder_id: UUID, state: ReminderState
) -> None:
    """Record where the reminder stands."""
    await connection.execute(
        "UPDATE reminders SET state = $3, updated_at = now()"
        " WHERE user_id = $1 AND reminder_id = $2",
        user_id,
        reminder_id,
        state,
    )


async def mark_scheduled(connection: Connection, user_id: UUID, reminder_id: UUID) -> None:
    """Its workflow runs: from here on it may be promised. Never turns a later state back."""
    await connection.execute(
        "UPDATE reminders SET state = 'scheduled', updated_at = now()"
        " WHERE user_id = $1 AND reminder_id = $2 AND state = 'creating'",
        user_id,
        reminder_id,
    )


async def insert_change(
    connection: Connection,
    user_id: UUID,
    *,
    change_id: UUID,
    reminder_id: UUID,
    verb: str,
    text: str | None,
    due_at: datetime | None,
) -> None:
    """Write down what the person asked for; the workflow is given its id."""
    await connection.execute(
        "INSERT INTO reminder_changes (change_id, user_id, reminder_id, verb, text, due_at)"
        " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
        change_id,
        user_id,
        reminder_id,
        verb,
        text,
        due_at,
    )


async def is_applied(connection: Connection, user_id: UUID, change_id: UUID) -> bool:
    """Whether this change took effect."""
    applied: bool = await connection.fetchval(
        "SELECT applied_at IS NOT NULL FROM reminder_changes WHERE user_id = $1 AND change_id = $2",
        user_id,
        change_id,
    )
    return applied


async def apply_change(
    connection: Connection, user_id: UUID, change_id: UUID, *, state: str, occurrence: int
) -> None:
    """Make an accepted change true in the row; once, however often it is called."""
    await connection.execute(
        """
        WITH change AS (
            UPDATE reminder_changes SET applied_at = now()
            WHERE user_id = $1 AND change_id = $2 AND applied_at IS NULL
            RETURNING reminder_id, text, due_at
        )
        UPDATE reminders r SET state = $3, occurrence = $4, updated_at = now(),
               text = coalesce(change.text, r.text), due_at = coalesce(change.due_at, r.due_at)
        FROM change WHERE r.user_id = $1 AND r.reminder_id = change.reminder_id
        """,
        user_id,
        change_id,
        state,
        occurrence,
    )


async def start_occurrence(
    connection: Connection, user_id: UUID, *, reminder_id: UUID, number: int, due_at: datetime
) -> None:
    """The moment came: an occurrence is being sent."""
    await connection.execute(
        "INSERT INTO occurrences (reminder_id, number, user_id, due_at, state)"
        " VALUES ($1, $2, $3, $4, 'sending') ON CONFLICT DO NOTHING",
        reminder_id,
        number,
        user_id,
        due_at,
    )


async def end_occurrence(
    connection: Connection, user_id: UUID, *, reminder_id: UUID, number: int, state: str
) -> None:
    """Record how an occurrence ended, and with it a reminder that had only this one."""
    await connection.execute(
        "UPDATE occurrences SET state = $4, ended_at = now()"
        " WHERE user_id = $1 AND reminder_id = $2 AND number = $3",
        user_id,
        reminder_id,
        number,
        state,
    )
    await connection.execute(
        "UPDATE reminders SET state = $4, updated_at = now()"
        " WHERE user_id = $1 AND reminder_id = $2 AND occurrence = $3 AND rrule IS NULL",
        user_id,
        reminder_id,
        number,
        state,
    )
