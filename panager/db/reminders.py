"""Reminders: the standing promises."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

import asyncpg
from pydantic import TypeAdapter

from panager.contracts import reminder as contract
from panager.contracts.reminder import Phase
from panager.db.pool import Connection, Database
from panager.sentences import Language
from panager.when import Recurrence

type ReminderState = Literal[
    "creating", "scheduled", "paused", "delivered", "undeliverable", "cancelled"
]
type IfLate = Literal["send", "ask", "skip"]

PHASES: Final[dict[ReminderState, Phase]] = {
    "creating": Phase.WAITING,
    "scheduled": Phase.WAITING,
    "paused": Phase.PAUSED,
    "delivered": Phase.DELIVERED,
    "undeliverable": Phase.DELIVERED,
    "cancelled": Phase.CANCELLED,
}
COLUMNS = (
    "reminder_id, user_id, text, state, due_at, zone, language, recurrence, urgent, if_late,"
    " nag_every_s, nag_limit, occurrence, nag_at, nag_occurrence, nags, created_at, updated_at"
)
RECURRENCE = TypeAdapter(Recurrence)


@dataclass(frozen=True, kw_only=True)
class Terms:
    """How a reminder is kept, beside when and what."""

    urgent: bool = False
    """Comes in quiet hours too."""
    if_late: IfLate = "send"
    """What to do when it comes much too late."""
    nag_every_s: int | None = None
    """Say it again so often until it is acknowledged."""
    nag_limit: int = 0

    @property
    def nag_every(self) -> timedelta | None:
        return None if self.nag_every_s is None else timedelta(seconds=self.nag_every_s)


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
    recurrence: Recurrence | None
    terms: Terms
    occurrence: int
    created_at: datetime
    updated_at: datetime
    nag_at: datetime | None = None
    """When occurrence `nag_occurrence` is said again; `nags` times it was already."""
    nag_occurrence: int | None = None
    nags: int = 0

    @property
    def tzinfo(self) -> ZoneInfo:
        """The zone that it was made in."""
        return ZoneInfo(self.zone)

    @property
    def rrule(self) -> str | None:
        """The rule of RFC 5545; None for once."""
        return None if self.recurrence is None else self.recurrence.rrule


@dataclass(frozen=True, kw_only=True)
class Plain:
    """As much of a reminder as can be read of any row, whatever its rule looks like."""

    text: str
    due_at: datetime
    occurrence: int
    is_waiting: bool
    channel: str


@dataclass(frozen=True, kw_only=True)
class OpenReminder:
    """As much of a reminder as may be known without knowing whose business it is."""

    reminder_id: UUID
    user_id: UUID
    state: ReminderState
    due_at: datetime

    @property
    def believed(self) -> contract.ReminderState:
        """What its workflow should show of itself."""
        return contract.ReminderState(phase=PHASES[self.state], due_at=self.due_at)


@dataclass(frozen=True, kw_only=True)
class DueReminder(OpenReminder):
    """One that is due soon or overdue, or is to be said again."""

    at: datetime
    """When something is to be done: the due time, or that of the next nag."""


@dataclass(frozen=True, kw_only=True)
class Overdue:
    """How many should have come and have not."""

    count: int
    since: datetime | None
    """When the first of them was due."""


def recurrence_to_json(recurrence: Recurrence | None) -> dict[str, Any] | None:
    """As it is stored."""
    return None if recurrence is None else RECURRENCE.dump_python(recurrence, mode="json")


def _reminder(row: asyncpg.Record) -> Reminder:
    values = dict(row)
    terms = Terms(**{name: values.pop(name) for name in Terms.__dataclass_fields__})
    stored = values.pop("recurrence")
    recurrence = None if stored is None else RECURRENCE.validate_python(stored)
    return Reminder(terms=terms, recurrence=recurrence, **values)


async def insert_reminder(
    connection: Connection,
    user_id: UUID,
    *,
    reminder_id: UUID,
    text: str,
    due_at: datetime,
    zone: str,
    language: Language,
    recurrence: Recurrence | None = None,
    terms: Terms = Terms(),
) -> Reminder:
    """Write down the promise before its workflow starts; once per id."""
    await connection.execute(
        "INSERT INTO reminders (reminder_id, user_id, text, due_at, zone, language, recurrence,"
        " urgent, if_late, nag_every_s, nag_limit)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING",
        reminder_id,
        user_id,
        text,
        due_at,
        zone,
        language,
        recurrence_to_json(recurrence),
        terms.urgent,
        terms.if_late,
        terms.nag_every_s,
        terms.nag_limit,
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
    return None if row is None else _reminder(row)


async def lock_reminder(
    connection: Connection, user_id: UUID, reminder_id: UUID
) -> Reminder | None:
    """The same; until commit nobody else changes it or decides about what is due of it."""
    row = await connection.fetchrow(
        f"SELECT {COLUMNS} FROM reminders"  # noqa: S608
        " WHERE user_id = $1 AND reminder_id = $2 FOR UPDATE",
        user_id,
        reminder_id,
    )
    return None if row is None else _reminder(row)


async def list_open(connection: Connection, user_id: UUID) -> list[Reminder]:
    """What is still to come, next first."""
    rows = await connection.fetch(
        f"SELECT {COLUMNS} FROM reminders WHERE user_id = $1"  # noqa: S608
        " AND state IN ('creating', 'scheduled', 'paused') ORDER BY due_at, reminder_id",
        user_id,
    )
    return [_reminder(row) for row in rows]


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
    return [_reminder(row) for row in rows]


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
    return [_reminder(row) for row in rows]


async def mark_scheduled(connection: Connection, user_id: UUID, reminder_id: UUID) -> None:
    """Its workflow runs: from here on it may be promised. Never turns a later state back."""
    await connection.execute(
        "UPDATE reminders SET state = 'scheduled', updated_at = now()"
        " WHERE user_id = $1 AND reminder_id = $2 AND state = 'creating'",
        user_id,
        reminder_id,
    )


async def count_open(connection: Connection, user_id: UUID) -> int:
    """How many are still to come; whoever counts to add one holds a lock until commit."""
    await connection.execute("SELECT pg_advisory_xact_lock(hashtext('open:' || $1))", str(user_id))
    count: int = await connection.fetchval(
        "SELECT count(*) FROM reminders WHERE user_id = $1"
        " AND state IN ('creating', 'scheduled', 'paused')",
        user_id,
    )
    return count


async def page_open(db: Database, *, after: UUID | None, limit: int) -> list[OpenReminder]:
    """Everybody's open reminders that were not touched for a minute, by id."""
    async with db.edge() as connection:
        rows = await connection.fetch("SELECT * FROM open_reminders($1, $2)", after, limit)
    return [OpenReminder(**row) for row in rows]


