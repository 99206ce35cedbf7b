"""When a reminder goes on: what its next occurrence is, and what an amount of time counts from."""

from datetime import UTC, datetime

from panager.db.reminders import Reminder
from panager.when import next_occurrence


def next_after(reminder: Reminder, after: datetime) -> datetime | None:
    """The next occurrence of its series (UTC); None when nothing follows."""
    if reminder.recurrence is None:
        return None
    at = next_occurrence(reminder.recurrence, zone=reminder.tzinfo, after=after)
    return None if at is None else at.astimezone(UTC)


def resumes_at(reminder: Reminder, now: datetime) -> datetime | None:
    """When a paused one is due again; None when all of it is past."""
    return reminder.due_at if reminder.due_at > now else next_after(reminder, now)


def snooze_base(reminder: Reminder, now: datetime) -> datetime:
    """What was just delivered is put off from now, what is to come from its own moment."""
    was_delivered = reminder.state == "delivered" or reminder.occurrence > 1
    return now if was_delivered else reminder.due_at
