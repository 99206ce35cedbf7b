"""From what a sentence says about a recurrence to its rule, its start and its first occurrence."""

import re
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from panager.when.model.components import Amount, Clock, Component, DayPart
from panager.when.model.series_parts import Bound, Nth
from panager.when.model.understanding import (
    Context,
    Grain,
    Kind,
    Missing,
    Reading,
    Recurrence,
    Understanding,
)
from panager.when.parse.series.series import Series
from panager.when.resolve.series.bounds import Bounds, Resolve, bounds_of, on_working_days, with_end
from panager.when.resolve.series.clock_readings import Clocks, clocks_of
from panager.when.resolve.series.frequency import rule_of
from panager.when.resolve.series.shifts import shifted
from panager.when.resolve.series.times_of_day import (
    with_clocks,
    without_months,
    without_weekdays,
)
from panager.when.rrule.calendar_stream import place
from panager.when.rrule.clock_stream import step_of
from panager.when.rrule.engine import next_occurrence
from panager.when.rrule.rule import Frequency, Rule

_DAY = 24 * 60
# "every Monday at 9 and Thursday at 5": no one rule says that.
_TWO_SERIES = re.compile("d+t+d+t")
_SAID_AGAIN = re.compile("ed*t+ed*t")
_SECOND = timedelta(seconds=1)
_SHORTEST_MONTH = 28


def resolve_recurrence(series: Series, context: Context, resolve: Resolve) -> Understanding | None:
    """The meaning; None if the words make no rule together. `resolve` reads single moments."""
    if series.unsayable or _is_two(series) or (series.zone is not None and series.zone.maybe):
        return Understanding(kind=Kind.UNCLEAR, missing=Missing.DATE)
    rule = rule_of(series)
    if rule is None:
        return _without_rule(series)
    rule = _beside(rule, series)
    if rule is None:
        return Understanding(kind=Kind.UNCLEAR, missing=Missing.DATE)
    rule = _in_weeks(rule, context.habits.week_start)
    _place_clocks(series, sub_daily=rule.freq.sub_daily)
    bounds = bounds_of(series, context, resolve)
    if bounds is not None and any(isinstance(one, Nth) and one.working for one in series.days):
        bounds = on_working_days(bounds, context)
    if bounds is None or (rule.freq.sub_daily and Bound.EXCEPT in series.bounds and series.times):
        # "every 8 hours except tomorrow at 8am": no rule leaves out one time of a day.
        return Understanding(kind=Kind.UNCLEAR, missing=Missing.DATE)
    if any(one.times > 1 for one in series.every) and not series.times:
        return Understanding(kind=Kind.UNCLEAR, missing=Missing.TIME)
    readings = clocks_of(series, context, sub_daily=rule.freq.sub_daily)
    if not readings:
        return Understanding(kind=Kind.UNCLEAR, missing=Missing.MERIDIEM)
    found = [_one(rule, clocks, bounds, series, context) for clocks in readings]
    made = [one for one in found if one is not None]
    if len(made) == 1:
        return made[0]
    if not made:
        return Understanding(kind=Kind.UNCLEAR, missing=Missing.DATE)
    midnight = len({clocks.minutes[0] % _DAY for clocks in readings if clocks.minutes}) == 1
    return _either(made, Missing.DATE if midnight else Missing.MERIDIEM)


def _is_two(series: Series) -> bool:
    """ "every day at 7 and every Monday at 8": the same words again with other times."""
    differ = bool(series.days) or len(set(series.units)) > 1
    again = differ and _SAID_AGAIN.search(series.order)
    return bool(again or _TWO_SERIES.search(series.order.replace("e", "")))


def _without_rule(series: Series) -> Understanding | None:
    """What no rule says: a series all the same, unless its word only describes a thing."""
    if series.steps is not None:  # "every 30 seconds"
        return Understanding(kind=Kind.UNCLEAR, missing=Missing.TIME)
    if all(one.adjective for one in series.every) and not series.days:
        return None
    return Understanding(kind=Kind.UNCLEAR, missing=Missing.DATE)


def _beside(rule: Rule, series: Series) -> Rule | None:
    """The rule of the days before or after those that are named; None if no rule says that."""
    if series.before is None:
        return shifted(rule, series.offset)
    amount = series.before.amount
    if rule.freq.sub_daily:
        return _earlier_in_hour(rule, amount)
    return None if amount.months else shifted(rule, series.offset - amount.days)


