"""Rules and times of a request's body; what cannot be is answered with what to send instead."""

from datetime import datetime
from zoneinfo import ZoneInfo

from activities.reminders.commands import check_due
from activities.reminders.create import Refusal
from activities.reminders.series import begin_series
from panager.api.reminders.errors import RefusedError, refused
from panager.when import Recurrence, RecurrenceError


def series(
    rrule: str, *, start: datetime, zone: ZoneInfo, now: datetime
) -> tuple[Recurrence, datetime]:
    """A rule counted from `start`, and its first occurrence that is still to come."""
    try:
        begun = begin_series(rrule, start=start, zone=zone, now=now)
    except RecurrenceError as error:
        raise RefusedError(f"rrule: {error}") from error
    if begun is None:
        raise RefusedError(
            "No occurrence of this rule is still to come, or it takes too long to find; send a"
            " plainer rule."
        )
    return begun


def require_due(due_at: datetime, recurrence: Recurrence | None, *, now: datetime) -> datetime:
    """The same moment in UTC, when a reminder can be due then."""
    checked = check_due(due_at, recurrence, now=now)
    if isinstance(checked, Refusal):
        raise refused(checked)
    return checked
