"""The days that a rule by the Korean lunar calendar names, year by year or month by month.

What lies past the tables (see `panager.when.calendars.lunar`) ends a rule: OverflowError.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from panager.when.calendars.lunar import LunarMonth, month_of, months_of
from panager.when.rrule.rule import Frequency, LeapMonth, Rule


def with_days_of(rule: Rule, start: date) -> Rule:
    """The rule with the day that it takes from its start, where it names none itself."""
    if rule.by_month_day:
        return rule
    month = _month_of(start)
    rule = replace(rule, by_month_day=((start - month.first).days + 1,))
    if rule.freq is Frequency.MONTHLY or rule.by_month or rule.by_leap_month:
        return rule
    if month.leap:
        return replace(rule, by_leap_month=(LeapMonth(month.number),))
    return replace(rule, by_month=(month.number,))


def first_period(rule: Rule, start: date, since: date) -> int:
    """The number of the period, in steps of INTERVAL from that of `start`, that holds `since`."""
    first, last = _month_of(start), _month_of(since)
    passed = last.year - first.year
    if rule.freq is Frequency.MONTHLY:
        between = range(first.year, last.year)
        passed = sum(len(months_of(year)) for year in between) + _place(last) - _place(first)
    return max(0, passed // rule.interval)


def period_start(rule: Rule, start: date, number: int) -> date:
    """The first day of a period."""
    month, steps = _month_of(start), number * rule.interval
    if rule.freq is Frequency.YEARLY:
        return _months(month.year + steps)[0].first
    year, place = month.year, _place(month) + steps
    while place >= len(months := _months(year)):
        year, place = year + 1, place - len(months)
    return months[place].first


def days_of_period(rule: Rule, first: date) -> Iterator[date]:
    """The days of the rule in the period that begins on `first`, in order."""
    month = _month_of(first)
    if rule.freq is Frequency.MONTHLY:
        months: tuple[LunarMonth, ...] = (month,)
    else:
        months = tuple(one for one in _months(month.year) if _is_named(rule, one))
    for one in months:
        found = {_day(rule, one, number) for number in rule.by_month_day}
        yield from sorted(day for day in found if day is not None)


def _is_named(rule: Rule, month: LunarMonth) -> bool:
    if not rule.by_month and not rule.by_leap_month:
        return True
    leap = LeapMonth(month.number) in rule.by_leap_month
    if month.leap:
        return leap
    # SKIP=BACKWARD: in a year without the leap month the one that it would follow.
    return month.number in rule.by_month or (rule.backward and leap and not _has_leap(month))


def _has_leap(month: LunarMonth) -> bool:
    return any(one.leap and one.number == month.number for one in _months(month.year))


def _day(rule: Rule, month: LunarMonth, number: int) -> date | None:
    # SKIP=BACKWARD: of a month with 29 days the last for its 30th.
    return month.day(min(number, month.length) if rule.backward else number)


def _place(month: LunarMonth) -> int:
    return _months(month.year).index(month)


def _months(year: int) -> tuple[LunarMonth, ...]:
    months = months_of(year)
    if not months:
        raise OverflowError("outside the tables of the lunar calendar")
    return months


def _month_of(day: date) -> LunarMonth:
    month = month_of(day)
    if month is None:
        raise OverflowError("outside the tables of the lunar calendar")
    return month
