"""Days that weeks count: working days, numbered weeks, "the Friday before Christmas"."""

from dataclasses import replace
from datetime import date

from panager.when.calendars.arithmetic import DateRange, add_days, week_of
from panager.when.calendars.workdays import add_workdays
from panager.when.model.components import PeriodShift, Phrase, Weekday
from panager.when.model.named_days import IsoWeek, WeekdayBeside, WorkingDays
from panager.when.model.understanding import Grain
from panager.when.resolve.days import Days
from panager.when.resolve.within_units import shifted


def numbered_week(phrase: Phrase, today: date) -> Days:
    """The week of this number, or its weekday that is said, in the years that it can be of."""
    week, period, weekday = phrase.find(IsoWeek), phrase.find(PeriodShift), phrase.find(Weekday)
    if week is None:
        return Days(())
    years = range(today.year - 1, today.year + 9) if week.year is None else [week.year]
    if period is not None:
        years = [shifted(period, today, phrase.week_start)[0].year]
    mondays = [day for year in years if (day := _monday(year, week.number)) is not None]
    if weekday is not None:
        return Days(tuple(add_days(day, weekday.day) for day in mondays))
    return Days(tuple(mondays), grain=Grain.WEEK)


def _monday(year: int, week: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:  # few years have a week 53
        return None


def counted_from(phrase: Phrase, days: Days, today: date) -> Days:
    """Working days or weekdays on from the days that are named, or from today."""
    working, beside = phrase.find(WorkingDays), phrase.find(WeekdayBeside)
    if working is not None:
        base = days if days.said else Days((today,))
        moved = tuple(add_workdays(day, working.count, working.country) for day in base.dates)
        return replace(base, dates=moved, ends=(), grain=Grain.DAY)
    if beside is not None:
        return _beside(days, beside) if days.said else Days(())
    return days


def _beside(days: Days, beside: WeekdayBeside) -> Days:
    if not beside.count:
        around = [_weekend_around(day) for day in days.dates]
        firsts, ends = tuple(first for first, _ in around), tuple(end for _, end in around)
        return replace(days, dates=firsts, ends=ends, grain=Grain.DAY)
    found = tuple(_weekday_beside(day, beside) for day in days.dates)
    ends = tuple(add_days(day, 2) for day in found) if beside.weekend else ()
    return replace(days, dates=found, ends=ends, grain=Grain.DAY)


def _weekend_around(day: date) -> DateRange:
    """The nearest weekend together with the day: a holiday on Monday makes it a long one."""
    saturday = add_days(week_of(day, 0), 5 if day.weekday() > 2 else -2)
    return min(day, saturday), max(add_days(day, 1), add_days(saturday, 2))


def _weekday_beside(day: date, beside: WeekdayBeside) -> date:
    if beside.count > 0:
        first = add_days(day, (beside.day - day.weekday() - 1) % 7 + 1)
        return add_days(first, 7 * (beside.count - 1))
    last = add_days(day, -((day.weekday() - beside.day - 1) % 7 + 1))
    return add_days(last, 7 * (beside.count + 1))
