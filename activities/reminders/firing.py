"""Decides what happens to an occurrence whose moment has come, and writes it down."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from activities.reminders import texts
from activities.reminders.series import owed_at
from panager.contracts import limits
from panager.db import deliveries, occurrences
from panager.db.occurrences import Occurrence
from panager.db.pool import Connection
from panager.db.reminders import Reminder
from panager.db.users import Person
from panager.when import next_occurrence, quiet_until
from panager.when import occurrences as occurrences_of

MISSED_AT_MOST = 100
"""Occurrences of a series that are written down one by one after an outage."""


@dataclass(frozen=True, kw_only=True)
class Moment:
    """An occurrence that is due, and everything that its fate depends on."""

    reminder: Reminder
    person: Person
    number: int
    due_at: datetime
    now: datetime
    running_since: datetime
    """Of the worker: what was due before is late because nothing ran."""
    held_until: datetime | None

    @property
    def late(self) -> timedelta:
        """How late it is, not counting how long quiet hours held it."""
        return self.now - self._owed_at

    @property
    def was_down(self) -> bool:
        """Whether nothing ran when it was due."""
        return self._owed_at < self.running_since

    @property
    def _owed_at(self) -> datetime:
        return owed_at(self.due_at, self.held_until)


async def decide(connection: Connection, moment: Moment) -> Occurrence:
    """Hold it, skip it, or write its message; the series' next occurrence is fixed with it."""
    held_until = _held_until(moment)
    missed, next_due_at = ([], None) if held_until else await asyncio.to_thread(_following, moment)
    occurrence = Occurrence(
        reminder_id=moment.reminder.reminder_id,
        number=moment.number,
        due_at=moment.due_at,
        state="held" if held_until else "sending",
        reason="quiet" if held_until else None,
        held_until=held_until,
        next_due_at=next_due_at,
        next_number=moment.number + len(missed) + 1 if next_due_at else None,
    )
    if held_until is None:
        occurrence = await _told(connection, moment, occurrence, len(missed))
        await _note_missed(connection, moment, missed)
    await occurrences.put_occurrence(connection, moment.reminder.user_id, occurrence)
    if occurrence.state == "skipped":
        await occurrences.end_decided(
            connection, moment.reminder.user_id, moment.reminder.reminder_id, moment.number
        )
    return occurrence


def _held_until(moment: Moment) -> datetime | None:
    person = moment.person
    if moment.reminder.terms.urgent or person.quiet_from is None or person.quiet_to is None:
        return None
    return quiet_until(moment.now, zone=person.zone, start=person.quiet_from, end=person.quiet_to)


def _following(moment: Moment) -> tuple[list[datetime], datetime | None]:
    """What was missed since it was due, and what comes next."""
    recurrence, zone = moment.reminder.recurrence, moment.reminder.tzinfo
    if recurrence is None:
        return [], None
    missed: list[datetime] = []
    for at in occurrences_of(recurrence, zone=zone, after=moment.due_at, limit=MISSED_AT_MOST):
        if at > moment.now:
            return missed, at
        missed.append(at)
    return missed, next_occurrence(recurrence, zone=zone, after=moment.now)


async def _told(
    connection: Connection, moment: Moment, occurrence: Occurrence, missed: int
) -> Occurrence:
    much_too_late = moment.late >= limits.MUCH_TOO_LATE
    if much_too_late and moment.reminder.terms.if_late == "skip":
        return replace(occurrence, state="skipped", reason="late")
    asks = moment.reminder.terms.if_late == "ask"
    in_digest = much_too_late and moment.was_down and not asks
    delivery_id = await _join_digest(connection, moment, missed) if in_digest else None
    if delivery_id is None:
        delivery_id = await deliveries.insert_delivery(
            connection,
            moment.reminder.user_id,
            kind="reminder",
            owner_id=moment.reminder.reminder_id,
            occurrence=moment.number,
            channel=moment.person.channel,
            text=_words(moment, missed),
            is_digest=in_digest,
        )
    return replace(occurrence, delivery_id=delivery_id, reason="digest" if in_digest else None)


async def _join_digest(connection: Connection, moment: Moment, missed: int) -> UUID | None:
    """The message of another late reminder, with a line about this one; None for the first."""
    user_id = moment.reminder.user_id
    delivery_id = await deliveries.lock_digest(connection, user_id)
    if delivery_id is not None:
        line = texts.late_line(
            moment.reminder, moment.due_at, moment.now, late=moment.late, missed=missed
        )
        await deliveries.append_text(connection, user_id, delivery_id, line)
    return delivery_id


def _words(moment: Moment, missed: int) -> str:
    reminder, due_at, now = moment.reminder, moment.due_at, moment.now
    if moment.late >= limits.LATE_AFTER:
        asks = reminder.terms.if_late == "ask" and moment.late >= limits.MUCH_TOO_LATE
        return texts.late(
            reminder,
            due_at,
            now,
            late=moment.late,
            was_down=moment.was_down,
            missed=missed,
            asks=asks,
        )
    if moment.held_until is not None:
        return texts.held(reminder, due_at, now)
    return texts.due(reminder)


async def _note_missed(connection: Connection, moment: Moment, missed: Sequence[datetime]) -> None:
    for number, due_at in enumerate(missed, start=moment.number + 1):
        await occurrences.put_occurrence(
            connection,
            moment.reminder.user_id,
            Occurrence(
                reminder_id=moment.reminder.reminder_id,
                number=number,
                due_at=due_at,
                state="skipped",
                reason="quiet" if moment.held_until else "missed",
            ),
        )
