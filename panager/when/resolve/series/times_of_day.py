"""Puts times of day into a rule, and takes weekdays out of it."""

from dataclasses import replace

from panager.when.resolve.series.clock_readings import Clocks
from panager.when.resolve.series.shifts import shifted
from panager.when.rrule.clock_stream import step_of
from panager.when.rrule.rule import ByDay, Frequency, Rule

_DAY = 24 * 60
_WEEK = frozenset(range(7))


def without_weekdays(rule: Rule, weekdays: frozenset[int]) -> Rule | None:
    """The rule on other days of the week; None if none is left."""
    if not weekdays:
        return rule
    if any(day.nth is not None for day in rule.by_day) or rule.by_set_pos:
        return None
    named = {day.weekday for day in rule.by_day} or _WEEK
    left = tuple(ByDay(day) for day in sorted(named - weekdays))
    if not left:
        return None
    daily = rule.freq is Frequency.DAILY and rule.interval == 1
    return replace(rule, freq=Frequency.WEEKLY if daily else rule.freq, by_day=left)


def without_months(rule: Rule, months: frozenset[int]) -> Rule | None:
    """The rule in other months; None if none is left, or the rule has months of its own kind."""
    if not months:
        return rule
    left = tuple(sorted(set(rule.by_month or range(1, 13)) - months))
    from_start = rule.freq is Frequency.YEARLY and not rule.by_month
    return None if from_start or rule.lunar or not left else replace(rule, by_month=left)


def with_clocks(rule: Rule, clocks: Clocks) -> Rule | None:
    """The rule at these times; None where one rule cannot say them."""
    if clocks.window is not None:
        return _in_window(rule, clocks.window)
    if not clocks.minutes:
        return rule
    return _at(rule, clocks.minutes)


def _in_window(rule: Rule, window: tuple[int, int]) -> Rule | None:
    """ "every 3 hours between 9 and 18" is every day at 9, 12, 15 and 18."""
    first, last = window
    step = int(step_of(rule).total_seconds()) // 60
    minutes = tuple(minute % _DAY for minute in range(first, last + 1, step))
    freq = Frequency.WEEKLY if rule.by_day else Frequency.DAILY
    return _at(replace(rule, freq=freq, interval=1, by_minute=()), minutes)


def _at(rule: Rule, minutes: tuple[int, ...]) -> Rule | None:
    shifted = _shifted(rule, minutes)
    if shifted is None:
        return None
    times = sorted({minute % _DAY for minute in minutes})
    hours = tuple(sorted({time // 60 for time in times}))
    parts = tuple(sorted({time % 60 for time in times}))
    every = [hour * 60 + part for hour in hours for part in parts]
    rule = replace(shifted, by_hour=hours, by_minute=parts)
    chosen = [index for index, time in enumerate(every) if time in times]
    if len(chosen) == len(every) and (len(every) == 1 or not rule.by_set_pos):
        return rule
    positions = _positions(rule, chosen, len(every))
    return None if positions is None else replace(rule, by_set_pos=positions)


def _shifted(rule: Rule, minutes: tuple[int, ...]) -> Rule | None:
    """ "금요일 밤 12시" is Saturday at 0:00; a rule without days is the same every day."""
    days = {minute // _DAY for minute in minutes}
    if days == {0}:
        return rule
    if not rule.by_day and rule.freq is Frequency.DAILY:
        return rule
    return None if len(days) > 1 else shifted(rule, days.pop())


def _positions(rule: Rule, chosen: list[int], total: int) -> tuple[int, ...] | None:
    """BYSETPOS for some of the times on each day: 8:00 and 20:30 are the first and the fourth."""
    if rule.by_set_pos:
        (nth,) = rule.by_set_pos
        first = (nth - 1) * total + 1 if nth > 0 else nth * total
        return tuple(first + index for index in chosen)
    days = _days_of_period(rule)
    if days is None:
        return None
    return tuple(day * total + index + 1 for day in range(days) for index in chosen)


def _days_of_period(rule: Rule) -> int | None:
    """How many days each period of the rule has, if always the same."""
    if rule.freq is Frequency.DAILY:
        return 1
    if rule.freq is Frequency.WEEKLY:
        return len(rule.by_day) or 1
    named = len(rule.by_day) + len(rule.by_month_day)
    return 1 if named <= 1 and len(rule.by_month) <= 1 else None
