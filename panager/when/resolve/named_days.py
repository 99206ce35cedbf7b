"""Days that have a name or a number: holidays, lunar dates, numbered weeks, working days."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from panager.when.calendars.arithmetic import DateRange, add_days, day_of_week, week_of
from panager.when.calendars.holidays import days_off, holiday
from panager.when.calendars.lunar import solar_of
from panager.when.calendars.workdays import add_workdays
from panager.when.model.components import Date, Period, PeriodShift, Phrase, Weekday
from panager.when.model.named_days import (
    Holiday,
    IsoWeek,
    LunarDate,
    Ordinal,
    WeekdayBeside,
    WorkingDays,
)
from panager.when.model.understanding import Grain
from panager.when.resolve.days import Days
from panager.when.resolve.within_units import shifted


def yearly(phrase: Phrase, today: date) -> Days:
    """A holiday or a lunar date of the year that is said, or of each year around this one."""
    years: Iterable[int] = range(today.year - 2, today.year + 4)
    period, on = phrase.find(PeriodShift), phrase.find(Date)
    after = _week_after(phrase)
    if after is None and period is not None:
        years = [shifted(period, today, phrase.week_start)[0].year]
    elif on is not None and on.year is not None:
        years = [on.year]
    spans = [span for year in years if (span := _in_year(phrase, year)) is not None]
    if phrase.has(Ordinal):
        spans = [_edge(span, phrase) for span in spans]
    return of_spans(spans) if after is None else _weeks_on(spans, after, phrase)


def _week_after(phrase: Phrase) -> int | None:
    """ "크리스마스 다음 주": weeks from the day that stands before them."""
    names = [one for one in phrase.components if isinstance(one, Holiday | LunarDate | PeriodShift)]
    last = names[-1]
    is_week = isinstance(last, PeriodShift) and last.period is Period.WEEK
    return last.count if is_week and len(names) > 1 and isinstance(last, PeriodShift) else None


def _weeks_on(spans: Iterable[DateRange], weeks: int, phrase: Phrase) -> Days:
    these = (week_of(first, phrase.week_start) for first, _ in sorted(spans))
    then, weekday = tuple(week + timedelta(days=7 * weeks) for week in these), phrase.find(Weekday)
    if weekday is None:
        return Days(then, grain=Grain.WEEK)
    return Days(tuple(day_of_week(week, weekday.day) for week in then))


def _in_year(phrase: Phrase, year: int) -> DateRange | None:
    named, lunar = phrase.find(Holiday), phrase.find(LunarDate)
    if named is not None and named.off:
        return days_off(named.name, year)
    day = holiday(named.name, year) if named is not None else None
    if lunar is not None:
        day = solar_of(lunar.year or year, lunar.month, lunar.day, leap=lunar.leap)
    return None if day is None else (day, day + timedelta(days=1))


def _edge(span: DateRange, phrase: Phrase) -> DateRange:
    ordinal = phrase.find(Ordinal)
    last = ordinal is not None and ordinal.number < 0
    day = span[1] - timedelta(days=1) if last else span[0]
    return day, day + timedelta(days=1)


def of_spans(spans: Iterable[DateRange]) -> Days:
    """The days of these stretches; single days are no stretch."""
    ordered = sorted(spans)
    is_long = any((end - first).days > 1 for first, end in ordered)
    ends = tuple(end for _, end in ordered) if is_long else ()
    return Days(tuple(first for first, _ in ordered), ends=ends)


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
