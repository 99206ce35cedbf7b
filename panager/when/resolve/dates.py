"""Days that a phrase can mean, in the order of time."""

from dataclasses import replace
from datetime import date, timedelta

from panager.when.calendars.arithmetic import DateRange, add_months, day_of_week, week_of
from panager.when.calendars.workdays import back_to_work
from panager.when.model.components import (
    SPAN_KINDS,
    Amount,
    Before,
    Date,
    DayShift,
    Later,
    Period,
    PeriodShift,
    Phrase,
    Weekday,
)
from panager.when.model.named_days import (
    Counted,
    Holiday,
    IsoWeek,
    LunarDate,
    Offset,
    Ordinal,
    SameTime,
    Side,
    ThatDay,
    WeekOf,
)
from panager.when.model.understanding import Grain
from panager.when.resolve.days import Days, chosen, dated, days_on, existing
from panager.when.resolve.named_days import counted_from, numbered_week, of_spans, yearly
from panager.when.resolve.within_units import choices, picked, shifted

_GRAINS = {Period.WEEK: Grain.WEEK, Period.MONTH: Grain.MONTH, Period.YEAR: Grain.YEAR}


def days_of(phrase: Phrase, today: date) -> Days:
    """The days of a phrase that has at least a time or a day."""
    try:
        days = _moved(phrase, _checked(phrase, _days(phrase, today), today))
        days = counted_from(phrase, days, today)
        if phrase.has(WeekOf):
            weeks = tuple(week_of(day, phrase.week_start) for day in days.dates)
            days = Days(weeks, grain=Grain.WEEK)
        return days if days.each or days.several else chosen(days, today, past=_is_past(phrase))
    except (ValueError, OverflowError):
        return Days(())


def _days(phrase: Phrase, today: date) -> Days:
    shift, period = phrase.find(DayShift), phrase.find(PeriodShift)
    weekday, on = phrase.find(Weekday), phrase.find(Date)
    if phrase.has(ThatDay):
        return Days(())
    if _is_base(phrase):
        return _from_today(phrase, weekday, today)
    # "작년 이맘때", "다음 주 이 시간", "내년 오늘"
    if period is not None and phrase.has(SameTime, DayShift):
        return Days((_same_day(period, today),))
    if shift is not None:
        return _agreed(today + timedelta(days=shift.days), on)
    if phrase.has(IsoWeek, Holiday, LunarDate):
        return numbered_week(phrase, today) if phrase.has(IsoWeek) else yearly(phrase, today)
    if phrase.has(*SPAN_KINDS):
        return _picked(phrase, today)
    if on is not None:
        return dated(on, period, today, past=_is_past(phrase))
    if weekday is not None:
        return _weekdays(phrase, weekday, period, today)
    if period is not None:
        return _period(shifted(period, today, phrase.week_start), period.period)
    return Days(tuple(today + timedelta(days=days) for days in range(-1, 3)), each=True, said=False)


def _agreed(day: date, on: Date | None) -> Days:
    """The day, unless the date beside it is another one: both were said."""
    if on is None or on.month is None or on.day is None:
        return Days((day,))
    dates = existing([(on.year or day.year, on.month, on.day)])
    return Days((day, *dates), several=True) if dates != (day,) else Days((day,))


def _same_day(period: PeriodShift, today: date) -> date:
    if period.period is Period.WEEK:
        return today + timedelta(days=7 * period.count)
    months = {Period.MONTH: 1, Period.QUARTER: 3, Period.HALF: 6}.get(period.period, 12)
    return add_months(today, months * period.count)


def _is_base(phrase: Phrase) -> bool:
    """Whether an amount counts from today, and not from another day that is named."""
    before = phrase.find(Before)
    is_ago = before is not None and before.ago and not before.amount.sub_day
    # "크리스마스 3일 뒤" counts from Christmas, "2년 뒤 3월" from now.
    first = next((one for one in phrase.components if isinstance(one, (Later, *_ANCHORS))), None)
    return is_ago or isinstance(first, Later)


_ANCHORS = (Holiday, LunarDate, Date, Ordinal, DayShift)


def _is_past(phrase: Phrase) -> bool:
    side = phrase.find(Side)
    return side is not None and side.past


