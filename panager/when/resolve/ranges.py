"""What a range means: where it begins, and the first moment after that which its end can be."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from panager.when.calendars.arithmetic import add_months, week_of
from panager.when.calendars.zones import localize
from panager.when.model.components import (
    Amount,
    Clock,
    Date,
    DayPart,
    DayShift,
    Later,
    Part,
    PeriodShift,
    Phrase,
    Range,
    Window,
    WindowKind,
    Zone,
)
from panager.when.model.named_days import Now, Side
from panager.when.model.understanding import Context, Grain, Kind, Missing, Reading, Understanding
from panager.when.resolve.clocks import WallTime, half_meant, wall_times

type Resolve = Callable[[Phrase, Context], Understanding]

_HALVES = DayPart(Part.AM), DayPart(Part.PM)


def resolve_range(phrase: Phrase, context: Context, resolve: Resolve) -> Understanding:
    """The range, or unclear between two when neither half of the day is said."""
    span = phrase.find(Range)
    if span is None:
        return _unclear()
    shared = tuple(one for one in phrase.components if one is not span)
    start = Phrase((*shared, *span.start))
    if _is_backwards(start, Phrase(span.end)):
        return _unclear()
    going_on = _going_on(start, Phrase(span.end), context, resolve)
    if going_on is not None:
        return going_on
    starts = _starts(start, Phrase(span.end), context)
    found = [_between(start, Phrase(span.end), context, resolve) for start in starts]
    ranges = [one for one in found if one.kind is Kind.RANGE]
    if len(ranges) < 2:
        return ranges[0] if ranges else found[0]
    end = Phrase(span.end)
    # With a day of its own the end does not tell the half of the day of the beginning.
    if _is_bare(end) or end.has(Later) or (end.has(Date) and start.has(Date)):
        return _either(ranges, context)
    return min(ranges, key=_length)


def _is_backwards(start: Phrase, end: Phrase) -> bool:
    """ "10월 5일부터 10월 3일까지" is a slip, and not a year."""
    first, last = start.find(Date), end.find(Date)
    if first is None or last is None or first.year or last.year or first.month != last.month:
        return False
    return first.month is not None and (last.day or 31) < (first.day or 0)


def _going_on(
    start: Phrase, end: Phrase, context: Context, resolve: Resolve
) -> Understanding | None:
    """The range that has begun and not ended, of dates without a year: "August to October"."""
    on = start.find(Date)
    if on is None or on.year is not None or on.month is None or len(start.components) > 1:
        return None
    found = _between(start.extended((Side(past=True),)), end, context, resolve)
    if found.kind is not Kind.RANGE or found.end is None:
        return None
    return found if context.is_future(found.end) else None


def end_of(at: datetime, grain: Grain, context: Context) -> datetime:
    """Where a whole day, week, month or year ends that begins then; a moment ends at once."""
    day = at.date()
    match grain:
        case Grain.DAY:
            after = day + timedelta(days=1)
        case Grain.WEEK:
            after = day + timedelta(days=7)
        case Grain.MONTH:
            after = add_months(day, 1)
        case Grain.YEAR:
            after = add_months(day, 12)
        case _:
            return at
    return localize(datetime.combine(after, time()), context.zone, None, context.now)[0]


def _starts(start: Phrase, end: Phrase, context: Context) -> list[Phrase]:
    """The start with each half of the day when it does not say one: "3 to 5pm"."""
    if not _is_bare(start):
        return [start]
    clock = start.find(Clock)
    if clock is not None and _is_bare(end):
        half = half_meant(clock, context, says_day=start.says_day)
        if half is not None:
            return [start.extended((DayPart(half),))]
    return [start.extended((half,)) for half in _HALVES]


def _is_bare(phrase: Phrase) -> bool:
    clock = phrase.find(Clock)
    return clock is not None and not clock.definite and not phrase.has(DayPart)


def _between(start: Phrase, end: Phrase, context: Context, resolve: Resolve) -> Understanding:
    first = resolve(start, context)
    if first.kind not in (Kind.INSTANT, Kind.RANGE) or first.at is None or first.grain is None:
        return first
    after = _end(end, first.at, start.find(Zone), context, resolve)
    if after is None or after.astimezone(UTC) <= first.at.astimezone(UTC):
        return _unclear()
    return replace(first, kind=Kind.RANGE, end=after)


def _end(
    end: Phrase, start: datetime, zone: Zone | None, context: Context, resolve: Resolve
) -> datetime | None:
    later = end.find(Later)
    if later is not None and len(end.components) == 1:
        found = resolve(end, context.at(start))
        return found.at
    if end.says_time and not end.says_day:
        return _first_after(end, start, end.find(Zone) or zone, context)
    # "from tomorrow to the day after": days are counted from today, dates from the beginning.
    relative = end.has(DayShift, PeriodShift, Later, Now)
    found = resolve(end, context if relative else context.at(start))
    if found.kind is Kind.RANGE:
        return found.end
    if found.at is None or found.grain is None:
        return None
    return end_of(found.at, found.grain, context) if found.whole else found.at


def _first_after(
    end: Phrase, start: datetime, zone: Zone | None, context: Context
) -> datetime | None:
    times = wall_times(end.find(Clock), end.find(DayPart), context.habits)
    days = [start.date() + timedelta(days=more) for more in range(-1, 3)]
    moments = (_moment(day, one, zone, context.at(start)) for day in days for one in times)
    return min(
        (one for one in moments if one.astimezone(UTC) > start.astimezone(UTC)), default=None
    )


def _moment(day: date, at: WallTime, zone: Zone | None, context: Context) -> datetime:
    wall = datetime.combine(day, time()) + timedelta(minutes=at.minutes, seconds=at.second)
    return localize(wall, context.zone, zone, context.now)[0]


def _either(ranges: list[Understanding], context: Context) -> Understanding:
    ahead = [one for one in ranges if one.at is not None and context.is_future(one.at)]
    left = ahead or ranges
    if len(left) == 1:
        return left[0]
    readings = tuple(
        Reading(at=one.at, grain=one.grain, end=one.end)
        for one in left
        if one.at is not None and one.grain is not None
    )
    return Understanding(kind=Kind.UNCLEAR, missing=Missing.MERIDIEM, readings=readings)


def _length(found: Understanding) -> timedelta:
    if found.at is None or found.end is None:
        return timedelta.max
    return found.end.astimezone(UTC) - found.at.astimezone(UTC)


def _unclear() -> Understanding:
    return Understanding(kind=Kind.UNCLEAR, missing=Missing.DATE)


_SECONDS = {Grain.SECOND: 1, Grain.MINUTE: 60, Grain.HOUR: 3600}
_MIDNIGHT = time()


def bounds(window: Window, now: datetime, week_start: int) -> tuple[datetime, datetime]:
    """Where it begins and ends on the wall clock of `now`, without its zone."""
    wall = now.replace(tzinfo=None, fold=0, microsecond=0)
    amount = window.amount
    if window.kind is WindowKind.UNITS:
        unit = _unit(amount.grain)
        floor = _floor(wall, amount.grain, week_start)
        begin = _moved(floor, amount, -1) if window.past else _moved(floor, unit, 1)
        return (begin, floor) if window.past else (begin, _moved(begin, amount, 1))
    anchor = wall if amount.sub_day else datetime.combine(wall.date(), _MIDNIGHT)
    if window.past and window.kind is WindowKind.WITH_TODAY and not amount.sub_day:
        anchor += timedelta(days=1)
    moved = _moved(anchor, amount, -1 if window.past else 1)
    return (moved, anchor) if window.past else (anchor, moved)


def _unit(grain: Grain) -> Amount:
    match grain:
        case Grain.YEAR:
            return Amount(grain, months=12)
        case Grain.MONTH:
            return Amount(grain, months=1)
        case Grain.WEEK:
            return Amount(grain, days=7)
        case Grain.DAY:
            return Amount(grain, days=1)
    return Amount(grain, seconds=_SECONDS[grain])


def _floor(wall: datetime, grain: Grain, week_start: int) -> datetime:
    """The beginning of the unit that is going on."""
    if grain in _SECONDS:
        seconds = wall.hour * 3600 + wall.minute * 60 + wall.second
        return wall - timedelta(seconds=seconds % _SECONDS[grain])
    day = wall.date()
    if grain is Grain.WEEK:
        day = week_of(day, week_start)
    elif grain is not Grain.DAY:
        day = day.replace(day=1) if grain is Grain.MONTH else day.replace(month=1, day=1)
    return datetime.combine(day, _MIDNIGHT)


def _moved(wall: datetime, amount: Amount, sign: int) -> datetime:
    day = add_months(wall.date(), sign * amount.months) + timedelta(days=sign * amount.days)
    return datetime.combine(day, wall.time()) + timedelta(seconds=sign * amount.seconds)
