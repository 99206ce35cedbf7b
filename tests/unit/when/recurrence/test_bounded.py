"""No rule takes long: what is looked at is counted, not timed."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from types import FrameType
from typing import Any

import pytest

from panager.when import Recurrence, next_occurrence, occurrences, shortest_gap
from panager.when.calendars.lunar import months_of
from tests.unit.when.support import SEOUL

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
START = datetime.fromisoformat("2026-11-30T22:00")
MOST_CALLS = 400_000
"""Of functions, built-in ones too: 30 to 60 ms."""
EVERY_MINUTE = f"BYHOUR={','.join(map(str, range(24)))};BYMINUTE={','.join(map(str, range(60)))}"
ALL_WEEKS = ",".join(f"{week}MO" for week in range(1, 54))
RULES = [
    "FREQ=YEARLY;BYWEEKNO=53",
    "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO",
    "FREQ=YEARLY;BYWEEKNO=1,53;BYSETPOS=366",
    "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;COUNT=5000",
    f"FREQ=YEARLY;BYDAY={ALL_WEEKS};BYMONTHDAY=31;BYYEARDAY=366",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2",
    "FREQ=WEEKLY;BYMONTH=2;BYDAY=MO;INTERVAL=9999",
    "FREQ=DAILY;COUNT=5000",
    "FREQ=DAILY;BYSETPOS=366,-366,5",
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;COUNT=5000",
    f"FREQ=DAILY;BYMONTH=2;BYDAY=MO;{EVERY_MINUTE}",
    f"FREQ=DAILY;COUNT=5000;{EVERY_MINUTE}",
    "FREQ=HOURLY;BYHOUR=9;COUNT=5000",
    "FREQ=HOURLY;INTERVAL=23;BYHOUR=4;BYMINUTE=1;BYMONTH=1",
    "FREQ=HOURLY;INTERVAL=24;BYHOUR=5",
    "FREQ=MINUTELY;INTERVAL=1439;BYHOUR=3;BYMINUTE=7;BYDAY=MO",
    "FREQ=MINUTELY;INTERVAL=1439;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO",
    "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30;COUNT=5000",
    "FREQ=MINUTELY;COUNT=5000",
    "RSCALE=DANGI;FREQ=MONTHLY;BYMONTHDAY=30;BYSETPOS=3",
    "RSCALE=DANGI;FREQ=YEARLY;BYMONTH=5L;BYMONTHDAY=30",
]


@pytest.fixture(scope="module", autouse=True)
def lunar_tables() -> None:
    """They are read once in a process, and end in 2050."""
    for year in range(2025, 2051):
        months_of(year)


def calls_of(work: Callable[[], object]) -> int:
    """How many functions it calls."""
    count = 0

    def note(frame: FrameType, event: str, arg: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("year", [2, 2026])
@pytest.mark.parametrize("rrule", RULES)
def test_work_for_a_rule_is_bounded(rrule: str, year: int) -> None:
    rule = Recurrence(rrule=rrule, start=START.replace(year=year))

    assert calls_of(lambda: next_occurrence(rule, zone=SEOUL, after=NOW)) < MOST_CALLS
    assert calls_of(lambda: shortest_gap(rule)) < MOST_CALLS


def test_many_occurrences_of_a_counted_series_are_found_in_one_walk() -> None:
    rule = Recurrence(rrule="FREQ=DAILY;COUNT=5000", start=START)

    one = calls_of(lambda: next_occurrence(rule, zone=SEOUL, after=NOW))
    hundred = calls_of(lambda: list(occurrences(rule, zone=SEOUL, after=NOW, limit=100)))

    assert hundred < 2 * one


def test_counted_series_is_followed_to_its_end_or_not_at_all() -> None:
    """What is promised when it is made is still found after most of it has come."""
    followed = Recurrence(rrule="FREQ=HOURLY;BYHOUR=9;COUNT=600", start=START)
    refused = Recurrence(rrule="FREQ=HOURLY;BYHOUR=9;COUNT=700", start=START)

    assert len(list(occurrences(followed, zone=SEOUL, after=START.replace(tzinfo=UTC)))) == 600
    assert next_occurrence(refused, zone=SEOUL, after=NOW) is None


def test_rarest_day_of_the_calendar_is_found() -> None:
    """29 February on one weekday: up to forty years apart."""
    rule = Recurrence(rrule="FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=WE", start=START)

    found = list(occurrences(rule, zone=SEOUL, after=NOW, limit=5))

    assert [at.year for at in found] == [2040, 2068, 2096, 2108, 2136]


def test_occurrence_is_found_when_the_one_after_it_is_too_far_to_look_for() -> None:
    """New Year on a Monday: of 2007 from 2001 on, and then of 2018, twice as far as one looks."""
    rule = Recurrence(
        rrule="FREQ=DAILY;BYMONTHDAY=1;BYMONTH=1;BYDAY=MO;BYHOUR=9;BYSETPOS=1,-1",
        start=datetime.fromisoformat("1995-01-31T09:00"),
    )

    found = next_occurrence(rule, zone=SEOUL, after=datetime(2001, 1, 2, tzinfo=UTC))

    assert found == datetime(2007, 1, 1, 9, tzinfo=SEOUL)