def _from_today(phrase: Phrase, weekday: Weekday | None, today: date) -> Days:
    later, before = phrase.find(Later), phrase.find(Before)
    day = today
    if later is not None:
        day = _plus(today, later.amount)
    elif before is not None:
        day = _plus(today, before.amount, -1)
    on = phrase.find(Date)
    if on is not None:  # "2년 뒤 3월", "두 달 뒤 15일"
        grain = Grain.DAY if on.day else Grain.MONTH
        return Days(existing([(day.year, on.month or day.month, on.day or 1)]), grain=grain)
    is_weeks = any(one is not None and one.amount.grain is Grain.WEEK for one in (later, before))
    if weekday is None or not is_weeks:
        return Days((day,))
    # "2주 뒤 화요일": the Tuesday of that week, or the one that comes next then.
    in_week = day_of_week(week_of(day, phrase.week_start), weekday.day)
    coming = day + timedelta(days=(weekday.day - day.weekday()) % 7)
    return Days((in_week, coming), several=in_week != coming)


def _plus(day: date, amount: Amount, sign: int = 1) -> date:
    return add_months(day, sign * amount.months) + timedelta(days=sign * amount.days)


def _moved(phrase: Phrase, days: Days) -> Days:
    """Moved by "the day after" or by an amount of days before or after the day that is named."""
    offset, later, before = phrase.find(Offset), phrase.find(Later), phrase.find(Before)
    if offset is not None and not days.said:
        return Days(())
    if offset is not None and offset.days > 0 and days.ends:
        after = tuple(end + timedelta(days=offset.days - 1) for end in days.ends)
        return Days(tuple(map(back_to_work, after)) if offset.working else after)
    if offset is not None:
        return _shifted(days, Amount(Grain.DAY, days=offset.days), 1)
    if later is not None and not _is_base(phrase):
        return _shifted(days, later.amount, 1)
    if before is not None and not before.ago and not before.amount.sub_day:
        # "회의 하루 전 오전 10시" does not say when the meeting is.
        return _shifted(days, before.amount, -1) if days.said else Days(())
    return days


def _shifted(days: Days, amount: Amount, sign: int) -> Days:
    return replace(days, dates=tuple(_plus(day, amount, sign) for day in days.dates), ends=())


def _picked(phrase: Phrase, today: date) -> Days:
    both = choices(phrase, today)
    if both:
        return Days(tuple(first for first, _ in both), several=len(both) > 1)
    ordinal = phrase.find(Ordinal)
    is_week = ordinal is not None and ordinal.of is Counted.WEEK and not phrase.has(Weekday)
    days = of_spans(picked(phrase, today))
    if is_week and all(
        (end - day).days == 7 for day, end in zip(days.dates, days.ends, strict=False)
    ):
        return replace(days, ends=(), grain=Grain.WEEK)
    return days


def _weekdays(phrase: Phrase, weekday: Weekday, period: PeriodShift | None, today: date) -> Days:
    if period is not None and period.period is not Period.WEEK:
        days = _each_in(shifted(period, today, phrase.week_start), weekday.day)
        return Days(days, several=len(days) > 1)
    weeks = weekday.weeks if period is None else period.count
    first = day_of_week(week_of(today, phrase.week_start), weekday.day)
    if weeks is not None:
        both = (first, first + timedelta(days=7 * weeks))
        days = tuple(day + timedelta(days=weekday.plus_days) for day in both)
        is_either = weekday.or_coming and first > today
        return Days(days, several=True) if is_either else Days(days[1:])
    dates = tuple(first + timedelta(days=7 * more) for more in range(-1, 3))
    if phrase.has(Side):
        past = _is_past(phrase)
        return Days(tuple(day for day in dates if (day < today if past else day > today)))
    if weekday.plus_days:
        coming = next(day for day in dates if day > today)
        return Days((coming + timedelta(days=weekday.plus_days),))
    return Days(tuple(day for day in dates if day >= today), each=True)


def _each_in(span: DateRange, weekday: int) -> tuple[date, ...]:
    days = (span[0] + timedelta(days=more) for more in range((span[1] - span[0]).days))
    return tuple(day for day in days if day.weekday() == weekday)


def _period(span: DateRange, period: Period) -> Days:
    first, end = span
    grain = _GRAINS.get(period)
    return Days((first,), ends=(end,)) if grain is None else Days((first,), grain=grain)


def _checked(phrase: Phrase, days: Days, today: date) -> Days:
    """None of them when the weekday beside the coming one denies it: "3월 5일(수)" on a Friday."""
    weekday = phrase.find(Weekday)
    if weekday is None or not days.dates or not phrase.has(Date, DayShift, Later):
        return days
    if days.several or phrase.has(Ordinal):
        return days
    on = phrase.find(Date)
    if on is not None and on.day is not None and on.month is None and not phrase.has(PeriodShift):
        # "Monday the 13th": the next 13th that is a Monday.
        return Days(days_on(weekday.day, on.day, today)[:1])
    coming = next((day for day in days.dates if day >= today), days.dates[-1])
    return days if coming.weekday() == weekday.day else Days(())
