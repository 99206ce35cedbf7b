"""Phrases that leave something to be said, amounts, and texts without any time."""

from datetime import timedelta

import pytest

from panager.when import Kind, Missing
from tests.unit.when.support import readings, said

UNCLEAR = [
    ("내일", Missing.TIME, ["2026-11-22 00:00"]),
    ("tomorrow", Missing.TIME, ["2026-11-22 00:00"]),
    ("화요일", Missing.TIME, ["2026-11-24 00:00"]),
    ("토요일", Missing.TIME, ["2026-11-28 00:00"]),
    ("다음 주 화요일", Missing.TIME, ["2026-11-24 00:00"]),
    ("next Tuesday", Missing.TIME, ["2026-11-24 00:00"]),
    ("3월 5일", Missing.TIME, ["2027-03-05 00:00"]),
    ("March 5th", Missing.TIME, ["2027-03-05 00:00"]),
    ("5 March", Missing.TIME, ["2027-03-05 00:00"]),
    ("2027-03-05", Missing.TIME, ["2027-03-05 00:00"]),
    ("the 5th", Missing.TIME, ["2026-12-05 00:00"]),
    ("5일에", Missing.TIME, ["2026-12-05 00:00"]),
    ("나중에", Missing.TIME, []),
    ("in a few minutes", Missing.TIME, []),
    ("회의 10분 전에", Missing.TIME, []),
    ("내일 3시", Missing.MERIDIEM, ["2026-11-22 03:00", "2026-11-22 15:00"]),
    ("내일 3시쯤", Missing.MERIDIEM, ["2026-11-22 03:00", "2026-11-22 15:00"]),
    ("tomorrow at 3", Missing.MERIDIEM, ["2026-11-22 03:00", "2026-11-22 15:00"]),
    ("3시", Missing.MERIDIEM, ["2026-11-22 03:00", "2026-11-21 15:00"]),
    ("at 5", Missing.MERIDIEM, ["2026-11-22 05:00", "2026-11-21 17:00"]),
    ("3:30", Missing.MERIDIEM, ["2026-11-22 03:30", "2026-11-21 15:30"]),
    ("half past 3", Missing.MERIDIEM, ["2026-11-22 03:30", "2026-11-21 15:30"]),
    ("quarter to 5", Missing.MERIDIEM, ["2026-11-22 04:45", "2026-11-21 16:45"]),
    ("5 o'clock", Missing.MERIDIEM, ["2026-11-22 05:00", "2026-11-21 17:00"]),
    ("at three thirty", Missing.MERIDIEM, ["2026-11-22 03:30", "2026-11-21 15:30"]),
    ("세 시 십오 분 전", Missing.MERIDIEM, ["2026-11-22 02:45", "2026-11-21 14:45"]),
    ("열두 시", Missing.MERIDIEM, ["2026-11-22 00:00", "2026-11-22 12:00"]),
    ("토요일 3시", Missing.MERIDIEM, ["2026-11-28 03:00", "2026-11-21 15:00"]),
    ("오전 15시", Missing.MERIDIEM, []),
    ("2월 30일", Missing.DATE, []),
    ("2/30", Missing.DATE, []),
    ("다음 주", Missing.DATE, ["2026-11-23 00:00"]),
    ("next month", Missing.DATE, ["2026-12-01 00:00"]),
    ("in March", Missing.DATE, ["2027-03-01 00:00"]),
    ("3월 5일(수) 오후 2:00", Missing.DATE, []),
    ("일주일 뒤 월요일", Missing.DATE, ["2026-11-23 00:00", "2026-11-30 00:00"]),
    ("on Monday and Tuesday at 5pm", Missing.DATE, ["2026-11-23 17:00", "2026-11-24 17:00"]),
    ("월요일, 화요일 오후 3시", Missing.DATE, ["2026-11-23 15:00", "2026-11-24 15:00"]),
    ("at 3pm and 5pm", Missing.DATE, ["2026-11-21 15:00", "2026-11-21 17:00"]),
    ("5분 뒤 오후 3시", Missing.DATE, ["2026-11-21 14:05", "2026-11-21 15:00"]),
    ("내일 회의 있는데 저녁 8시에", Missing.DATE, ["2026-11-21 20:00", "2026-11-22 20:00"]),
    ("내일 자정", Missing.DATE, ["2026-11-22 00:00", "2026-11-23 00:00"]),
    ("tomorrow at midnight", Missing.DATE, ["2026-11-22 00:00", "2026-11-23 00:00"]),
    ("어제 오후 3시", Missing.FUTURE, []),
    ("어제 3시 오후", Missing.FUTURE, []),
    ("오늘 오전 9시", Missing.FUTURE, []),
    ("이번 주 금요일", Missing.FUTURE, []),
    ("this Friday", Missing.FUTURE, []),
    ("2025년 3월 5일 오후 3시", Missing.FUTURE, []),
    ("3 hours ago", Missing.FUTURE, []),
    ("yesterday at 3pm", Missing.FUTURE, []),
]


