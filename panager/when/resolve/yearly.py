"""Days that come once a year: holidays and lunar dates, and the weeks around them."""

from collections.abc import Iterable
from datetime import date, timedelta

from panager.when.calendars.arithmetic import DateRange, day_of_week, week_of
from panager.when.calendars.holidays import days_off, holiday
from panager.when.calendars.lunar import solar_of
from panager.when.model.components import Date, Period, PeriodShift, Phrase, Weekday
from panager.when.model.named_days import Holiday, LunarDate, Ordinal
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
