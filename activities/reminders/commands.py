"""What may be done to a reminder and what comes of it: one function for each command.

They only decide. Who asks (an endpoint, a button, a form, a tool) words a refusal in its own way,
and `activities.reminders.update.request_change` sends the change. The rows decide last: a reminder
may have become due since it was read.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from activities.reminders.create import Refusal, refusal_of
from activities.reminders.series import first_from, next_after, resumes_at
from panager.contracts import limits
from panager.contracts.reminder import Verb
from panager.db.changes import Change
from panager.db.reminders import Reminder, ReminderState
from panager.when import Recurrence

LEADS_TO: Final[dict[Verb, ReminderState]] = {
    Verb.CANCEL: "cancelled",
    Verb.PAUSE: "paused",
    Verb.RESUME: "scheduled",
}
"""Asking for one of these again changes nothing."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """A person's request to change this reminder."""

    change_id: UUID
    """The same when it is asked again, so that doing it again is doing it once."""
    reminder: Reminder
    """As it was when it was read."""
    now: datetime


def edit(
    request: Request,
    *,
    due_at: datetime | None = None,
    recurrence: Recurrence | None = None,
    text: str | None = None,
    options: dict[str, Any] | None = None,
    ends_series: bool = False,
) -> Change | Refusal:
    """Other words, time, rule or delivery options (fields of `Terms`); None leaves one as it is."""
    if due_at is not None:
        checked = check_due(due_at, recurrence, now=request.now)
        if isinstance(checked, Refusal):
            return checked
        due_at = checked
    return Change(
        change_id=request.change_id,
        verb=Verb.EDIT,
        reminder=request.reminder,
        due_at=due_at,
        text=text,
        recurrence=recurrence,
        terms=options,
        ends_series=ends_series,
    )


def snooze(request: Request, until: datetime) -> Change | Refusal:
    """Later, also after it was delivered, but not what was cancelled or is paused."""
    if request.reminder.state in ("cancelled", "paused"):
        return Refusal.WRONG_STATE
    due_at = check_due(until, None, now=request.now)
    return due_at if isinstance(due_at, Refusal) else _change(request, Verb.SNOOZE, due_at)


def skip(request: Request) -> Change | Refusal:
    """Leave the next occurrence of a series out; the one after it is the next one then."""
    following = next_after(request.reminder, request.reminder.due_at)
    if following is None:
        return Refusal.LAST_OCCURRENCE
    return _change(request, Verb.SKIP, following)


def pause(request: Request) -> Change | Refusal:
    """Nothing until it is resumed."""
    if is_already(Verb.PAUSE, request.reminder):
        return Refusal.ALREADY
    return _change(request, Verb.PAUSE)


def pause_until(request: Request, until: datetime) -> Change | Refusal:
    """Leave out what comes of a series before that moment; it goes on by itself."""
    reminder = request.reminder
    if reminder.state not in ("creating", "scheduled"):
        return Refusal.WRONG_STATE
    checked = check_due(until, None, now=request.now)
    if isinstance(checked, Refusal):
        return checked
    if reminder.recurrence is None:
        return Refusal.COMES_ONCE
    if reminder.due_at >= checked:
        return Refusal.COMES_LATER
    following = first_from(reminder, checked)
    if following is None:
        return Refusal.ENDS_BEFORE
    due_at = check_due(following, None, now=request.now)
    if isinstance(due_at, Refusal):
        return due_at
    return replace(_change(request, Verb.SKIP, due_at), paused_until=checked)


def resume(request: Request) -> Change | Refusal:
    """Go on with what was paused: at its own moment, or with the next one when that has passed."""
    if is_already(Verb.RESUME, request.reminder):
        return Refusal.ALREADY
    if request.reminder.state != "paused":
        return Refusal.WRONG_STATE
    due_at = resumes_at(request.reminder, request.now)
    return Refusal.MISSED if due_at is None else _change(request, Verb.RESUME, due_at)


def acknowledge(request: Request) -> Change:
    """It is done: no more nagging about what was delivered."""
    return _change(request, Verb.ACKNOWLEDGE)


def cancel(request: Request) -> Change | Refusal:
    """Never again."""
    if is_already(Verb.CANCEL, request.reminder):
        return Refusal.ALREADY
    return _change(request, Verb.CANCEL)


def is_already(verb: Verb, reminder: Reminder) -> bool:
    """Whether it is in the state that this change leads to, so that there is nothing to do."""
    return reminder.state == LEADS_TO.get(verb)


def check_due(
    due_at: datetime, recurrence: Recurrence | None, *, now: datetime
) -> datetime | Refusal:
    """The same moment in UTC when a reminder can be due then, else why it cannot."""
    if due_at <= now:
        return Refusal.PAST
    return refusal_of(due_at, recurrence, now=now) or due_at.astimezone(UTC)


def nag_limit(every_s: int | None) -> int:
    """How often it is said again when it is said every so many seconds; None for never."""
    return 0 if every_s is None else limits.MAX_NAGS


def _change(request: Request, verb: Verb, due_at: datetime | None = None) -> Change:
    return Change(change_id=request.change_id, verb=verb, reminder=request.reminder, due_at=due_at)
