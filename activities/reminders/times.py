"""From a person's time phrase to a moment or a time of day, or to what must be asked."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time

from activities.calls.call import Call
from activities.reminders.create import Refusal, refusal_of
from panager.db.reminders import Reminder
from panager.replies.results import Status, ToolResult
from panager.when import Grain, Kind, Missing, Recurrence, Understanding, next_occurrence

_DAYS = (Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.YEAR)
EARLIER = re.compile(r"앞?당[겨기]\S*|일찍|빨리|먼저|\b(?:by|earlier|sooner)\b", re.IGNORECASE)
_HALF = re.compile(
    r"(?:오전|am|a\.m\.|in the morning)|(?P<pm>오후|pm|p\.m\.|in the afternoon)", re.IGNORECASE
)
_HOUR_AND_MINUTE = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d", re.ASCII)
# Nobody writes these who counts the hours to twelve.
_BY_24_HOURS = re.compile(r"(?:0\d|1[3-9]|2[0-3]):[0-5]\d", re.ASCII)
SUB_DAILY = re.compile(r"FREQ=(?:HOURLY|MINUTELY)")

REFUSED = {
    Refusal.TOO_MANY: Status.TOO_MANY,
    Refusal.TOO_FAR: Status.TOO_FAR,
    Refusal.TOO_OFTEN: Status.TOO_OFTEN,
    Refusal.PAST: Status.NO_TIME,
    Refusal.MISSED: Status.NO_TIME,
    Refusal.WRONG_STATE: Status.TOO_LATE,
    Refusal.ALREADY: Status.TOO_LATE,
    Refusal.LAST_OCCURRENCE: Status.NOTHING_LEFT,
    Refusal.ENDS_BEFORE: Status.NOTHING_LEFT,
    Refusal.COMES_ONCE: Status.NOT_REPEATING,
    Refusal.COMES_LATER: Status.COMES_LATER,
}
"""What a model hears of each refusal."""


@dataclass(frozen=True, kw_only=True)
class Timing:
    """When a reminder is due (UTC), and by which rule again."""

    due_at: datetime
    recurrence: Recurrence | None = None
    notes: tuple[str, ...] = ()


def timing(call: Call, phrase: str, *, after: datetime, about: str) -> Timing | ToolResult:
    """What the phrase means now; an amount ("10분만") counts from `after`.

    `about` is what it is for: it tells which half of the day a bare hour is of.
    """
    return _timing(call, call.understand(phrase, about=about), phrase, after)


def new_timing(call: Call, phrase: str, reminder: Reminder) -> Timing | ToolResult:
    """What the phrase makes of a reminder: a time of day alone keeps its day, or its rule."""
    if earlier := _earlier(call, phrase, reminder):
        return earlier
    if other := _other_half(call, phrase, reminder):
        return other
    heard = call.understand(phrase, about=reminder.text)
    if heard.dated or heard.kind in (Kind.RECURRENCE, Kind.DURATION, Kind.NONE):
        return _timing(call, heard, phrase, reminder.due_at)
    day = datetime.combine(
        reminder.due_at.astimezone(call.person.zone).date(), time(), tzinfo=call.person.zone
    )
    heard = call.understand(phrase, now=max(call.asked_at, day), about=reminder.text)
    found = _timing(call, heard, phrase, reminder.due_at)
    if isinstance(found, ToolResult) or reminder.recurrence is None:
        return found
    return _at_another_time(call, found, reminder.recurrence)


def _other_half(call: Call, phrase: str, reminder: Reminder) -> Timing | ToolResult | None:
    """ "오전으로", "am": the same hour in that half of the day."""
    found = _HALF.fullmatch(phrase.strip())
    if found is None:
        return None
    wall = reminder.due_at.astimezone(call.person.zone)
    hour = wall.hour % 12 + (12 if found["pm"] else 0)
    moved = call.understand(f"{wall:%Y-%m-%d} {hour:02}:{wall:%M}")
    at = moved.at
    if at is None:
        at = call.understand(f"{hour:02}:{wall:%M}").at
    if at is None:
        return ToolResult(status=Status.UNCLEAR, phrase=phrase, missing=Missing.FUTURE)
    same = Timing(due_at=at.astimezone(UTC))
    return (
        same if reminder.recurrence is None else _at_another_time(call, same, reminder.recurrence)
    )


def _earlier(call: Call, phrase: str, reminder: Reminder) -> Timing | ToolResult | None:
    """ "30분 당겨": an amount before its moment; asked about when that is past already."""
    heard = call.understand(EARLIER.sub(" ", phrase)) if EARLIER.search(phrase) else None
    if heard is None or heard.kind is not Kind.DURATION or heard.length is None:
        return None
    due_at = reminder.due_at - heard.length
    if due_at <= call.asked_at:
        return ToolResult(status=Status.UNCLEAR, phrase=phrase, missing=Missing.FUTURE)
    return Timing(due_at=due_at)


def _timing(call: Call, heard: Understanding, phrase: str, after: datetime) -> Timing | ToolResult:
    found: Timing | None = None
    if heard.kind in (Kind.INSTANT, Kind.RECURRENCE) and heard.at is not None:
        found = Timing(due_at=heard.at, recurrence=heard.recurrence, notes=heard.notes)
    elif heard.kind is Kind.DURATION and heard.length is not None:
        found = Timing(due_at=after.astimezone(UTC) + heard.length)
    if found is not None:
        return _within_limits(call, replace(found, due_at=found.due_at.astimezone(UTC)))
    if heard.kind is Kind.UNCLEAR:
        return unclear(call, heard)
    return ToolResult(status=Status.NO_TIME, phrase=phrase)


def _within_limits(call: Call, found: Timing) -> Timing | ToolResult:
    refusal = refusal_of(found.due_at, found.recurrence, now=call.asked_at)
    return found if refusal is None else ToolResult(status=REFUSED[refusal])


def _at_another_time(call: Call, found: Timing, recurrence: Recurrence) -> Timing:
    """The whole series moves to this time of day; one that is due by the hour has none."""
    if SUB_DAILY.search(recurrence.rrule):
        return found
    wall = found.due_at.astimezone(call.person.zone)
    parts = [p for p in recurrence.rrule.split(";") if not p.startswith(("BYHOUR", "BYMINUTE"))]
    moved = replace(
        recurrence,
        rrule=";".join([*parts, f"BYHOUR={wall.hour}", f"BYMINUTE={wall.minute}"]),
        start=recurrence.start.replace(hour=wall.hour, minute=wall.minute, second=0),
    )
    due_at = next_occurrence(moved, zone=call.person.zone, after=call.asked_at)
    return Timing(due_at=(due_at or found.due_at).astimezone(UTC), recurrence=moved)


def unclear(call: Call, understood: Understanding) -> ToolResult:
    """The question about a phrase that has more than one meaning, or not enough of one."""
    return ToolResult(
        status=Status.UNCLEAR,
        phrase=understood.phrase,
        missing=understood.missing,
        readings=[
            call.render(reading.at, whole=reading.grain in _DAYS) for reading in understood.readings
        ],
    )


def time_of_day(
    call: Call, phrase: str | None, *, beside: str | None = None
) -> time | ToolResult | None:
    """A time of day, None for no phrase; without a half of the day it is not guessed.

    `beside` is the other end of the same hours: with "22:00" there, "10:00" is in the morning.
    """
    if not phrase:
        return None
    if _HOUR_AND_MINUTE.fullmatch(phrase) and _BY_24_HOURS.fullmatch(beside or ""):
        return time.fromisoformat(phrase)
    heard = call.understand(phrase)
    if heard.kind is Kind.INSTANT and heard.at is not None:
        return heard.at.time().replace(second=0, microsecond=0)
    if heard.kind is Kind.UNCLEAR:
        return ToolResult(
            status=Status.UNCLEAR,
            phrase=heard.phrase,
            missing=heard.missing,
            readings=[f"{reading.at:%H:%M}" for reading in heard.readings],
        )
    return ToolResult(status=Status.NO_TIME, phrase=phrase)
