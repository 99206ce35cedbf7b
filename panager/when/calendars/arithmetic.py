"""Arithmetic on dates, with the standard library only."""

from calendar import monthrange
from datetime import date, timedelta

type DateRange = tuple[date, date]
"""The first day, and the first day after the end."""


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError("outside the calendar")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_days(day: date, days: int) -> date:
    """So many days on."""
    return day + timedelta(days=days)


def week_of(day: date, first: int) -> date:
    """The first day of its week, where weeks begin on the weekday `first`, Monday 0."""
    return add_days(day, -((day.weekday() - first) % 7))


def day_of_week(week: date, weekday: int) -> date:
    """That weekday of the week that begins then."""
    return add_days(week, (weekday - week.weekday()) % 7)


def months_from(first: date, months: int) -> DateRange:
    """So many whole months, from the month of this day on."""
    first = first.replace(day=1)
    return first, add_months(first, months)


def nth_day(span: DateRange, number: int) -> date | None:
    """The first (1), second, … or last (-1) day of it."""
    day = add_days(span[0], number - 1) if number > 0 else add_days(span[1], number)
    return day if span[0] <= day < span[1] else None


def nth_weekday(span: DateRange, number: int, weekday: int) -> date | None:
    """The first (1), second, … or last (-1) such weekday in it."""
    if number > 0:
        first = add_days(span[0], (weekday - span[0].weekday()) % 7)
        day = add_days(first, 7 * (number - 1))
    else:
        last = add_days(span[1], -1)
        day = add_days(last, -((last.weekday() - weekday) % 7) + 7 * (number + 1))
    return day if span[0] <= day < span[1] else None


def nth_week(span: DateRange, number: int, first: int) -> DateRange | None:
    """The nth week of those that begin on the weekday `first`.

    A week is where its fourth day is (ISO 8601, where that is Thursday).
    """
    middle = nth_weekday(span, number, (first + 3) % 7)
    return None if middle is None else (add_days(middle, -3), add_days(middle, 4))
