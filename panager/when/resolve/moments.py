"""From a phrase to its meaning: what a person means now, in this zone, with these habits."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from panager.when.calendars.arithmetic import add_months
from panager.when.calendars.zones import localize, today_in
from panager.when.model.components import (
    Amount,
    Before,
    Clock,
    DayPart,
    Later,
    Length,
    Phrase,
    Range,
    Vague,
    Window,
    Zone,
)
from panager.when.model.named_days import Counted, Now, Ordinal, SameTime, WorkingDays
from panager.when.model.understanding import Context, Grain, Kind, Missing, Reading, Understanding
from panager.when.resolve.clocks import WallTime, half_meant, same_time, wall_times
from panager.when.resolve.dates import days_of
from panager.when.resolve.days import Days
from panager.when.resolve.ranges import bounds, resolve_range

_MOST_READINGS = 3


@dataclass(frozen=True, slots=True)
class Moment:
    """A reading and the notes that come with it."""

    reading: Reading
    notes: tuple[str, ...] = ()


def resolve(phrase: Phrase, rivals: Sequence[Phrase], context: Context) -> Understanding:
    """The meaning of a phrase, or unclear between it and its rivals; without the words around."""
    meanings = [_safely(one, context) for one in (phrase, *rivals)]
    found = [
        Reading(at=one.at, grain=one.grain, end=one.end) for one in meanings if one.at and one.grain
    ]
    readings = tuple(sorted(found, key=lambda one: one.at.astimezone(UTC)))
    meaning = meanings[0]
    if rivals and not found:
        meaning = _either(meanings)
    elif rivals:
        # "오후 3시 아니면 4시": one is clear and the other is not.
        open_ones = (reading for one in meanings for reading in one.readings)
        readings = tuple(sorted((*found, *open_ones), key=lambda one: one.at.astimezone(UTC)))
    if len({one.at.astimezone(UTC) for one in readings}) > 1:
        meaning = Understanding(kind=Kind.UNCLEAR, missing=Missing.DATE, readings=readings)
    elif rivals and found and not all(one.at or one.readings for one in meanings):
        # "later this week at 5pm": with the one beside it it is no moment.
        meaning = Understanding(kind=Kind.UNCLEAR, missing=Missing.MOMENT, readings=readings)
    dated = phrase.says_day or phrase.has(Later)
    notes = (*meaning.notes, "holidays") if _counts_work(phrase) else meaning.notes
    return replace(meaning, dated=dated, notes=notes)


def _either(meanings: Sequence[Understanding]) -> Understanding:
    """What is unclear in each of them, together: "5/12 at 3"."""
    readings = (one for meaning in meanings for one in meaning.readings)
    ordered = tuple(sorted(readings, key=lambda one: one.at.astimezone(UTC)))
    return replace(meanings[0], readings=ordered)


def _counts_work(phrase: Phrase) -> bool:
    """Whether holidays, which are not known here, would change the day."""
    ordinal = phrase.find(Ordinal)
    is_workday = ordinal is not None and ordinal.of is Counted.WORKDAY
    working = phrase.find(WorkingDays)
    return is_workday or (working is not None and working.country is None)


def _safely(phrase: Phrase, context: Context) -> Understanding:
    try:
        return _resolve(phrase, context)
    except (OverflowError, ValueError):  # past the year 9999
        return _unclear(Missing.DATE)


def _resolve(phrase: Phrase, context: Context) -> Understanding:
    phrase = replace(phrase, week_start=context.habits.week_start)
    if phrase.has(Range):
        return _in_range(phrase, context)
    later, length, before = phrase.find(Later), phrase.find(Length), phrase.find(Before)
    window = phrase.find(Window)
    if window is not None:
        return _in_window(window, context)
    if length is not None:
        span = _moved(context.now, length.amount) - context.now
        return Understanding(kind=Kind.DURATION, length=_exact(length.amount) or span)
    if phrase.has(Vague) and phrase.says_time:
        return _unclear(Missing.MOMENT)  # "며칠 뒤 9시"
    if phrase.says_time:
        return _at_time(phrase, context, before)
    if phrase.says_day and not (before is not None and before.amount.sub_day):
        return _day_only(phrase, context)
    if before is not None:
        return _ago(before.amount, context) if before.ago else _unclear(Missing.TIME)
    if later is not None:
        return _later(later.amount, context)
    if phrase.has(Now):
        return Understanding(kind=Kind.INSTANT, at=context.now, grain=Grain.SECOND)
    return _unclear(Missing.TIME)


def _in_range(phrase: Phrase, context: Context) -> Understanding:
    span = phrase.find(Range)
    if span is not None and Now() in span.start and phrase.has(Clock, DayPart):
        return _unclear(Missing.MOMENT)  # "later this week at 5pm" is on one of its days
    return resolve_range(phrase, context, _resolve)


def _exact(amount: Amount) -> timedelta | None:
    if amount.months:
        return None
    return timedelta(days=amount.days, seconds=amount.seconds)


def _later(amount: Amount, context: Context) -> Understanding:
    at, notes = _wall_moved(amount, context)
    at = (at.astimezone(UTC) + timedelta(seconds=amount.seconds)).astimezone(context.zone)
    return Understanding(kind=Kind.INSTANT, at=at, grain=amount.grain, notes=notes)


def _ago(amount: Amount, context: Context) -> Understanding:
    back = Amount(amount.grain, -amount.months, -amount.days, -amount.seconds)
    return _later(back, context)


def _wall_moved(amount: Amount, context: Context) -> tuple[datetime, tuple[str, ...]]:
    """Days and months keep the time on the clock; without any, the moment stays untouched."""
    if not amount.days and not amount.months:
        return context.now, ()
    wall = context.now.replace(tzinfo=None, fold=0)
    day = add_months(wall.date(), amount.months) + timedelta(days=amount.days)
    return localize(datetime.combine(day, wall.time()), context.zone, None, context.now)


def _moved(moment: datetime, amount: Amount) -> datetime:
    day = add_months(moment.date(), amount.months) + timedelta(days=amount.days)
    return datetime.combine(day, moment.timetz()) + timedelta(seconds=amount.seconds)


def _at_time(phrase: Phrase, context: Context, before: Before | None) -> Understanding:
    days = days_of(phrase, today_in(phrase.find(Zone), context.now))
    if not days.dates or days.grain is not Grain.DAY:
        return _unclear(Missing.DATE)
    clock, part = phrase.find(Clock), phrase.find(DayPart)
    times = wall_times(clock, part, context.habits)
    if len(times) > 1 and clock is not None and not clock.midnight:
        half = half_meant(clock, context, says_day=phrase.says_day)
        part = None if half is None else DayPart(half)
        times = wall_times(clock, part, context.habits)
    if phrase.has(SameTime):
        times = (same_time(context.now),)
    if not times and clock is not None:  # "오전 15시": both are said, so neither is followed
        return _unclear(Missing.MERIDIEM)
    if days.several or days.ends:
        return _one_of(phrase, days, times, context)
    moments = _first_future(phrase, days, times, context)
    # An amount of whole days has moved the day already.
    if before is not None and not before.ago and before.amount.sub_day:
        moments = [_earlier(moment, before, context) for moment in moments]
    ahead = [moment for moment in moments if context.is_future(moment.reading.at)]
    return _settled(ahead or moments, midnight=clock is not None and clock.midnight)


def _one_of(
    phrase: Phrase, days: Days, times: Sequence[WallTime], context: Context
) -> Understanding:
    """A time on one of several days: "at the weekend at 3 pm"; which one is not said."""
    dates = days.each_day() if days.ends else days.dates
    zone = phrase.find(Zone)
    moments = [_moment(day, one, zone, context) for day in dates for one in times]
    ahead = [one for one in moments if context.is_future(one.reading.at)]
    if len(times) > 1 or len(ahead) > _MOST_READINGS:
        return _unclear(Missing.DATE)
    return _settled(ahead or moments[-1:], midnight=True)


def _first_future(
    phrase: Phrase, days: Days, times: Sequence[WallTime], context: Context
) -> list[Moment]:
    """Each time on its own first future day, or all on the first day with any in the future.

    When every one is past, as of "yesterday", those of the last day.
    """
    zone = phrase.find(Zone)
    by_day = [[_moment(day, one, zone, context) for one in times] for day in days.dates]
    ahead = [[one for one in day if context.is_future(one.reading.at)] for day in by_day]
    if not days.each:
        return next((day for day in ahead if day), by_day[-1])
    by_time = ([day[index] for day in by_day] for index in range(len(times)))
    firsts = (
        next((one for one in column if context.is_future(one.reading.at)), None)
        for column in by_time
    )
    return [one for one in firsts if one is not None]


def _moment(day: date, at: WallTime, zone: Zone | None, context: Context) -> Moment:
    wall = datetime.combine(day, time()) + timedelta(minutes=at.minutes, seconds=at.second)
    moment, notes = localize(wall, context.zone, zone, context.now)
    return Moment(Reading(at=moment, grain=at.grain), notes)


def _earlier(moment: Moment, before: Before, context: Context) -> Moment:
    amount = before.amount
    day = add_months(moment.reading.at.date(), -amount.months) - timedelta(days=amount.days)
    wall = datetime.combine(day, moment.reading.at.time())
    kept = moment.reading.at
    if amount.days or amount.months:
        kept = localize(wall, context.zone, None, context.now)[0]
    at = (kept.astimezone(UTC) - timedelta(seconds=amount.seconds)).astimezone(context.zone)
    grain = min(moment.reading.grain, amount.grain, key=list(Grain).index)
    return Moment(Reading(at=at, grain=grain), moment.notes)


def _settled(moments: list[Moment], *, midnight: bool) -> Understanding:
    readings = {one.reading.at.astimezone(UTC): one for one in moments}
    if len(readings) == 1:
        only = moments[0]
        return Understanding(
            kind=Kind.INSTANT, at=only.reading.at, grain=only.reading.grain, notes=only.notes
        )
    missing = Missing.DATE if midnight else Missing.MERIDIEM
    return Understanding(
        kind=Kind.UNCLEAR, missing=missing, readings=tuple(one.reading for one in moments)
    )


def _day_only(phrase: Phrase, context: Context) -> Understanding:
    """A day, week, month or year by its first moment; the coming one, or the past one it names."""
    today = context.now.date()
    days = days_of(phrase, today)
    if not days.dates:
        return _unclear(Missing.DATE)
    starts = [_midnight(day, context) for day in days.dates]
    if days.several:
        return _unclear(Missing.DATE, *(Reading(at=one, grain=days.grain) for one in starts))
    ahead = (
        index
        for index, day in enumerate(days.dates)
        if days.end(index) > today and not (day == today and days.each)
    )
    index = next(ahead, len(starts) - 1)
    if days.ends:
        end = _midnight(days.ends[index], context)
        return Understanding(
            kind=Kind.RANGE, at=starts[index], end=end, grain=Grain.DAY, whole=True
        )
    return Understanding(kind=Kind.INSTANT, at=starts[index], grain=days.grain, whole=True)


def _midnight(day: date, context: Context) -> datetime:
    return localize(datetime.combine(day, time()), context.zone, None, context.now)[0]


def _in_window(window: Window, context: Context) -> Understanding:
    begin, end = (
        localize(wall, context.zone, None, context.now)[0]
        for wall in bounds(window, context.now, context.habits.week_start)
    )
    whole = not window.amount.sub_day
    return Understanding(kind=Kind.RANGE, at=begin, end=end, grain=window.amount.grain, whole=whole)


def _unclear(missing: Missing, *readings: Reading) -> Understanding:
    return Understanding(kind=Kind.UNCLEAR, missing=missing, readings=readings)
