"""The days that a phrase can mean, which of them are meant, and those of an incomplete date."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta

from panager.when.calendars.arithmetic import add_months
from panager.when.model.components import Date, Period, PeriodShift
from panager.when.model.understanding import Grain

_LENGTHS = {Grain.DAY: 1, Grain.WEEK: 7}


@dataclass(frozen=True, slots=True)
class Days:
    """The days; the first one that is not over is meant. Empty when the day does not exist.

    Only with `each` may the morning and the afternoon of a bare hour fall on different ones.
    """

    dates: tuple[date, ...]
    each: bool = False
    grain: Grain = Grain.DAY
    said: bool = True
    ends: tuple[date, ...] = ()
    """For a stretch of days that is no calendar unit: where each ends, not part of it."""
    several: bool = False
    """Each of them may be meant."""

    def end(self, index: int) -> date:
        """The first day after that one, or after the unit that begins with it."""
        first = self.dates[index]
        if self.ends:
            return self.ends[index]
        if self.grain in _LENGTHS:
            return first + timedelta(days=_LENGTHS[self.grain])
        return add_months(first, 12 if self.grain is Grain.YEAR else 1)

    def each_day(self) -> tuple[date, ...]:
        """All days of the first stretch."""
        length = (self.ends[0] - self.dates[0]).days
        return tuple(self.dates[0] + timedelta(days=more) for more in range(length))


def chosen(days: Days, today: date, *, past: bool) -> Days:
    """The past ones, from the latest on, or those to come; the only one whenever it is."""
    if len(days.dates) < 2:
        return days
    if not past:
        return _ahead(days, today)
    return _kept(days, [index for index, day in enumerate(days.dates) if day < today][-1:])


def _ahead(days: Days, today: date) -> Days:
    if len(days.dates) < 2:
        return days
    return _kept(days, [index for index in range(len(days.dates)) if days.end(index) > today])


def _kept(days: Days, indexes: list[int]) -> Days:
    dates = tuple(days.dates[index] for index in indexes)
    ends = tuple(days.ends[index] for index in indexes) if days.ends else ()
    return replace(days, dates=dates, ends=ends)


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