async def list_ended(db: Database, ids: list[UUID]) -> list[UUID]:
    """Those of these that are cancelled, undeliverable or not there at all."""
    async with db.edge() as connection:
        rows = await connection.fetch("SELECT reminder_id FROM ended_reminders($1)", ids)
    return [row["reminder_id"] for row in rows]


async def list_due(
    db: Database, *, ahead: timedelta, after: DueReminder | None, limit: int
) -> list[DueReminder]:
    """Everybody's reminders with something to do until then, earliest first, page by page.

    Those that were touched in the last ten seconds are left alone: somebody is at it.
    """
    at, reminder_id = (None, None) if after is None else (after.at, after.reminder_id)
    async with db.edge() as connection:
        rows = await connection.fetch(
            "SELECT * FROM due_reminders($1, $2, $3, $4)", ahead, at, reminder_id, limit
        )
    return [DueReminder(**row) for row in rows]


async def count_overdue(db: Database, *, grace: timedelta) -> Overdue:
    """Of everybody; what quiet hours hold is not overdue."""
    async with db.edge() as connection:
        row = await connection.fetchrow("SELECT * FROM overdue_reminders($1)", grace)
    if row is None:
        raise LookupError("a count is always one row")
    return Overdue(count=row["overdue"], since=row["since"])


async def lock_plain(connection: Connection, user_id: UUID, reminder_id: UUID) -> Plain | None:
    """One reminder of this person; it stays so until commit."""
    row = await connection.fetchrow(
        "SELECT text, due_at, occurrence, state IN ('creating', 'scheduled') AS is_waiting,"
        " (SELECT last_channel FROM users WHERE user_id = $1) AS channel"
        " FROM reminders WHERE user_id = $1 AND reminder_id = $2 FOR UPDATE",
        user_id,
        reminder_id,
    )
    return None if row is None else Plain(**row)


async def stop_nagging(connection: Connection, user_id: UUID, reminder_id: UUID) -> None:
    """What was delivered is not said again."""
    await connection.execute(
        "UPDATE reminders SET nag_at = NULL, updated_at = now()"
        " WHERE user_id = $1 AND reminder_id = $2 AND nag_at <= now()",
        user_id,
        reminder_id,
    )