@pytest.mark.parametrize(("text", "missing", "expected"), UNCLEAR)
def test_unclear_phrase_names_what_is_missing(
    text: str, missing: Missing, expected: list[str]
) -> None:
    meaning = said(text)

    assert (meaning.kind, meaning.missing) == (Kind.UNCLEAR, missing)
    assert readings(meaning) == expected


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("10분만", timedelta(minutes=10)),
        ("10분", timedelta(minutes=10)),
        ("1시간", timedelta(hours=1)),
        ("한 시간 더", timedelta(hours=1)),
        ("한 시간 반", timedelta(hours=1, minutes=30)),
        ("이틀", timedelta(days=2)),
        ("사흘 동안", timedelta(days=3)),
        ("for 2 hours", timedelta(hours=2)),
        ("10 minutes", timedelta(minutes=10)),
        ("10 more minutes", timedelta(minutes=10)),
        ("another 10 minutes", timedelta(minutes=10)),
        ("half an hour", timedelta(minutes=30)),
        ("5m", timedelta(minutes=5)),
        ("snooze 10 minutes", timedelta(minutes=10)),
    ],
)
def test_amount_alone_is_a_duration(text: str, length: timedelta) -> None:
    meaning = said(text)

    assert (meaning.kind, meaning.length) == (Kind.DURATION, length)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "우유 2개 사기",
        "call 119",
        "buy 2 apples",
        "look at 5 houses",
        "wait a second",
        "give me a second cup",
        "I may 5 times",
        "may 2 people come",
        "march on",
        "the sun is bright",
        "I sat there",
        "24/7 support",
        "1/2 cup sugar",
        "1/2 컵",
        "10-minute walk",
        "2 minute noodles",
        "the 5th floor",
        "두 분이 오신다",
        "다시 알려줘",
        "아침 먹기",
        "점심시간표 확인",
        "오늘날 우리는",
        "99999999999999999999년 뒤",
    ],
)
def test_ordinary_words_are_no_time(text: str) -> None:
    assert said(text).kind is Kind.NONE


@pytest.mark.parametrize(
    ("unclear", "answer"),
    [
        ("내일 3시", "오후"),
        ("내일 3시에 치과 예약하라고 알려줘", "오후"),
        ("내일", "오후 3시"),
        ("tomorrow", "at 3pm"),
        ("remind me tomorrow at 3 to call mom", "pm"),
        ("remind me tomorrow at 3 to call mom", "in the afternoon"),
        ("내일 회의", "15:00"),
    ],
)
def test_phrase_and_answer_together_are_a_moment(unclear: str, answer: str) -> None:
    first = said(unclear)

    second = said(f"{first.phrase} {answer}")

    assert first.kind is Kind.UNCLEAR
    assert second.at is not None
    assert second.at.isoformat() == "2026-11-22T15:00:00+09:00"


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("오후 3시부터 5시까지 회의", "range"),
        ("오후 3시~5시 회의", "range"),
        ("3pm to 5pm meeting", "range"),
    ],
)
def test_what_is_said_but_not_in_the_result_is_noted(text: str, note: str) -> None:
    assert note in said(text).notes
