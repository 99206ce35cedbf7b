"""Days of a calendar date of which parts were left unsaid."""

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date

from panager.when.calendars.arithmetic import add_months
from panager.when.model.components import Date, Period, PeriodShift
from panager.when.model.understanding import Grain
from panager.when.resolve.days import Days


def dated(on: Date, period: PeriodShift | None, today: date, *, past: bool) -> Days:
    """The day, month or year; with the year or month left unsaid, those that it can be."""
    if period is not None and period.period is Period.MONTH and on.month is None:
        first = add_months(today.replace(day=1), period.count)
        return Days(existing([(first.year, first.month, on.day or 1)]))
    year = on.year
    if period is not None and period.period is Period.YEAR and year is None:
        year = today.year + period.count
    grain = Grain.MONTH if on.day is None else Grain.DAY
    if year is not None:
        grain = Grain.YEAR if on.month is None and on.day is None else grain
        return Days(existing([(year, on.month or 1, on.day or 1)]), grain=grain)
    if on.month is not None:
        # Nine years hold a 29 February, also around 2100.
        years = [(today.year + more, on.month, on.day or 1) for more in range(-9 * past, 9)]
        return Days(existing(years), grain=grain)
    return Days(existing(_months(today, on.day or 1, past=past)))


def _months(today: date, day: int, *, past: bool) -> list[tuple[int, int, int]]:
    first = today.replace(day=1)
    months = (add_months(first, more) for more in range(-4 * past, 4))
    return [(month.year, month.month, day) for month in months]


def days_on(weekday: int, day: int, today: date) -> tuple[date, ...]:
    """The coming days of this number that are such weekdays; each number has one in two years."""
    first = today.replace(day=1)
    months = (add_months(first, more) for more in range(28))
    days = existing([(month.year, month.month, day) for month in months])
    return tuple(one for one in days if one >= today and one.weekday() == weekday)


def existing(days: list[tuple[int, int, int]]) -> tuple[date, ...]:
    """Those of these years, months and days that are in the calendar."""
    return tuple(date(*day) for day in days if _exists(*day))


def _exists(year: int, month: int, day: int) -> bool:
    in_calendar = MINYEAR <= year <= MAXYEAR and 1 <= month <= 12
    return in_calendar and 1 <= day <= monthrange(year, month)[1]
