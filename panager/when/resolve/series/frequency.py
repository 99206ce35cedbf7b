"""How often, and on which days: the rule without its times of day."""

from dataclasses import dataclass, replace

from panager.when.model.components import Amount, Date, Weekday
from panager.when.model.series_parts import DayOfMoon, MonthDays, Months, Nth, OnDays, Unit
from panager.when.model.understanding import Grain
from panager.when.parse.series.series import Series
from panager.when.resolve.series.moon import dates_of_moon, moon_rule
from panager.when.rrule.rule import ByDay, Frequency, Rule

_ORDER = tuple(Unit)
_FREQUENCIES = {
    Unit.MINUTE: Frequency.MINUTELY,
    Unit.HOUR: Frequency.HOURLY,
    Unit.DAY: Frequency.DAILY,
    Unit.WEEK: Frequency.WEEKLY,
    Unit.MONTH: Frequency.MONTHLY,
    Unit.YEAR: Frequency.YEARLY,
}
_EVERY_DAY = 7
_MONTHS, _DAYS = range(1, 13), range(1, 32)
_LONGEST_INTERVAL = 99_999
"""What a rule may say (see `rrule.parse`)."""


@dataclass(frozen=True, slots=True)
class _Days:
    """The days that were said, by kind."""

    weekdays: tuple[int, ...] = ()
    nth: tuple[Nth, ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()


def rule_of(series: Series) -> Rule | None:
    """The rule; None if the words make none together."""
    if series.by_moon or any(isinstance(one, DayOfMoon) for one in series.days):
        dates = dates_of_moon(series)
        months = any(date.month for date in dates)
        step = _step(series, Unit.YEAR if months else Unit.MONTH)
        return None if step is None else moon_rule(dates, _FREQUENCIES[step[0]], step[1])
    days = _days(series)
    step = None if days is None else _step(series, _implied(series, days))
    if days is None or step is None:
        return None
    unit, interval = step
    if unit is Unit.MONTH and interval == 1 and days.months and days.nth:
        unit = Unit.YEAR  # "every first Monday in September"
    if interval > _LONGEST_INTERVAL:
        return None
    rule = Rule(freq=_FREQUENCIES[unit], interval=interval)
    for one in series.every:
        if one.minute is not None:
            rule = replace(rule, by_minute=(one.minute,))
    return _BUILDERS[unit](rule, days)


def _days(series: Series) -> _Days | None:
    weekdays: set[int] = set()
    month_days: set[int] = set()
    months: set[int] = set()
    dates: set[tuple[int | None, int | None]] = set()
    nth: list[Nth] = []
    for one in series.days:
        match one:
            case Weekday(weeks=None, plus_days=0):
                weekdays.add(one.day)
            case OnDays():
                weekdays.update(one.days)
            case MonthDays():
                month_days.update(one.days)
            case Nth():
                nth.append(one)
            case Months():
                months.update(one.months)
            case Date(year=None) if (one.month or 1) in _MONTHS and (one.day or 1) in _DAYS:
                dates.add((one.month, one.day))
                months.update(() if one.month is None else (one.month,))
                month_days.update(() if one.day is None else (one.day,))
            case _:
                return None
    full = {(month, day) for month, day in dates if month and day}
    if len({month for month, _ in full}) * len({day for _, day in full}) > len(full):
        return None  # "every January 5 and July 20": no one rule has only these two
    in_order = tuple(sorted(month_days, key=lambda day: (day < 0, day)))
    different = tuple(dict.fromkeys(nth))
    if len(different) > 1 and len(months) > 1:
        return None  # whether each month has all of them is not said
    return _Days(tuple(sorted(weekdays)), different, in_order, tuple(sorted(months)))


def _step(series: Series, implied: Unit | None) -> tuple[Unit, int] | None:
    """The shortest unit: "매주 월요일 30분마다" is a matter of minutes; else what is implied."""
    steps = [(one.unit, one.interval) for one in series.every if one.unit is not None]
    if series.steps is not None:
        counted = _counted(series.steps.amount)
        if counted is None:
            return None
        steps.append(counted)
    if not steps:
        return None if implied is None else (implied, 1)
    shortest = min(_ORDER.index(unit) for unit, _ in steps)
    return _ORDER[shortest], max(many for unit, many in steps if unit is _ORDER[shortest])


def _counted(amount: Amount) -> tuple[Unit, int] | None:
    kinds = sum(1 for part in (amount.months, amount.days, amount.seconds) if part)
    if kinds != 1:
        return None
    if amount.months:
        years = amount.grain is Grain.YEAR and amount.months % 12 == 0
        return (Unit.YEAR, amount.months // 12) if years else (Unit.MONTH, amount.months)
    if amount.days:
        weeks = amount.grain is Grain.WEEK and amount.days % _EVERY_DAY == 0
        return (Unit.WEEK, amount.days // _EVERY_DAY) if weeks else (Unit.DAY, amount.days)
    if amount.seconds % 60:
        return None
    hours = amount.seconds % 3600 == 0
    return (Unit.HOUR, amount.seconds // 3600) if hours else (Unit.MINUTE, amount.seconds // 60)


def _implied(series: Series, days: _Days) -> Unit | None:
    """ "every March 5th" is every year, "every 15th" every month, "every 8 am" every day."""
    if days.months:
        return Unit.YEAR
    if days.month_days or days.nth:
        return Unit.MONTH
    if days.weekdays:
        return Unit.WEEK
    return Unit.DAY if series.times or series.between else None


def _within_day(rule: Rule, days: _Days) -> Rule | None:
    if days.nth or days.months:
        return None
    return replace(rule, by_day=_by_day(days.weekdays), by_month_day=days.month_days)


def _daily(rule: Rule, days: _Days) -> Rule | None:
    if days.nth or days.months or days.month_days:
        return None
    if not days.weekdays or len(days.weekdays) == _EVERY_DAY:
        return rule
    freq = Frequency.WEEKLY if rule.interval == 1 else rule.freq
    return replace(rule, freq=freq, by_day=_by_day(days.weekdays))


def _weekly(rule: Rule, days: _Days) -> Rule | None:
    if days.nth or days.months or days.month_days:
        return None
    if rule.interval == 1 and len(days.weekdays) == _EVERY_DAY:
        return replace(rule, freq=Frequency.DAILY)
    return replace(rule, by_day=_by_day(days.weekdays))


def _monthly(rule: Rule, days: _Days) -> Rule | None:
    if days.months or (days.weekdays and not days.month_days):
        return None
    if days.nth:
        return None if days.month_days else _with_nth(rule, days.nth)
    return replace(rule, by_month_day=days.month_days, by_day=_by_day(days.weekdays))


def _yearly(rule: Rule, days: _Days) -> Rule | None:
    if days.weekdays or (days.month_days and not days.months):
        return None
    rule = replace(rule, by_month=days.months)
    several = any(len(one.days) > 1 for one in days.nth) and len(days.months) > 1
    if several and rule.interval == 1:
        # The last of the working days of each of these months, and not of all of them together.
        rule = replace(rule, freq=Frequency.MONTHLY)
    if days.nth:
        return None if days.month_days else _with_nth(rule, days.nth)
    # "every January" begins with its first day.
    first = (1,) if days.months and not days.month_days else ()
    return replace(rule, by_month_day=days.month_days or first)


def _with_nth(rule: Rule, nth: tuple[Nth, ...]) -> Rule | None:
    if all(len(one.days) == 1 for one in nth):
        by_day = sorted({ByDay(one.days[0], one.number) for one in nth}, key=str)
        return replace(rule, by_day=tuple(by_day))
    if len(nth) > 1:
        return None
    return replace(rule, by_day=_by_day(nth[0].days), by_set_pos=(nth[0].number,))


def _by_day(weekdays: tuple[int, ...]) -> tuple[ByDay, ...]:
    return tuple(ByDay(day) for day in weekdays)


_BUILDERS = {
    Unit.MINUTE: _within_day,
    Unit.HOUR: _within_day,
    Unit.DAY: _daily,
    Unit.WEEK: _weekly,
    Unit.MONTH: _monthly,
    Unit.YEAR: _yearly,
}
