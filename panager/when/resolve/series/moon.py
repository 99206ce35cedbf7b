"""Dates of the Korean lunar calendar, as a sentence says them and as a rule has them."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import product

from panager.when.calendars.lunar import LONGEST_MONTH
from panager.when.model.components import Component, Date
from panager.when.model.series_parts import ByMoon, DayOfMoon, MonthDays
from panager.when.parse.series.series import Series
from panager.when.rrule.rule import Frequency, LeapMonth, Rule


@dataclass(frozen=True, slots=True)
class MoonDate:
    """A day of a month, or of every month; None is what was not said."""

    month: int | None
    day: int | None
    leap: bool = False


def dates_of_moon(series: Series) -> frozenset[MoonDate]:
    """The dates; empty if other days were said as well, which no one rule can have."""
    found = [_dates_in(one, series.by_moon) for one in series.days]
    if not all(found):
        return frozenset()
    dates = {date for some in found for date in some}
    months = [date for date in dates if date.day is None]
    days = [date for date in dates if date.month is None]
    if not months:
        return frozenset(dates)
    if len(months) + len(days) < len(dates):
        return frozenset()
    return frozenset(MoonDate(one.month, two.day, one.leap) for one, two in product(months, days))


def _dates_in(one: Component, by_moon: ByMoon | None) -> list[MoonDate]:
    match one:
        case DayOfMoon():
            return [MoonDate(one.month, one.day, one.leap)]
        case Date(year=None) if by_moon is not None:
            return [MoonDate(one.month, one.day, by_moon.leap and one.month is not None)]
        case MonthDays() if by_moon is not None:
            return [MoonDate(None, day) for day in one.days]
        case _:
            return []


def moon_rule(dates: Collection[MoonDate], freq: Frequency, interval: int) -> Rule | None:
    """The rule; None if no one rule has these dates and no others.

    A 30th day and a leap month are not in every year: people then mean the day that comes nearest.
    """
    months = {(date.month, date.leap) for date in dates}
    days = {date.day for date in dates if date.day is not None}
    yearly = all(month is not None for month, _ in months)
    if not days or len(months) * len(days) > len(dates):
        return None
    if freq is not (Frequency.YEARLY if yearly else Frequency.MONTHLY):
        return None
    leap = tuple(sorted(LeapMonth(month) for month, leap in months if month and leap))
    return Rule(
        lunar=True,
        freq=freq,
        interval=interval,
        by_month=tuple(sorted(month for month, leap in months if month and not leap)),
        by_leap_month=leap,
        by_month_day=tuple(sorted(days, key=lambda day: (day < 0, day))),
        backward=bool(leap) or LONGEST_MONTH in days,
    )
