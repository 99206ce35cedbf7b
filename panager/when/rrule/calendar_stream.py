"""Occurrences of DAILY and longer rules: on the wall clock first, then placed in the zone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from panager.when.rrule.budget import Budget, BudgetSpentError
from panager.when.rrule.days import (
    days_of_period,
    first_period,
    period_start,
    with_days_of,
)
from panager.when.rrule.rule import Rule

type Off = Callable[[date], bool]

_LONGEST_GAP = timedelta(days=41 * 366)
"""29 February falls on a Monday after 40 years at the latest."""
_FEWEST_PERIODS = 50


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """One moment of a rule; ordered by time."""

    at: datetime
    """In UTC, where comparing means what it should."""
    day: date
    """The wall-clock day that it belongs to, also where a gap of the clock moves it."""


def occurrences_by_calendar(
    rule: Rule,
    start: datetime,
    zone: ZoneInfo,
    after: datetime,
    budget: Budget,
    off: Off | None = None,
) -> Iterator[Occurrence]:
    """In the order of time, from about `after` on; from the start if there is a COUNT.

    BYSETPOS of a month or year does not count days that are `off`: "the first working day".
    """
    # Two days: a zone may have skipped a whole day (Samoa in 2011).
    since = after.astimezone(zone).date() - timedelta(days=2)
    held: list[Occurrence] = []
    try:
        for walls in _days_of_walls(rule, start, None if rule.count else since, budget, off):
            day = sorted(_placed(wall, zone) for wall in walls)
            # What a gap moved on may come after the beginning of the next day: Nuuk skips 23:00.
            yield from (one for one in held if one.at < day[0].at)
            held = sorted(one for one in (*held, *day) if one.at >= day[0].at)
    except BudgetSpentError:
        # What was found is due, however long the search for the day after it would take.
        yield from held
        raise
    yield from held


def _placed(wall: datetime, zone: ZoneInfo) -> Occurrence:
    return Occurrence(place(wall, zone), wall.date())


def place(wall: datetime, zone: ZoneInfo) -> datetime:
    """The moment in UTC; RFC 5545 section 3.3.5: of two the first, in a gap by the offset before.

    That is what the standard library does with fold=0.
    """
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)


def _days_of_walls(
    rule: Rule, start: datetime, since: date | None, budget: Budget, off: Off | None
) -> Iterator[list[datetime]]:
    """The wall-clock times of the rule, a list for each day that has any."""
    left = rule.count
    for day, times in _chosen(rule, start, since, budget, off):
        budget.take(len(times))
        walls = [wall for one in times if (wall := datetime.combine(day, one)) >= start]
        if rule.until is not None and rule.until.tzinfo is None:
            walls = [wall for wall in walls if wall <= rule.until]
            if day > rule.until.date():
                return
        if left is not None:
            walls = walls[:left]
            left -= len(walls)
        if walls:
            yield walls
        if left == 0:
            return


type _Day = tuple[date, tuple[time, ...]]


def _chosen(
    rule: Rule, start: datetime, since: date | None, budget: Budget, off: Off | None
) -> Iterator[_Day]:
    """Days with their times; ends when none has come for so long that none will."""
    times = _times(rule, start)
    begin = start.date() if since is None else max(since, start.date())
    try:
        rule = with_days_of(rule, start.date())
        number = 0 if since is None else max(0, first_period(rule, start.date(), begin) - 1)
    except OverflowError:  # past the tables of the lunar calendar
        return
    first = last = begin
    empty = 0
    while empty <= _FEWEST_PERIODS or first - last <= _LONGEST_GAP:
        try:
            first = period_start(rule, start.date(), number)
            budget.take(len(rule.by_set_pos))
            named = days_of_period(rule, first, budget)
            counted = [day for day in named if off is None or not off(day)]
            days = _of_period(rule, counted, times)
        except (ValueError, OverflowError):  # past the year 9999, or those tables
            return
        if days:
            last, empty = days[-1][0], 0
            yield from (one for one in days if since is None or one[0] >= since)
        number, empty = number + 1, empty + 1


def _of_period(rule: Rule, days: list[date], times: tuple[time, ...]) -> list[_Day]:
    if not rule.by_set_pos:
        return [(day, times) for day in days]
    # What BYSETPOS picks from all the times of the period, without making them all.
    total = len(days) * len(times)
    places = {place - 1 if place > 0 else total + place for place in rule.by_set_pos}
    picked = [divmod(place, len(times)) for place in sorted(places) if 0 <= place < total]
    return [(days[day], (times[one],)) for day, one in picked]


def _times(rule: Rule, start: datetime) -> tuple[time, ...]:
    return tuple(
        time(hour, minute, second)
        for hour in rule.by_hour or (start.hour,)
        for minute in rule.by_minute or (start.minute,)
        for second in rule.by_second or (start.second,)
    )
