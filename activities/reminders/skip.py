"""Which occurrence of which reminder is to be left out: the next one, or that of a day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import takewhile

from activities.calls.call import Call
from activities.reminders import commands
from activities.reminders.find_by_words import Known, find_meant
from activities.reminders.times import unclear
from panager.contracts.reminder import Verb
from panager.db.changes import Change
from panager.db.reminders import Reminder
from panager.replies.results import Status, ToolResult
from panager.when import Grain, Kind, Missing, Reading, occurrences

DAYS = {Grain.DAY: 1, Grain.WEEK: 7}
SHOWN_AT_MOST = 5


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """One occurrence, and all others of its series that would go with it."""

    reminder: Reminder
    at: datetime


type Spans = Sequence[tuple[datetime, datetime]]


def find_left_out(call: Call, which: str, when: str | None, known: Known) -> LeftOut | ToolResult:
    """The occurrence that is meant, or what must be asked."""
    still_open = known.among(["creating", "scheduled", "paused"])
    if not when:
        series = [reminder for reminder in still_open if reminder.recurrence is not None]
        # "Skip it" is about something that comes again, if there is such a thing.
        candidates = still_open if which.strip() or call.about or not series else series
        found = find_meant(call, which, candidates, known)
        return found if isinstance(found, ToolResult) else LeftOut(reminder=found, at=found.due_at)
    spans = _spans(call, when)
    if isinstance(spans, ToolResult):
        return spans
    due = [reminder for reminder in still_open if any(_within(reminder, spans))]
    found = find_meant(call, which, due, known) if due else ToolResult(status=Status.NOT_FOUND)
    return found if isinstance(found, ToolResult) else _one(call, found, spans)


def change_for(left_out: LeftOut, call: Call) -> Change:
    """Cancel what comes only once, skip what comes next, except the day of what comes later."""
    reminder = left_out.reminder
    request = commands.Request(change_id=call.id, reminder=reminder, now=call.asked_at)
    if left_out.at == reminder.due_at:
        return _skip_or_cancel(request)
    if reminder.recurrence is None:
        raise ValueError("a reminder without a rule is due only once")
    day = left_out.at.astimezone(reminder.tzinfo).date()
    without = reminder.recurrence.except_dates | {day}
    recurrence = replace(reminder.recurrence, except_dates=without)
    return Change(change_id=call.id, verb=Verb.EDIT, reminder=reminder, recurrence=recurrence)


def _skip_or_cancel(request: commands.Request) -> Change:
    change = commands.skip(request)
    if isinstance(change, Change):
        return change
    return Change(change_id=request.change_id, verb=Verb.CANCEL, reminder=request.reminder)


def _one(call: Call, reminder: Reminder, spans: Spans) -> LeftOut | ToolResult:
    due = list(_within(reminder, spans))
    if len(due) == 1 and not _shares_its_day(reminder, due[0]):
        return LeftOut(reminder=reminder, at=due[0])
    return ToolResult(
        status=Status.UNCLEAR,
        text=reminder.text,
        missing=Missing.DATE,
        readings=[call.render(at) for at in due[:SHOWN_AT_MOST]],
    )


def _shares_its_day(reminder: Reminder, at: datetime) -> bool:
    """Whether leaving out the day of a later occurrence would leave out another one too."""
    if at == reminder.due_at:
        return False
    start = at.astimezone(reminder.tzinfo).replace(hour=0, minute=0, second=0, microsecond=0)
    return len(list(_within(reminder, [(start, start + timedelta(days=1))]))) > 1


def _spans(call: Call, when: str) -> Spans | ToolResult:
    """The days or minutes that the phrase may mean."""
    heard = call.understand(when)
    readings = heard.readings
    if heard.kind is Kind.INSTANT and heard.at is not None and heard.grain is not None:
        readings = (Reading(at=heard.at, grain=heard.grain),)
    if heard.kind not in (Kind.INSTANT, Kind.UNCLEAR):
        return ToolResult(status=Status.NO_TIME, phrase=when)
    return [_span(one) for one in readings] or unclear(call, heard)


def _span(reading: Reading) -> tuple[datetime, datetime]:
    days = DAYS.get(reading.grain)
    length = timedelta(minutes=1) if days is None else timedelta(days=days)
    # On the wall clock: a day of 23 or 25 hours is one day.
    return reading.at, reading.at + length


def _within(reminder: Reminder, spans: Spans) -> Iterator[datetime]:
    """Its occurrences to come that lie in one of the spans."""
    for start, end in spans:
        if start <= reminder.due_at < end:
            yield reminder.due_at
        if reminder.recurrence is not None:
            after = max(reminder.due_at, start.astimezone(UTC) - timedelta(microseconds=1))
            later = occurrences(reminder.recurrence, zone=reminder.tzinfo, after=after, limit=400)
            yield from takewhile(lambda at: at < end, later)  # noqa: B023 - used at once
