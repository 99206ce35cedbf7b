"""What there is to say of a rule, before it is said in a language."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

from panager.when.model.understanding import Recurrence
from panager.when.rrule.parse import parse
from panager.when.rrule.rule import Frequency, Rule

WORKDAYS = (0, 1, 2, 3, 4)
WEEKEND = (5, 6)
_MONTH_FREQUENCIES = (Frequency.MONTHLY, Frequency.YEARLY)
_LONG_LIST = 4
_FEW_MONTHS = 6
_SAID_ORDINALS = (-1, 1, 2, 3, 4, 5)
_LAST_SECOND = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Window:
    """Times of day at even steps, all in minutes (after midnight)."""

    first: int
    last: int
    step: int


@dataclass(frozen=True, slots=True)
class Facts:
    """A rule as people think of it: every so many units, on these days, at these times."""

    freq: Frequency
    interval: int
    weekdays: tuple[int, ...]
    nth: tuple[tuple[int, tuple[int, ...]], ...]
    """The nth (-1 the last) of these weekdays in the month."""
    month_days: tuple[int, ...]
    months: tuple[int, ...]
    leap_months: tuple[int, ...]
    lunar: bool
    """Months and their days are those of the Korean lunar calendar."""
    beside: int
    """Days after those days, before them if negative: the day before the last Monday is -1."""
    minute: int | None
    """Of every hour."""
    times: tuple[int, ...]
    """Minutes after midnight."""
    window: Window | None
    count: int | None
    until: datetime | None
    """On the wall clock; the last second of a day stands for the day."""
    except_dates: tuple[date, ...]
    except_months: tuple[int, ...]
    except_holidays: bool

    @property
    def until_day(self) -> bool:
        """Whether the end is a day and not a moment."""
        whole = self.until is not None and self.until.time() == _LAST_SECOND
        return whole or not self.freq.sub_daily


def facts_of(recurrence: Recurrence, zone: ZoneInfo | None) -> Facts | None:
    """The facts; None for a rule of a kind that people do not say."""
    rule, beside = anchored(parse(recurrence.rrule))
    rule, except_months = _without_months(rule)
    if not _is_ordinary(rule):
        return None
    picked = _picked(rule)
    if picked is None:
        return None
    nth, times = picked
    window = _window(times) if _may_have_window(rule) else None
    return Facts(
        freq=rule.freq,
        interval=rule.interval,
        weekdays=() if nth else tuple(day.weekday for day in rule.by_day),
        nth=nth,
        month_days=rule.by_month_day,
        months=rule.by_month,
        leap_months=tuple(month.number for month in rule.by_leap_month),
        lunar=rule.lunar,
        beside=beside,
        minute=rule.by_minute[0] if rule.freq is Frequency.HOURLY and rule.by_minute else None,
        times=times if window is None else (),
        window=window,
        count=rule.count,
        until=_wall(rule.until, zone),
        except_dates=tuple(sorted(recurrence.except_dates)),
        except_months=except_months,
        except_holidays=recurrence.except_holidays is not None,
    )


def _without_months(rule: Rule) -> tuple[Rule, tuple[int, ...]]:
    """Every day but in some months; or what each of some months has, every year."""
    if not rule.by_month or rule.lunar or rule.freq is Frequency.YEARLY:
        return rule, ()
    left_out = tuple(month for month in range(1, 13) if month not in rule.by_month)
    if rule.freq is Frequency.MONTHLY and rule.by_set_pos and rule.interval == 1:
        return replace(rule, freq=Frequency.YEARLY), ()
    few = len(left_out) <= _FEW_MONTHS
    return (replace(rule, by_month=()), left_out) if few else (rule, ())


def _is_ordinary(rule: Rule) -> bool:
    if rule.by_year_day or rule.by_week_no or any(day < -1 for day in rule.by_month_day):
        return False
    if rule.by_month and rule.freq is not Frequency.YEARLY:
        return False
    if rule.freq is Frequency.YEARLY and not _is_ordinary_year(rule):
        return False
    if not rule.freq.sub_daily:
        return bool(rule.by_hour) == bool(rule.by_minute)
    hourly = rule.freq is Frequency.HOURLY and rule.interval == 1
    return (
        not rule.by_hour
        and not rule.by_month_day
        and (not rule.by_minute or (hourly and len(rule.by_minute) == 1))
    )


def _is_ordinary_year(rule: Rule) -> bool:
    """ "March 5", "the second Sunday of May" or nothing."""
    named = bool(rule.by_month_day) + bool(rule.by_day)
    numbered = all(day.nth is not None for day in rule.by_day) or bool(rule.by_set_pos)
    return named == bool(rule.by_month or rule.by_leap_month) and numbered


def _picked(
    rule: Rule,
) -> tuple[tuple[tuple[int, tuple[int, ...]], ...], tuple[int, ...]] | None:
    """The numbered weekdays and the times; BYSETPOS may number either or both."""
    every = tuple(hour * 60 + minute for hour in rule.by_hour for minute in rule.by_minute)
    if rule.freq.sub_daily:
        return (), ()
    if not rule.by_set_pos:
        return _numbered(rule, every)
    total = max(1, len(every))
    places = [_place(position, total) for position in rule.by_set_pos]
    chosen = sorted({index for _, index in places})
    periods = sorted({day for day, _ in places})
    if len(places) != len(chosen) * len(periods):
        return None
    times = tuple(every[index] for index in chosen) if every else ()
    plain = all(day.nth is None for day in rule.by_day)
    if rule.freq in _MONTH_FREQUENCIES and len(rule.by_day) > 1 and plain:
        weekdays = tuple(day.weekday for day in rule.by_day)
        sayable = len(periods) == 1 and periods[0] in _SAID_ORDINALS
        return (((periods[0], weekdays),), times) if sayable else None
    return _numbered(rule, times) if periods == _all_days(rule) else None


def _place(position: int, total: int) -> tuple[int, int]:
    """Which day of the period, from its end if negative, and which of the times."""
    if position > 0:
        return (position - 1) // total + 1, (position - 1) % total
    day = -((-position + total - 1) // total)
    return day, position - day * total


def _all_days(rule: Rule) -> list[int]:
    days = max(1, len(rule.by_day)) if rule.freq is Frequency.WEEKLY else 1
    return list(range(1, days + 1))


def _numbered(
    rule: Rule, times: tuple[int, ...]
) -> tuple[tuple[tuple[int, tuple[int, ...]], ...], tuple[int, ...]] | None:
    numbered = tuple((day.nth, (day.weekday,)) for day in rule.by_day if day.nth is not None)
    if not numbered:
        in_month = rule.freq is Frequency.MONTHLY and bool(rule.by_day) and not rule.by_month_day
        return None if in_month else ((), times)
    ordinary = len(numbered) == len(rule.by_day) and not rule.by_month_day
    return (
        (numbered, times)
        if ordinary and all(nth in _SAID_ORDINALS for nth, _ in numbered)
        else None
    )


def _may_have_window(rule: Rule) -> bool:
    return rule.freq in (Frequency.DAILY, Frequency.WEEKLY) and rule.interval == 1


def _window(times: tuple[int, ...]) -> Window | None:
    """Many times at even steps."""
    steps = {second - first for first, second in pairwise(times)}
    if len(times) < _LONG_LIST or len(steps) != 1:
        return None
    return Window(times[0], times[-1], steps.pop())


def _wall(until: datetime | None, zone: ZoneInfo | None) -> datetime | None:
    if until is None or until.tzinfo is None:
        return until
    return until.astimezone(zone or UTC).replace(tzinfo=None)


_WEEK = 7
_LATEST = 2
_LAST_ALWAYS = 4
"""The fourth weekday is there in every month, the fifth is not."""


def anchored(rule: Rule) -> tuple[Rule, int]:
    """The rule of the days by which people say it, and how many days after them it is.

    A Friday between the 23rd and the 29th is the day after the fourth Thursday, the third last
    day of a month two days before the last.
    """
    days = rule.by_month_day
    if len(days) == 1 and days[0] < -1 and not rule.by_day:
        return replace(rule, by_month_day=(-1,)), days[0] + 1
    if len(days) != _WEEK or len(rule.by_day) != 1 or rule.by_day[0].nth is not None:
        return rule, 0
    first = min(days)
    if sorted(days) != list(range(first, first + _WEEK)):
        return rule, 0
    return _of_week(rule, first)


def _of_week(rule: Rule, first: int) -> tuple[Rule, int]:
    if first > 0:
        nth, after = (first - 1) // _WEEK + 1, (first - 1) % _WEEK
        if after > _LATEST:
            nth, after = nth + 1, after - _WEEK
    else:
        nth, after = -1, first + _WEEK
    if not nth <= _LAST_ALWAYS or (nth < 0 and not -_WEEK < after <= 0):
        return rule, 0
    day = rule.by_day[0]
    anchor = replace(day, weekday=(day.weekday - after) % _WEEK, nth=nth)
    return replace(rule, by_day=(anchor,), by_month_day=()), after
