"""Days inside longer units: "the last Friday of March", "early December", "the third quarter"."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from panager.when.calendars.arithmetic import (
    DateRange,
    add_days,
    add_months,
    day_of_week,
    months_from,
    nth_day,
    nth_week,
    nth_weekday,
    week_of,
)
from panager.when.calendars.workdays import add_workdays, nth_workday_in
from panager.when.model.components import Date, Period, PeriodShift, Phrase, Weekday
from panager.when.model.named_days import Counted, DayGroup, Group, Ordinal, Season, Stage, StageOf

_MONTHS = {
    Period.MONTH: 1,
    Period.QUARTER: 3,
    Period.HALF: 6,
    Period.YEAR: 12,
    Counted.MONTH: 1,
    Counted.QUARTER: 3,
    Counted.HALF: 6,
    Counted.YEAR: 12,
}
# Units which lie in a longer one that was left unsaid, and in which.
_OUTER = {Counted.QUARTER: Counted.YEAR, Counted.HALF: Counted.YEAR}

type Picker = Callable[[DateRange], Iterable[DateRange]]


def shifted(period: PeriodShift, today: date, week_start: int) -> DateRange:
    """This, the next or the last week, month, quarter, half-year or year."""
    if period.period is Period.WEEK:
        first = add_days(week_of(today, week_start), 7 * period.count)
        return first, add_days(first, 7)
    months = _MONTHS[period.period]
    first = today.replace(month=(today.month - 1) // months * months + 1, day=1)
    return months_from(add_months(first, months * period.count), months)


def picked(phrase: Phrase, today: date) -> list[DateRange]:
    """What the phrase picks, in the order of time; more than one where the unit was left unsaid."""
    return [span for outer in _outer(phrase, today) for span in _inside(phrase, outer)]


def choices(phrase: Phrase, today: date) -> list[DateRange]:
    """Both readings of "the second week's Tuesday" where weeks and Tuesdays count differently."""
    ordinal, weekday = phrase.find(Ordinal), phrase.find(Weekday)
    if ordinal is None or weekday is None or ordinal.of is not Counted.WEEK:
        return []
    for outer in _outer(phrase, today):
        days = _weekday_of_week(outer, ordinal.number, weekday.day, phrase.week_start)
        if days and days[-1] >= today:
            return [_day(day) for day in days]
    return []


def _inside(phrase: Phrase, outer: DateRange) -> list[DateRange]:
    spans = [outer]
    for picker in _pickers(phrase):
        spans = [inner for span in spans for inner in picker(span)]
    return spans


def _pickers(phrase: Phrase) -> Iterator[Picker]:
    ordinal, stage, group = phrase.find(Ordinal), phrase.find(StageOf), phrase.find(DayGroup)
    weekday, season = phrase.find(Weekday), phrase.find(Season)
    if season is not None:
        yield lambda span: _season(span, season)
    if ordinal is not None:
        yield lambda span: _counted(span, ordinal, weekday, phrase.week_start)
    if stage is not None:
        yield lambda span: [_stage(span, stage.stage)]
    if group is not None:
        yield lambda span: _group(span, group.group)


def _outer(phrase: Phrase, today: date) -> list[DateRange]:
    period, on = phrase.find(PeriodShift), phrase.find(Date)
    span = shifted(period, today, phrase.week_start) if period is not None else None
    if on is not None:
        return _dated(on, span, today)
    if span is not None and not _is_this_weekend(phrase, period):
        return [span]
    unit = _unit(phrase)
    return [] if unit is None else _coming(unit, today, phrase.week_start)


def _is_this_weekend(phrase: Phrase, period: PeriodShift | None) -> bool:
    """It is the coming one, or that which is going on, in whichever week it begins."""
    group = phrase.find(DayGroup)
    is_weekend = group is not None and group.group is Group.WEEKEND
    return is_weekend and period == PeriodShift(Period.WEEK, 0)


def _dated(on: Date, year: DateRange | None, today: date) -> list[DateRange]:
    said = on.year if year is None else year[0].year
    if on.month is None:
        return [] if said is None else [months_from(date(said, 1, 1), 12)]
    years = range(today.year - 2, today.year + 9) if said is None else [said]
    return [months_from(date(one, on.month, 1), 1) for one in years]


def _unit(phrase: Phrase) -> Counted | None:
    ordinal, stage = phrase.find(Ordinal), phrase.find(StageOf)
    if phrase.has(Season):
        return Counted.YEAR
    if ordinal is not None:
        return _OUTER.get(ordinal.of, Counted.MONTH)
    if stage is not None:
        return stage.unit
    return Counted.WEEK


def _coming(unit: Counted, today: date, week_start: int) -> list[DateRange]:
    """This one, some before it and some after it."""
    if unit is Counted.WEEK:
        week = week_of(today, week_start)
        return [(add_days(week, 7 * more), add_days(week, 7 * more + 7)) for more in range(-2, 4)]
    months = _MONTHS[unit]
    first = today.replace(month=(today.month - 1) // months * months + 1, day=1)
    return [months_from(add_months(first, months * more), months) for more in range(-12, 13)]


def _season(span: DateRange, season: Season) -> list[DateRange]:
    return [months_from(date(span[0].year, season.month, 1), 3)]


def _counted(
    span: DateRange, ordinal: Ordinal, weekday: Weekday | None, week_start: int
) -> list[DateRange]:
    if ordinal.count > 1:
        return _run(span, ordinal, weekday, week_start)
    number = ordinal.number
    match ordinal.of:
        case Counted.DAY:
            return [_day(day) for day in _some(nth_day(span, number))]
        case Counted.WORKDAY:
            outside = add_days(span[0], -1) if number > 0 else span[1]
            return [_day(add_workdays(outside, number, None))]
        case Counted.WEEKDAY if weekday is not None:
            return [_day(day) for day in _some(nth_weekday(span, number, weekday.day))]
        case Counted.WEEK if weekday is not None:
            days = _weekday_of_week(span, number, weekday.day, week_start)
            return [_day(day) for day in days[:1]]
        case Counted.WEEK:
            return list(_some(nth_week(span, number, week_start)))
        case Counted.KOREAN_WORKDAY:
            return [_day(day) for day in _some(nth_workday_in(span, number, "KR"))]
        case Counted.WEEKEND:
            saturday = nth_weekday(span, number, 5)
            return [(day, add_days(day, 2)) for day in _some(saturday)]
        case Counted.MONTH | Counted.QUARTER | Counted.HALF:
            return _parts(span, number, _MONTHS[ordinal.of])
    return []


def _run(
    span: DateRange, ordinal: Ordinal, weekday: Weekday | None, week_start: int
) -> list[DateRange]:
    """From the first to the nth, or from that to the last."""
    ends = ordinal.number, ordinal.number * ordinal.count
    found = [
        one
        for number in ends
        for one in _counted(span, Ordinal(number, ordinal.of), weekday, week_start)
    ]
    if len(found) < len(ends):
        return []
    return [(min(first for first, _ in found), max(end for _, end in found))]


def _parts(span: DateRange, number: int, months: int) -> list[DateRange]:
    first = add_months(span[0] if number > 0 else span[1], months * (number - (number > 0)))
    return [months_from(first, months)] if span[0] <= first < span[1] else []


def _weekday_of_week(span: DateRange, number: int, weekday: int, week_start: int) -> list[date]:
    """The nth such weekday, and that weekday of the calendar's nth row if it is another."""
    nth = nth_weekday(span, number, weekday)
    first_row = day_of_week(week_of(span[0], week_start), weekday)
    row = add_days(first_row, 7 * (number - 1))
    if number < 0 or not span[0] <= row < span[1]:
        return list(_some(nth))
    return sorted({row, *_some(nth)})


