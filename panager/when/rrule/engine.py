"""When a recurrence is due: its occurrences in a zone, one after the other."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

from panager.when.calendars.workdays import is_public_holiday
from panager.when.model.understanding import Recurrence
from panager.when.rrule.budget import MOST_STEPS, Budget, BudgetSpentError
from panager.when.rrule.calendar_stream import Occurrence, Off, occurrences_by_calendar
from panager.when.rrule.clock_stream import occurrences_by_clock, step_of
from panager.when.rrule.parse import parse
from panager.when.rrule.rule import Frequency, Rule

_LONGEST_EXCEPTION = timedelta(days=30 * 366)
"""A rule of which every occurrence is excepted for this long has none any more."""
_SAMPLE = 1500
"""More than every minute of a day."""
_SAMPLE_STEPS = MOST_STEPS // 4


def next_occurrence(recurrence: Recurrence, *, zone: ZoneInfo, after: datetime) -> datetime | None:
    """The first occurrence later than `after` (aware), in the zone; None when none is found.

    The rule is over then, or whatever it has left is further than the search goes (`MOST_STEPS`),
    which always ends within some 50 ms. A rule with a COUNT is followed to its end or not at all.

    Wall-clock times are kept across daylight saving: one that does not exist is taken with the
    offset before the gap, of one that exists twice the first (RFC 5545 section 3.3.5). Hourly and
    minutely rules advance in absolute time. Raises RecurrenceError for a rule that is none.
    """
    return next(occurrences(recurrence, zone=zone, after=after), None)


def occurrences(
    recurrence: Recurrence, *, zone: ZoneInfo, after: datetime, limit: int | None = None
) -> Iterator[datetime]:
    """The occurrences later than `after` in order, no moment twice, at most `limit` of them.

    They end where the search for the next one does, see `next_occurrence`.
    """
    budget = Budget()
    for at in islice(_search(recurrence, zone, after, budget), limit):
        yield at.astimezone(zone)
        budget.renew()


def _search(
    recurrence: Recurrence, zone: ZoneInfo, after: datetime, budget: Budget
) -> Iterator[datetime]:
    rule = parse(recurrence.rrule)
    start = recurrence.start.replace(tzinfo=None, microsecond=0)
    if rule.freq.sub_daily:
        found = occurrences_by_clock(rule, start, zone, after, budget)
    else:
        off = _uncounted(rule, recurrence.except_holidays)
        found = occurrences_by_calendar(rule, start, zone, after, budget, off)
    try:
        # Counted from the start each time: one that was made must not be lost further on.
        ahead = _ahead(list(found) if rule.count else found, _end(rule, zone), after)
        yield from _kept(ahead, recurrence)
    except BudgetSpentError:
        return


def _uncounted(rule: Rule, country: str | None) -> Off | None:
    """Which days a count inside a month or year leaves out: "the first working day"."""
    counts = rule.by_set_pos and rule.freq in (Frequency.MONTHLY, Frequency.YEARLY)
    return partial(is_public_holiday, country=country) if counts and country else None


def shortest_gap(recurrence: Recurrence) -> timedelta:
    """The least time between two occurrences, by the wall clock; a long one is only estimated.

    Exact below a day. A rule without a second occurrence has no gap: `timedelta.max`.
    """
    rule = parse(recurrence.rrule)
    if rule.freq.sub_daily and not rule.by_minute:
        return step_of(rule)
    plain = replace(recurrence, except_dates=frozenset(), except_holidays=None)
    first = list(islice(_instants(plain), _SAMPLE))
    return min((after - before for before, after in pairwise(first)), default=timedelta.max)


def _instants(recurrence: Recurrence) -> Iterator[datetime]:
    before = recurrence.start.replace(tzinfo=UTC) - timedelta(seconds=1)
    return _search(recurrence, ZoneInfo("UTC"), before, Budget(_SAMPLE_STEPS))


def _end(rule: Rule, zone: ZoneInfo) -> datetime | None:
    """The last moment; of a wall clock that shows UNTIL twice, the later one."""
    if rule.until is None or rule.until.tzinfo is not None:
        return rule.until
    return rule.until.replace(tzinfo=zone, fold=1).astimezone(UTC)


def _ahead(
    stream: Iterable[Occurrence], end: datetime | None, after: datetime
) -> Iterator[Occurrence]:
    since = after.astimezone(UTC)
    for one in stream:
        if end is not None and one.at > end and one.at > since:
            return
        if one.at > since:
            yield one


def _kept(stream: Iterable[Occurrence], recurrence: Recurrence) -> Iterator[datetime]:
    """Without what is excepted, and without a moment that a gap of the clock has doubled."""
    last: datetime | None = None
    excepted: datetime | None = None
    for one in stream:
        if _is_excepted(one, recurrence):
            excepted = excepted or one.at
            if one.at - excepted > _LONGEST_EXCEPTION:
                return
        elif last is None or one.at > last:
            last, excepted = one.at, None
            yield one.at


def _is_excepted(one: Occurrence, recurrence: Recurrence) -> bool:
    if one.day in recurrence.except_dates:
        return True
    country = recurrence.except_holidays
    return country is not None and is_public_holiday(one.day, country)
