"""Phrases with a beginning and an end, said on Saturday, 21 November 2026 at 14:00."""

import pytest

from panager.when import Kind, Missing, understand
from tests.unit.when.support import NOW, SEOUL, said, wall

CLOCKS = [
    ("오후 3시부터 5시까지 회의", "2026-11-21 15:00", "2026-11-21 17:00"),
    ("내일 오후 2시~4시", "2026-11-22 14:00", "2026-11-22 16:00"),
    ("내일 오전 11시부터 1시까지", "2026-11-22 11:00", "2026-11-22 13:00"),
    ("오후 3시부터 2시간 동안 회의", "2026-11-21 15:00", "2026-11-21 17:00"),
    ("오전 9시와 11시 사이에", "2026-11-22 09:00", "2026-11-22 11:00"),
    ("3pm to 5pm tomorrow", "2026-11-22 15:00", "2026-11-22 17:00"),
    ("tomorrow 10pm to 2am", "2026-11-22 22:00", "2026-11-23 02:00"),
    ("between 3pm and 5pm on Friday", "2026-11-27 15:00", "2026-11-27 17:00"),
    ("8am until 6", "2026-11-22 08:00", "2026-11-22 18:00"),
    ("3pm for 2 hours", "2026-11-21 15:00", "2026-11-21 17:00"),
]
DAYS = [
    ("월요일부터 수요일까지", "2026-11-23 00:00", "2026-11-26 00:00"),
    ("내일부터 금요일까지", "2026-11-22 00:00", "2026-11-28 00:00"),
    ("from Monday to Friday", "2026-11-23 00:00", "2026-11-28 00:00"),
    ("from tomorrow to Friday", "2026-11-22 00:00", "2026-11-28 00:00"),
    ("December 28 to January 3", "2026-12-28 00:00", "2027-01-04 00:00"),
]


@pytest.mark.parametrize(("text", "start", "end"), CLOCKS + DAYS)
def test_range_ends_where_its_end_is_over(text: str, start: str, end: str) -> None:
    meaning = understand(text, zone=SEOUL, now=NOW)

    assert meaning.kind is Kind.RANGE
    assert (wall(meaning.at), wall(meaning.end)) == (start, end)
    assert meaning.rest in ("", "회의")


@pytest.mark.parametrize(("text", "start", "_end"), CLOCKS)
def test_range_is_reminded_of_at_its_beginning(text: str, start: str, _end: str) -> None:
    meaning = said(text)

    assert (meaning.kind, wall(meaning.at), meaning.end) == (Kind.INSTANT, start, None)
    assert meaning.notes == ("range",)


@pytest.mark.parametrize(("text", "start", "_end"), DAYS)
def test_range_of_days_lacks_a_time_to_be_reminded_at(text: str, start: str, _end: str) -> None:
    meaning = said(text)

    assert (meaning.kind, meaning.missing) == (Kind.UNCLEAR, Missing.TIME)
    assert [wall(one.at) for one in meaning.readings] == [start]


def test_range_without_half_of_day_has_two_readings() -> None:
    meaning = understand("내일 3시부터 5시까지", zone=SEOUL, now=NOW)

    assert (meaning.kind, meaning.missing) == (Kind.UNCLEAR, Missing.MERIDIEM)
    assert [(wall(one.at), wall(one.end)) for one in meaning.readings] == [
        ("2026-11-22 03:00", "2026-11-22 05:00"),
        ("2026-11-22 15:00", "2026-11-22 17:00"),
    ]
