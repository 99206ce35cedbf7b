"""From when, until when and without which days: the bounds of a recurrence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from panager.when.calendars.arithmetic import add_months, week_of
from panager.when.calendars.workdays import country_of
from panager.when.model.components import (
    Amount,
    Clock,
    Component,
    Date,
    DayPart,
    DayShift,
    Period,
    PeriodShift,
    Phrase,
    Weekday,
)
from panager.when.model.series_parts import (
    Bound,
    MonthDays,
    OnDays,
    PeriodEnd,
    PublicHolidays,
)
from panager.when.model.understanding import Context, Grain, Kind, Understanding
from panager.when.parse.series.series import Series
from panager.when.rrule.parse import MAX_COUNT
from panager.when.rrule.rule import Frequency, Rule

type Resolve = Callable[[Phrase, Context], Understanding]

_DAY_END = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Wall-clock bounds; `until` is the last moment that may be an occurrence."""

    start: datetime | None = None
    until: datetime | None = None
    except_weekdays: frozenset[int] = frozenset()
    except_months: frozenset[int] = frozenset()
    except_dates: frozenset[date] = frozenset()
    except_holidays: str | None = None
    notes: tuple[str, ...] = ()


def bounds_of(series: Series, context: Context, resolve: Resolve) -> Bounds | None:
    """The bounds; None if one of them is no day."""
    start = _first(series.bounds.get(Bound.START), context, resolve)
    later = context if start is None else context.at(start.replace(tzinfo=context.zone))
    until = _last(series.bounds.get(Bound.UNTIL), context, later, resolve)
    missing = (start is None and Bound.START in series.bounds) or (
        until is None and Bound.UNTIL in series.bounds
    )
    excepted = series.bounds.get(Bound.EXCEPT, [])
    if missing or not all(_can_be_excepted(one) for one in excepted):
        return None
    off = any(isinstance(one, PublicHolidays) for one in excepted)
    country = country_of(context.zone.key) if off else None
    return Bounds(
        start=start,
        until=until,
        except_weekdays=frozenset(_weekdays(excepted)),
        except_months=frozenset(_months(excepted)),
        except_dates=frozenset(_dates(excepted, later, resolve)),
        except_holidays=country,
        notes=("holidays",) if off and country is None else (),
    )


def on_working_days(bounds: Bounds, context: Context) -> Bounds:
    """The same without the public holidays of where the person lives."""
    country = country_of(context.zone.key)
    notes = bounds.notes if country or "holidays" in bounds.notes else (*bounds.notes, "holidays")
    return replace(bounds, except_holidays=country, notes=notes)


def _first(
    components: Sequence[Component] | None, context: Context, resolve: Resolve
) -> datetime | None:
    if not components:
        return None
    found = resolve(Phrase(_plain(components)), context)
    if found.at is None or found.kind not in (Kind.INSTANT, Kind.RANGE):
        return None
    return found.at.replace(tzinfo=None)


def _last(
    components: Sequence[Component] | None, context: Context, later: Context, resolve: Resolve
) -> datetime | None:
    if not components:
        return None
    for one in components:
        if isinstance(one, PeriodEnd):
            return datetime.combine(_period_end(one, context), _DAY_END)
    # "12월 1일부터 31일까지": a date is the first after the beginning, "tomorrow" is from today.
    relative = any(isinstance(one, DayShift | PeriodShift) for one in components)
    found = resolve(Phrase(_plain(components)), context if relative else later)
    if found.at is None or found.kind not in (Kind.INSTANT, Kind.RANGE):
        return None
    if not found.whole:
        return found.at.replace(tzinfo=None)
    return datetime.combine(_last_day(found), _DAY_END)


def _last_day(found: Understanding) -> date:
    """The last day of what begins there."""
    if found.at is None:
        return date.max
    first = found.at.date()
    if found.end is not None:
        return found.end.date() - timedelta(days=1)
    match found.grain:
        case Grain.WEEK:
            return first + timedelta(days=6)
        case Grain.MONTH:
            return add_months(first, 1) - timedelta(days=1)
        case Grain.YEAR:
            return add_months(first, 12) - timedelta(days=1)
        case _:
            return first


def _period_end(end: PeriodEnd, context: Context) -> date:
    today = context.now.date()
    if end.period is Period.WEEK:
        return week_of(today, context.habits.week_start) + timedelta(days=7 * end.count + 6)
    if end.period is Period.MONTH:
        return add_months(today.replace(day=1), end.count + 1) - timedelta(days=1)
    return date(today.year + end.count, 12, 31)


def _plain(components: Sequence[Component]) -> tuple[Component, ...]:
    """The same in the words of a single moment."""
    plain: list[Component] = []
    for one in components:
        match one:
            case MonthDays(days=(day, *_)) if day > 0:
                plain.append(Date(None, None, day))
            case OnDays(days=(day,)):
                plain.append(Weekday(day))
            case _:
                plain.append(one)
    return tuple(plain)


def _can_be_excepted(one: Component) -> bool:
    if isinstance(one, Date) and one.day is None:
        return one.year is None and one.month is not None
    return not isinstance(one, Clock | DayPart | PeriodShift | PeriodEnd)


def _is_month(one: Component) -> bool:
    return isinstance(one, Date) and one.day is None and one.year is None


def _months(excepted: Sequence[Component]) -> set[int]:
    return {one.month for one in excepted if isinstance(one, Date) and not one.day and one.month}


def _weekdays(excepted: Sequence[Component]) -> set[int]:
    days = {one.day for one in excepted if isinstance(one, Weekday) and one.weeks is None}
    return days.union(*(one.days for one in excepted if isinstance(one, OnDays)))


def _dates(excepted: Sequence[Component], context: Context, resolve: Resolve) -> set[date]:
    named = [
        one
        for one in excepted
        if not isinstance(one, OnDays | PublicHolidays)
        and not _is_month(one)
        and not (isinstance(one, Weekday) and one.weeks is None)
    ]
    found = (resolve(Phrase(_plain([one])), context) for one in named)
    return {one.at.date() for one in found if one.at is not None}


_SECOND = timedelta(seconds=1)


def with_end(rule: Rule, start: datetime, bounds: Bounds, series: Series, context: Context) -> Rule:
    """The rule with the end that was said; of two the number of times counts."""
    if series.count is not None:
        return replace(rule, count=min(series.count, MAX_COUNT))
    if bounds.until is not None:
        return replace(rule, until=bounds.until)
    if series.lasting is None:
        return rule
    amount = series.lasting.amount
    daily = rule.freq is Frequency.DAILY and rule.interval == 1
    if daily and amount.days and not amount.months and not amount.seconds:
        times = max(1, len(rule.by_hour)) * max(1, len(rule.by_minute))
        chosen = len(rule.by_set_pos) or times
        return replace(rule, count=min(amount.days * chosen, MAX_COUNT))
    return replace(rule, until=_after(amount, start, rule, bounds, context))


def _after(
    amount: Amount, start: datetime, rule: Rule, bounds: Bounds, context: Context
) -> datetime:
    """The last moment of so much time from the beginning on."""
    if rule.freq.sub_daily and not (amount.days or amount.months):
        begin = bounds.start or context.now.replace(tzinfo=None, fold=0, microsecond=0)
        return begin + timedelta(seconds=amount.seconds)
    day = add_months(start.date(), amount.months) + timedelta(days=amount.days)
    return datetime.combine(day, time()) + timedelta(seconds=amount.seconds) - _SECOND
