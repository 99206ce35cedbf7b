"""The days that a rule names, period by period: its years, months, weeks or days."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from panager.when.calendars.arithmetic import add_months
from panager.when.rrule import lunar_days
from panager.when.rrule.budget import Budget
from panager.when.rrule.rule import ByDay, Frequency, Rule


def with_days_of(rule: Rule, start: date) -> Rule:
    """The rule with the day that it takes from its start, where it names none itself."""
    if rule.lunar:
        return lunar_days.with_days_of(rule, start)
    if rule.by_week_no or rule.by_year_day or rule.by_month_day or rule.by_day:
        return rule
    if rule.freq is Frequency.WEEKLY:
        return replace(rule, by_day=(ByDay(start.weekday()),))
    if rule.freq is Frequency.MONTHLY:
        return replace(rule, by_month_day=(start.day,))
    if rule.freq is Frequency.YEARLY:
        return replace(rule, by_month=rule.by_month or (start.month,), by_month_day=(start.day,))
    return rule


def first_period(rule: Rule, start: date, since: date) -> int:
    """The number of the period, in steps of INTERVAL from that of `start`, that holds `since`."""
    if rule.lunar:
        return lunar_days.first_period(rule, start, since)
    if rule.freq is Frequency.YEARLY:
        passed = since.year - start.year
    elif rule.freq is Frequency.MONTHLY:
        passed = (since.year - start.year) * 12 + since.month - start.month
    elif rule.freq is Frequency.WEEKLY:
        passed = (_week(since, rule) - _week(start, rule)).days // 7
    else:
        passed = (since - start).days
    return max(0, passed // rule.interval)


def period_start(rule: Rule, start: date, number: int) -> date:
    """The first day of a period; OverflowError or ValueError past the end of the calendar."""
    if rule.lunar:
        return lunar_days.period_start(rule, start, number)
    steps = number * rule.interval
    if rule.freq is Frequency.YEARLY:
        return date(start.year + steps, 1, 1)
    if rule.freq is Frequency.MONTHLY:
        return add_months(start.replace(day=1), steps)
    if rule.freq is Frequency.WEEKLY:
        return _week(start, rule) + timedelta(weeks=steps)
    return start + timedelta(days=steps)


def days_of_period(rule: Rule, first: date, budget: Budget) -> Iterator[date]:
    """The days of the rule in the period that begins on `first`, in order."""
    if rule.lunar:
        return lunar_days.days_of_period(rule, first)
    return (day for day in _counted(_candidates(rule, first), budget) if matches(rule, day))


def _counted(days: Iterator[date], budget: Budget) -> Iterator[date]:
    for day in days:
        budget.take()
        yield day


def matches(rule: Rule, day: date) -> bool:
    """Whether the day is none that BYMONTH, BYMONTHDAY, BYDAY and the like leave out."""
    return (
        (not rule.by_month or day.month in rule.by_month)
        and (not rule.by_month_day or _in_month(day, rule))
        and (not rule.by_day or _is_by_day(day, rule))
        and (not rule.by_year_day or _in_year(day, rule))
        and (not rule.by_week_no or _in_weeks(day, rule))
    )


def _candidates(rule: Rule, first: date) -> Iterator[date]:
    if rule.freq is Frequency.YEARLY:
        for month in rule.by_month or range(1, 13):
            yield from _of_month(rule, first.replace(month=month))
    elif rule.freq is Frequency.MONTHLY:
        yield from _of_month(rule, first)
    elif rule.freq is Frequency.WEEKLY:
        yield from (first + timedelta(days=days) for days in range(7))
    else:
        yield first


def _of_month(rule: Rule, first: date) -> Iterator[date]:
    last = monthrange(first.year, first.month)[1]
    if not rule.by_month_day:
        return (first.replace(day=day) for day in range(1, last + 1))
    days = {day if day > 0 else last + 1 + day for day in rule.by_month_day}
    return (first.replace(day=day) for day in sorted(days) if 1 <= day <= last)


def _in_month(day: date, rule: Rule) -> bool:
    last = monthrange(day.year, day.month)[1]
    return day.day in rule.by_month_day or day.day - last - 1 in rule.by_month_day


def _is_by_day(day: date, rule: Rule) -> bool:
    weekday = day.weekday()
    places = [one.nth for one in rule.by_day if one.weekday == weekday]
    if not places or None in places:
        return bool(places)
    if rule.freq is Frequency.YEARLY and not rule.by_month:
        first, last = date(day.year, 1, 1), date(day.year, 12, 31)
    else:
        first = day.replace(day=1)
        last = day.replace(day=monthrange(day.year, day.month)[1])
    return (day - first).days // 7 + 1 in places or -((last - day).days // 7 + 1) in places


def _in_year(day: date, rule: Rule) -> bool:
    number = day.timetuple().tm_yday
    length = 366 if monthrange(day.year, 2)[1] == 29 else 365
    return number in rule.by_year_day or number - length - 1 in rule.by_year_day


def _in_weeks(day: date, rule: Rule) -> bool:
    """A week belongs to the year that holds most of its days (ISO 8601, for any first day)."""
    middle = _week(day, rule) + timedelta(days=3)
    number = (middle.timetuple().tm_yday - 1) // 7 + 1
    weeks = _weeks_of(middle.year, rule.week_start)
    return number in rule.by_week_no or number - weeks - 1 in rule.by_week_no


@lru_cache(maxsize=256)
def _weeks_of(year: int, week_start: int) -> int:
    """53 when the year has 53 Thursdays, or whatever day is the fourth of the week."""
    fourth = (week_start + 3) % 7
    is_leap = monthrange(year, 2)[1] == 29
    first = date(year, 1, 1).weekday()
    return 53 if first == fourth or (is_leap and (first + 1) % 7 == fourth) else 52


def _week(day: date, rule: Rule) -> date:
    return day - timedelta(days=(day.weekday() - rule.week_start) % 7)
