"""Clocks of other places, said in Seoul on Saturday, 21 November 2026 at 14:00."""

import pytest

from panager.when import Kind
from tests.unit.when.support import NEW_YORK, NOW, said, wall

ELSEWHERE = [
    ("3pm New York time", "2026-11-22 05:00"),
    ("3pm in New York time", "2026-11-22 05:00"),
    ("at 10am Tokyo time", "2026-11-22 10:00"),
    ("9am Central European Time", "2026-11-21 17:00"),
    ("9am Pacific time", "2026-11-22 02:00"),
    ("Pacific time 3pm", "2026-11-22 08:00"),
    ("3pm ET", "2026-11-22 05:00"),
    ("3pm est", "2026-11-22 05:00"),
    ("5pm PST", "2026-11-22 10:00"),
    ("15:00 UTC", "2026-11-22 00:00"),
    ("15:00 UTC+2", "2026-11-21 22:00"),
    ("15:00+02:00", "2026-11-21 22:00"),
    ("2pm in India time", "2026-11-21 17:30"),
    ("9am Europe/Berlin", "2026-11-21 17:00"),
    ("tomorrow at 9am Europe/Berlin time", "2026-11-22 17:00"),
    ("15:00 europe/berlin", "2026-11-21 23:00"),
    ("3pm my time", "2026-11-21 15:00"),
    ("내일 오후 3시 뉴욕 시간으로", "2026-11-23 05:00"),
    ("뉴욕 시간으로 내일 오후 3시", "2026-11-23 05:00"),
    ("한국 시간 오후 3시", "2026-11-21 15:00"),
    ("미국 동부 시간 오전 9시", "2026-11-21 23:00"),
    ("오후 3시 파리 시간 기준", "2026-11-21 23:00"),
    ("런던 시간 오전 10시", "2026-11-21 19:00"),
    ("도쿄 현지 시간 오전 10시", "2026-11-22 10:00"),
]


@pytest.mark.parametrize(("text", "expected"), ELSEWHERE)
def test_clock_of_another_place_is_told_in_the_own_zone(text: str, expected: str) -> None:
    meaning = said(text)

    assert (meaning.kind, wall(meaning.at), meaning.rest) == (Kind.INSTANT, expected, "")


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("call Paris at 5pm", "call Paris"),
        ("at 5pm call Paris", "call Paris"),
        ("5pm dinner in Tokyo", "dinner in Tokyo"),
        ("오후 5시 파리에 전화", "파리에 전화"),
        ("오후 5시 영화 시간", "영화 시간"),
        ("5pm PE class and/or gym", "PE class and/or gym"),
    ],
)
def test_place_without_the_word_time_is_no_zone(text: str, rest: str) -> None:
    meaning = said(text)

    assert (wall(meaning.at), meaning.rest) == ("2026-11-21 17:00", rest)


def test_summer_time_of_the_other_place_counts() -> None:
    meaning = said("July 1 at 9am New York time")

    assert meaning.at is not None
    assert meaning.at.isoformat() == "2027-07-01T22:00:00+09:00"


def test_time_in_the_gap_of_the_other_place_is_noted() -> None:
    meaning = said("March 14 at 2:30am New York time")

    assert meaning.at is not None
    assert meaning.at.astimezone(NEW_YORK).isoformat() == "2027-03-14T03:30:00-04:00"
    assert meaning.notes == ("gap",)


def test_day_is_counted_where_the_clock_is() -> None:
    meaning = said("tomorrow at 9am Honolulu time", NOW)

    assert wall(meaning.at) == "2026-11-22 04:00"
