"""Occurrences of HOURLY and MINUTELY rules: every so much absolute time, whatever clocks show."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from panager.when.rrule.budget import Budget
from panager.when.rrule.calendar_stream import Occurrence, place
from panager.when.rrule.days import matches
from panager.when.rrule.rule import Frequency, Rule

_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)
_LONGEST_GAP = timedelta(days=9 * 366)
"""A 29 February comes after eight years at the latest."""


def step_of(rule: Rule) -> timedelta:
    """The time from one to the next, before BYHOUR and the like."""
    return rule.interval * (_HOUR if rule.freq is Frequency.HOURLY else _MINUTE)


def occurrences_by_clock(
    rule: Rule, start: datetime, zone: ZoneInfo, after: datetime, budget: Budget
) -> Iterator[Occurrence]:
    """In the order of time, from about `after` on; from the start if COUNT must be counted."""
    left = rule.count
    since = None if left else after.astimezone(UTC)
    for at in _moments(rule, place(start, zone), zone, since, budget):
        if left == 0:
            return
        left = None if left is None else left - 1
        yield Occurrence(at, at.astimezone(zone).date())


def _moments(
    rule: Rule, start: datetime, zone: ZoneInfo, since: datetime | None, budget: Budget
) -> Iterator[datetime]:
    step = step_of(rule)
    number = 0 if since is None else max(0, (since - start) // step - 1)
    last = start + number * step
    try:
        while (at := start + number * step) - last < _LONGEST_GAP:
            budget.take()
            local = at.astimezone(zone)
            if not matches(rule, local.date()):
                number = max(number + 1, _first_at(_next_day(local.date(), zone), start, step))
                continue
            number += 1
            for one in _expanded(rule, at, zone, budget):
                if one >= start:
                    last = one
                    yield one
    except (ValueError, OverflowError):  # past the year 9999
        return


def _next_day(day: date, zone: ZoneInfo) -> datetime:
    return place(datetime.combine(day + timedelta(days=1), time()), zone)


def _first_at(moment: datetime, start: datetime, step: timedelta) -> int:
    """The number of the last step before a moment: BYMINUTE may lie in the hour after it."""
    return (moment - start) // step


def _expanded(rule: Rule, at: datetime, zone: ZoneInfo, budget: Budget) -> Iterator[datetime]:
    """The moments of one step: BYMINUTE says which minutes of its hour."""
    if rule.freq is Frequency.MINUTELY or not rule.by_minute:
        candidates = [at]
    else:
        budget.take(60)
        hour = at - at.astimezone(zone).minute * _MINUTE
        candidates = [hour + minute * _MINUTE for minute in range(60)]
    return (one for one in candidates if _fits(rule, one.astimezone(zone)))


def _fits(rule: Rule, local: datetime) -> bool:
    return (
        (not rule.by_minute or local.minute in rule.by_minute)
        and (not rule.by_hour or local.hour in rule.by_hour)
        and matches(rule, local.date())
    )
