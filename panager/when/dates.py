"""Days that a phrase can mean, in the order of time."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from panager.when.calendar_math import add_months
from panager.when.components import Date, DayShift, Later, Period, PeriodShift, Phrase, Weekday
from panager.when.model import Grain


@dataclass(frozen=True, slots=True)
class Days:
    """The days; the first one that is not past is meant. Empty when the day does not exist.

    Only with `each` may the morning and the afternoon of a bare hour fall on different ones.
    """

    dates: tuple[date, ...]
    each: bool = False
    grain: Grain = Grain.DAY
    said: bool = True


def days_of(phrase: Phrase, today: date) -> Days:
    """The days of a phrase that has at least a time or a day."""
    try:
        return _checked(phrase, _days(phrase, today), today)
    except (ValueError, OverflowError):
        return Days(())


def _days(phrase: Phrase, today: date) -> Days:
    shift, period = phrase.find(DayShift), phrase.find(PeriodShift)
    later, weekday, on = phrase.find(Later), phrase.find(Weekday), phrase.find(Date)
    if later is not None:
        return Days((_after(today, later),))
    if shift is not None:
        return Days((today + timedelta(days=shift.days),))
    if on is not None:
        return _dated(on, period, today)
    if weekday is not None:
        return _weekdays(weekday, period, today)
    if period is not None:
        return _period(period, today)
    return Days(tuple(today + timedelta(days=days) for days in range(-1, 3)), each=True, said=False)


def _after(today: date, later: Later) -> date:
    return add_months(today, later.amount.months) + timedelta(days=later.amount.days)


def _weekdays(weekday: Weekday, period: PeriodShift | None, today: date) -> Days:
    monday = today - timedelta(days=today.weekday())
    weeks = weekday.weeks
    if period is not None:
        weeks = period.count if period.period is Period.WEEK else None
    if weeks is not None:
        return Days((monday + timedelta(days=7 * weeks + weekday.day),))
    first = monday + timedelta(days=weekday.day)
    dates = (first + timedelta(days=7 * more) for more in range(3))
    if weekday.plus_days:
        coming = next(day for day in dates if day > today)
        return Days((coming + timedelta(days=weekday.plus_days),))
    return Days(tuple(day for day in dates if day >= today), each=True)


def _period(period: PeriodShift, today: date) -> Days:
    if period.period is Period.WEEK:
        monday = today - timedelta(days=today.weekday())
        return Days((monday + timedelta(days=7 * period.count),), grain=Grain.WEEK)
    if period.period is Period.MONTH:
        return Days((add_months(today.replace(day=1), period.count),), grain=Grain.MONTH)
    return Days((date(today.year + period.count, 1, 1),), grain=Grain.YEAR)


def _dated(on: Date, period: PeriodShift | None, today: date) -> Days:
    if period is not None and period.period is Period.MONTH and on.month is None:
        first = add_months(today.replace(day=1), period.count)
        return Days(_existing([(first.year, first.month, on.day or 1)]))
    year = on.year
    if period is not None and period.period is Period.YEAR and year is None:
        year = today.year + period.count
    grain = Grain.MONTH if on.day is None else Grain.DAY
    if year is not None:
        return Days(_existing([(year, on.month or 1, on.day or 1)]), grain=grain)
    if on.month is not None:
        # Nine years hold a 29 February, also around 2100.
        years = [(today.year + more, on.month, on.day or 1) for more in range(9)]
        return Days(_existing(years), grain=grain)
    return Days(_existing(_months(today, on.day or 1)))


def _months(today: date, day: int) -> list[tuple[int, int, int]]:
    first = today.replace(day=1)
    months = (add_months(first, more) for more in range(4))
    return [(month.year, month.month, day) for month in months]


def _existing(days: list[tuple[int, int, int]]) -> tuple[date, ...]:
    return tuple(date(*day) for day in days if _exists(*day))


def _exists(year: int, month: int, day: int) -> bool:
    in_calendar = MINYEAR <= year <= MAXYEAR and 1 <= month <= 12
    return in_calendar and 1 <= day <= monthrange(year, month)[1]


def _checked(phrase: Phrase, days: Days, today: date) -> Days:
    """None of them when the weekday beside the coming one denies it: "3월 5일(수)" on a Friday."""
    weekday = phrase.find(Weekday)
    if weekday is None or not days.dates or not phrase.has(Date, DayShift, Later):
        return days
    coming = next((day for day in days.dates if day >= today), days.dates[-1])
    return days if coming.weekday() == weekday.day else Days(())
