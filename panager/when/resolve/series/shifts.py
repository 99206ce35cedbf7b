"""A rule some days earlier or later, where one rule says exactly that."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from panager.when.rrule.rule import ByDay, Frequency, Rule

_SHORTEST, _SHORTEST_LUNAR = 28, 29
_YEARS = range(2027, 2031)
"""Four years, of which one has 366 days."""
_LAST_LUNAR_MONTH = 12
"""The first of January comes after it: in no year of the tables is there a leap one between."""

type _Date = tuple[int, int]
"""Month, and day of the month, from its end if negative."""


def shifted(rule: Rule, days: int) -> Rule | None:
    """The rule so many days later; None where one rule cannot say it.

    The day before Chuseok is a lunar date as well, the day after Thanksgiving the Friday between
    the 23rd and the 29th; the day before the first Monday of a month may lie in two months.
    """
    if not days:
        return rule
    if rule.freq is Frequency.WEEKLY or (rule.freq is Frequency.DAILY and not rule.by_day):
        moved = sorted((day.weekday + days) % 7 for day in rule.by_day)
        return replace(rule, by_day=tuple(ByDay(day) for day in moved))
    if rule.freq not in (Frequency.MONTHLY, Frequency.YEARLY) or rule.by_set_pos or rule.backward:
        return None
    if rule.by_day:
        return _nth(rule, days)
    if not rule.by_month and rule.freq is Frequency.MONTHLY:
        return _days_of_month(rule, days)
    return _dates(rule, days, _lunar_date if rule.lunar else _date)


def _days_of_month(rule: Rule, days: int) -> Rule | None:
    """The day before the 1st is the last one, but not every month has one before the 31st."""
    shortest = _SHORTEST_LUNAR if rule.lunar else _SHORTEST
    moved = {_day(day, days) for day in rule.by_month_day}
    if not moved or any(abs(day) > shortest for day in moved | set(rule.by_month_day)):
        return None
    return replace(rule, by_month_day=_in_order(moved))


def _day(day: int, days: int) -> int:
    """Without a day 0 between the last of a month and the first of the next."""
    to = day + days
    if day > 0:
        return to if to > 0 else to - 1
    return to if to < 0 else to + 1


def _dates(rule: Rule, days: int, move: Callable[[_Date, int], _Date | None]) -> Rule | None:
    """Dates of the year, each moved for itself."""
    moved = [move((month, day), days) for month in rule.by_month for day in rule.by_month_day]
    found = {one for one in moved if one is not None}
    months, numbers = {month for month, _ in found}, {day for _, day in found}
    if len(found) < len(moved) or not found or len(months) * len(numbers) > len(found):
        return None
    return replace(rule, by_month=tuple(sorted(months)), by_month_day=_in_order(numbers))


def _date(on: _Date, days: int) -> _Date | None:
    """The same date in every year; before March it may have to be counted from the end."""
    moved = [_in_year(year, on, days) for year in _YEARS]
    from_first = {(day.month, day.day) for day in moved if day is not None}
    from_last = {
        (day.month, day.day - monthrange(day.year, day.month)[1] - 1)
        for day in moved
        if day is not None
    }
    if None in moved:
        return None
    return next((dates.pop() for dates in (from_first, from_last) if len(dates) == 1), None)


def _in_year(year: int, on: _Date, days: int) -> date | None:
    month, number = on
    last = monthrange(year, month)[1]
    place = number if number > 0 else last + 1 + number
    return date(year, month, place) + timedelta(days=days) if 1 <= place <= last else None


def _lunar_date(on: _Date, days: int) -> _Date | None:
    """Within its month, or across the New Year: elsewhere a leap month may lie between."""
    (month, day), to = on, _day(on[1], days)
    if max(abs(day), abs(to)) > _SHORTEST_LUNAR:
        return None
    if (day > 0) == (to > 0):
        return month, to
    crosses = (month, day > 0) in ((1, True), (_LAST_LUNAR_MONTH, False))
    return (_LAST_LUNAR_MONTH + 1 - month, to) if crosses else None


def _nth(rule: Rule, days: int) -> Rule | None:
    """The day after the fourth Thursday is the Friday between the 23rd and the 29th."""
    nth = rule.by_day[0].nth
    if len(rule.by_day) > 1 or nth is None or rule.by_month_day or not _in_months(rule):
        return None
    weeks, rest = divmod(days, 7)
    if not rest and 1 <= nth + weeks <= 4 and nth > 0:
        return replace(rule, by_day=(replace(rule.by_day[0], nth=nth + weeks),))
    first = 7 * (nth - 1) + 1 + days if nth > 0 else 7 * nth + days
    places = range(first, first + 7)
    longest = min((monthrange(_YEARS[0], month)[1] for month in rule.by_month), default=_SHORTEST)
    inside = (first >= 1 and first + 6 <= longest) if nth > 0 else (-longest <= first <= -7)
    if not inside:
        return None
    weekday = ByDay((rule.by_day[0].weekday + days) % 7)
    return replace(rule, by_day=(weekday,), by_month_day=tuple(places))


def _in_months(rule: Rule) -> bool:
    """Whether the nth is one of a month and not of a year."""
    return rule.freq is Frequency.MONTHLY or bool(rule.by_month)


def _in_order(days: set[int]) -> tuple[int, ...]:
    return tuple(sorted(days, key=lambda day: (day < 0, day)))