def _stage(span: DateRange, stage: Stage) -> DateRange:
    first, end = span
    days = (end - first).days
    if days <= 7:
        begin, length = {Stage.EARLY: (0, 2), Stage.MID: (2, 2), Stage.LATE: (4, 3)}[stage]
        return add_days(first, begin), add_days(first, begin + length)
    if days <= 31:
        tenth = add_days(first, 10), add_days(first, 20)
        return {
            Stage.EARLY: (first, tenth[0]),
            Stage.MID: tenth,
            Stage.LATE: (tenth[1], end),
        }[stage]
    # A month at each end, and in the middle one, or two of an even number.
    months = round(days / 30.5)
    middle, length = (months - 1) // 2, 2 - months % 2
    begin, length = {
        Stage.EARLY: (0, 1),
        Stage.MID: (middle, length),
        Stage.LATE: (months - 1, 1),
    }[stage]
    return months_from(add_months(first, begin), length)


def _group(span: DateRange, group: Group) -> list[DateRange]:
    if (span[1] - span[0]).days != 7:
        return []
    # Saturday and Sunday stay together, also where one ends a week and the other begins one.
    first, days = (5, 2) if group is Group.WEEKEND else (0, 5)
    begin = day_of_week(span[0], first)
    return [(begin, add_days(begin, days))]


def _day(day: date) -> DateRange:
    return day, add_days(day, 1)


def _some[T](found: T | None) -> Iterable[T]:
    return () if found is None else (found,)
