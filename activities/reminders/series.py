"""When a reminder goes on: what its next occurrence is, and what an amount of time counts from."""

from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from panager.db.reminders import Reminder
from panager.when import Recurrence, next_occurrence, parse_rrule

_INSTANT: Final = timedelta(microseconds=1)


def owed_at(due_at: datetime, held_until: datetime | None) -> datetime:
    """The due time of an occurrence, or the end of the quiet hours that held it."""
    return max(due_at, held_until or due_at)


def begin_series(
    rrule: str, *, start: datetime, zone: ZoneInfo, now: datetime
) -> tuple[Recurrence, datetime] | None:
    """A rule counted from `start`, and its first occurrence to come; None when nothing comes.

    Raises `RecurrenceError` for what is no rule of RFC 5545 that we understand.
    """
    wall = start.astimezone(zone).replace(tzinfo=None, microsecond=0)
    recurrence = Recurrence(rrule=parse_rrule(rrule), start=wall)
    first = next_occurrence(recurrence, zone=zone, after=max(now, start - timedelta(seconds=1)))
    return None if first is None else (recurrence, first)


def next_after(reminder: Reminder, after: datetime) -> datetime | None:
    """The next occurrence of its series (UTC); None when nothing follows."""
    if reminder.recurrence is None:
        return None
    at = next_occurrence(reminder.recurrence, zone=reminder.tzinfo, after=after)
    return None if at is None else at.astimezone(UTC)


def first_from(reminder: Reminder, until: datetime) -> datetime | None:
    """The first occurrence of its series at that moment or after it (UTC); None for none."""
    return next_after(reminder, until - _INSTANT)


def resumes_at(reminder: Reminder, now: datetime) -> datetime | None:
    """When a paused one is due again; None when all of it is past."""
    return reminder.due_at if reminder.due_at > now else next_after(reminder, now)


def snooze_base(reminder: Reminder, now: datetime) -> datetime:
    """What was just delivered is put off from now, what is to come from its own moment."""
    was_delivered = reminder.state == "delivered" or reminder.occurrence > 1
    return now if was_delivered else reminder.due_at