def _earlier_in_hour(rule: Rule, amount: Amount) -> Rule | None:
    """ "매시 정각 10분 전": at 50; of another rule by the hour it has no beginning to be before."""
    if not rule.by_minute or amount.months or amount.days or amount.seconds % 60:
        return None
    minutes = {(minute - amount.seconds // 60) % 60 for minute in rule.by_minute}
    return replace(rule, by_minute=tuple(sorted(minutes)))


def _either(made: list[Understanding], missing: Missing) -> Understanding:
    readings = tuple(
        Reading(at=one.at, grain=one.grain)
        for one in made
        if one.at is not None and one.grain is not None
    )
    return Understanding(kind=Kind.UNCLEAR, missing=missing, readings=readings)


def _in_weeks(rule: Rule, week_start: int) -> Rule:
    """Where weeks begin matters only for a rule that leaves some of them out."""
    leaves_out = rule.freq is Frequency.WEEKLY and rule.interval > 1
    return replace(rule, week_start=week_start) if leaves_out else rule


def _place_clocks(series: Series, *, sub_daily: bool) -> None:
    """A clock beside "from" or "until" is the time of day, but of a rule within the day a bound."""
    if sub_daily:
        bound = Bound.START
        if _has_day_only(series.bounds.get(Bound.UNTIL)):
            bound = Bound.UNTIL
        if series.times:
            series.bounds.setdefault(bound, []).extend(
                one for piece in series.times for one in piece
            )
        return
    for bound in (Bound.START, Bound.UNTIL):
        clocks = [one for one in series.bounds.get(bound, []) if isinstance(one, Clock | DayPart)]
        if clocks and not series.times:
            series.times.append(tuple(clocks))
        if clocks:
            left = [one for one in series.bounds[bound] if one not in clocks]
            series.bounds[bound] = left
            if not left:
                del series.bounds[bound]


def _has_day_only(bound: list[Component] | None) -> bool:
    return bool(bound) and not any(isinstance(one, Clock | DayPart) for one in bound or ())


def _one(
    rule: Rule, clocks: Clocks, bounds: Bounds, series: Series, context: Context
) -> Understanding | None:
    """One reading of the clocks as a recurrence; None if it never happens."""
    kept = without_weekdays(rule, bounds.except_weekdays)
    kept = None if kept is None else without_months(kept, bounds.except_months)
    timed = None if kept is None else with_clocks(kept, clocks)
    if timed is None:
        return None
    whole = not timed.by_hour and not timed.freq.sub_daily
    start = _start(timed, bounds, context, whole=whole)
    if start is None:
        return None
    recurrence = _recurrence(with_end(timed, start, bounds, series, context), start, bounds)
    at = next_occurrence(recurrence, zone=context.zone, after=place(start, context.zone) - _SECOND)
    if at is None:
        return None
    return Understanding(
        kind=Kind.RECURRENCE,
        at=at,
        grain=_grain(timed, clocks, whole=whole),
        recurrence=recurrence,
        whole=whole,
        notes=(*_clock_change(at, timed), *_missing_days(timed), *clocks.notes, *bounds.notes),
    )


def _missing_days(rule: Rule) -> tuple[str, ...]:
    """What is to be told of a rule that shorter months have no day for."""
    late = any(day > _SHORTEST_MONTH for day in rule.by_month_day)
    every = rule.freq is Frequency.MONTHLY and not rule.by_month and not rule.lunar
    return ("short_months",) if late and every and len(rule.by_month_day) == 1 else ()


def _clock_change(at: datetime, rule: Rule) -> tuple[str, ...]:
    """What is to be told of the first occurrence: its time does not exist that day, or twice."""
    if not rule.by_hour:
        return ()
    if at.hour not in rule.by_hour or at.minute not in rule.by_minute:
        return ("gap",)
    twice = at.replace(fold=0).utcoffset() != at.replace(fold=1).utcoffset()
    return ("fold",) if twice else ()


def _recurrence(rule: Rule, start: datetime, bounds: Bounds) -> Recurrence:
    return Recurrence(
        rrule=str(rule),
        start=start,
        except_dates=bounds.except_dates,
        except_holidays=bounds.except_holidays,
    )


def _start(rule: Rule, bounds: Bounds, context: Context, *, whole: bool) -> datetime | None:
    """The wall clock of the first occurrence: what INTERVAL and COUNT are counted from."""
    now = context.now.replace(tzinfo=None, fold=0, second=0, microsecond=0)
    if rule.freq.sub_daily and bounds.start is None and not rule.by_minute:
        first = context.now.astimezone(UTC).replace(second=0, microsecond=0) + step_of(rule)
        now = first.astimezone(context.zone).replace(tzinfo=None, fold=0)
        if not rule.by_day and not rule.by_month_day:
            return now
    begin = bounds.start or (now if rule.freq.sub_daily else datetime.combine(now.date(), time()))
    since = context.now.astimezone(UTC)
    # "from today every day" without a time of day: the day that has begun is meant.
    from_start = place(begin, context.zone) - _SECOND
    since = from_start if whole and bounds.start is not None else max(since, from_start)
    plain = _recurrence(replace(rule, interval=1), begin, bounds)
    if rule.freq.sub_daily:
        plain = replace(plain, rrule=str(rule))
    at = next_occurrence(plain, zone=context.zone, after=since)
    return None if at is None else _wall(at, rule)


def _wall(at: datetime, rule: Rule) -> datetime:
    """Its wall clock, or that of its day where a gap of the clock has moved it."""
    wall = at.replace(tzinfo=None, fold=0)
    if rule.freq.sub_daily or not rule.by_hour or wall.hour in rule.by_hour:
        return wall
    return datetime.combine(wall.date(), time())


def _grain(rule: Rule, clocks: Clocks, *, whole: bool) -> Grain:
    if whole:
        return Grain.DAY
    if rule.freq.sub_daily:
        return Grain.HOUR if rule.freq is Frequency.HOURLY else Grain.MINUTE
    return clocks.grain
