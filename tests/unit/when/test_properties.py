"""Properties that hold for any text and any moment."""

import re
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panager.when import Kind, Missing, for_reminder, render, understand
from tests.unit.when.support import NOW, SEOUL, said

ZONES = [
    ZoneInfo(name)
    for name in (
        "Asia/Seoul",
        "Europe/Berlin",
        "America/New_York",
        "UTC",
        "Europe/Istanbul",
        "Asia/Kathmandu",
        "America/Sao_Paulo",
    )
]
LANGUAGES: tuple[Literal["ko", "en"], ...] = ("ko", "en")
WORDS = re.findall(
    r"\S+",
    """
    내일 모레 다음 주 화요일 오후 3시 반 30분 뒤 에 전 부터 까지 매일 자정 밤 12시 열두 시 5일 2월
    30일 3/5 15:30 in at 5 pm tomorrow the next Tuesday half past March an hour and
    a half before ago for 2 minutes every midnight UTC EST 2027-03-05
    999999 년 개월 일 days later remind me to 알려줘 하라고 야 돼 . , ( ) -
    """,
)

quick = settings(deadline=None, max_examples=300)


@quick
@given(st.text(max_size=200))
def test_any_text_is_understood_somehow(text: str) -> None:
    assert said(text).kind in Kind


@quick
@given(st.lists(st.sampled_from(WORDS), max_size=25), st.sampled_from(["", " "]))
def test_any_mix_of_time_words_gives_a_consistent_result(words: list[str], space: str) -> None:
    meaning = said(space.join(words))

    assert (meaning.at is not None) == (meaning.kind is Kind.INSTANT)
    assert (meaning.length is not None) == (meaning.kind is Kind.DURATION)
    assert (meaning.missing is not None) == (meaning.kind is Kind.UNCLEAR)
    assert bool(meaning.phrase) == (meaning.kind is not Kind.NONE)
    if meaning.at is not None:
        assert meaning.at.tzinfo is SEOUL
        assert meaning.at.astimezone(UTC) > NOW.astimezone(UTC)


@quick
@given(
    st.integers(0, 20 * 365 * 86_400),
    st.integers(1, 330 * 86_400),
    st.sampled_from(ZONES),
    st.sampled_from(LANGUAGES),
    st.booleans(),
)
def test_rendered_moment_is_read_back(
    start: int, ahead: int, zone: ZoneInfo, language: Literal["ko", "en"], with_now: bool
) -> None:
    now = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=start)
    at = now + timedelta(seconds=ahead)

    text = render(at, zone=zone, language=language, now=now if with_now else None)
    meaning = understand(text, zone=zone, now=now)

    assert meaning.kind is Kind.INSTANT, (text, meaning)
    assert meaning.at is not None
    assert meaning.at.astimezone(UTC) == at, (text, meaning)
    assert (meaning.rest, meaning.notes) == ("", ())


@quick
@given(st.integers(366, 3650), st.sampled_from(ZONES), st.sampled_from(LANGUAGES))
def test_rendered_moment_of_another_year_is_read_back(
    days: int, zone: ZoneInfo, language: Literal["ko", "en"]
) -> None:
    ahead, behind = NOW + timedelta(days=days), NOW - timedelta(days=days)

    coming = understand(render(ahead, zone=zone, language=language, now=NOW), zone=zone, now=NOW)
    past = understand(render(behind, zone=zone, language=language, now=NOW), zone=zone, now=NOW)

    assert coming.at is not None
    assert coming.at.astimezone(UTC) == ahead.astimezone(UTC)
    assert past.at is not None
    assert past.at.astimezone(UTC) == behind.astimezone(UTC)
    assert for_reminder(past, now=NOW).missing is Missing.FUTURE


@pytest.mark.parametrize(
    "text",
    [
        "내일 " * 3000,
        "9" * 10_000,
        "in 5 " * 2000,
        "a " * 5000,
        " " * 10_000,
        "1:" * 5000,
        "십" * 9999,
        "1시간 " * 2000,
        "half an hour and " * 600,
        "하라고 " * 2500,
        "야 " * 5000,
        "the " * 2500,
    ],
)
def test_long_text_is_understood_somehow(text: str) -> None:
    """Also that it ends: a pattern that backtracks without end meets the limit of every test."""
    assert said(text).kind in Kind


@pytest.mark.parametrize(
    ("at", "language", "expected"),
    [
        ("2027-03-04T14:00+09:00", "ko", "2027년 3월 4일(목) 오후 2:00 KST"),
        ("2026-12-03T14:00:30+09:00", "ko", "12월 3일(목) 오후 2:00:30 KST"),
        ("2026-12-03T00:05+09:00", "en", "Thu, December 3, 12:05 AM KST"),
        ("2027-03-04T14:00+09:00", "en", "Thu, March 4, 2027, 2:00 PM KST"),
    ],
)
def test_moment_is_said_in_full(at: str, language: Literal["ko", "en"], expected: str) -> None:
    moment = datetime.fromisoformat(at)

    assert render(moment, zone=SEOUL, language=language, now=NOW) == expected


def test_zone_without_abbreviation_is_said_as_offset() -> None:
    text = render(NOW, zone=ZoneInfo("Europe/Istanbul"), language="en", now=NOW)

    assert text == "Sat, November 21, 8:00 AM UTC+03:00"
