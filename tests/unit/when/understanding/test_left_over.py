"""What a sentence says of time is used or asked about, and never left in what is to be done."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panager.when import Kind, Missing
from tests.unit.when.support import readings, said

KOREAN_TIMES = [
    "오늘", "내일", "모레", "글피", "월요일", "금요일", "주말", "12월5일", "25일", "설날",
    "크리스마스", "다음주 화요일", "오전9시", "오후3시", "15:30", "열두시", "저녁8시", "정오",
    "밤11시", "새벽5시", "두시간뒤", "30분뒤", "이틀전", "매일", "매주", "격주", "매달", "평일",
    "PST", "뉴욕시간", "9시", "3시70분", "25시", "하루전", "한달뒤",
]  # fmt: skip
KOREAN_THINGS = ["약", "회의", "치과", "우유", "운동", "은행", "보고서"]
ENGLISH_TIMES = [
    "today", "tomorrow", "on Monday", "Friday", "on dec 20", "the 5th", "Christmas", "next week",
    "at 9am", "3pm", "at 15:30", "noon", "at 8", "in two hours", "in 30 minutes", "two days before",
    "every day", "every Friday", "weekdays", "PST", "in the evening", "tonight",
    "mon", "at 25pm", "on the half hour", "every eighth day",
]  # fmt: skip
ENGLISH_THINGS = ["rent", "dad", "milk", "call", "vet", "report"]

quick = settings(deadline=None, max_examples=400)


def assert_accounted(text: str) -> None:
    meaning = said(text)
    if meaning.kind in (Kind.INSTANT, Kind.RECURRENCE):
        assert said(meaning.rest).kind in (Kind.NONE, Kind.DURATION), (text, meaning)


@quick
@given(
    st.lists(st.sampled_from(KOREAN_TIMES), min_size=1, max_size=3, unique=True),
    st.lists(st.sampled_from(KOREAN_THINGS), max_size=2, unique=True),
    st.randoms(use_true_random=False),
)
def test_no_korean_time_is_left_in_the_rest(
    times: list[str], things: list[str], order: random.Random
) -> None:
    words = [*times, *things]
    order.shuffle(words)
    assert_accounted(" ".join(words))


@quick
@given(
    st.lists(st.sampled_from(ENGLISH_TIMES), min_size=1, max_size=3, unique=True),
    st.lists(st.sampled_from(ENGLISH_THINGS), max_size=2, unique=True),
    st.randoms(use_true_random=False),
)
def test_no_english_time_is_left_in_the_rest(
    times: list[str], things: list[str], order: random.Random
) -> None:
    words = [*times, *things]
    order.shuffle(words)
    assert_accounted(" ".join(words))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("오후 3시 회의, 오후 5시 치과", ["2026-11-21 15:00", "2026-11-21 17:00"]),
        ("내일 오전 9시 은행 가고 오후 2시 우체국", ["2026-11-22 09:00", "2026-11-22 14:00"]),
        ("8am pills, 7pm dishes", ["2026-11-21 19:00", "2026-11-22 08:00"]),
        ("내일 오후 4시 65분", ["2026-11-22 15:00"]),
        ("thu & fri 7pm", ["2026-11-26 19:00", "2026-11-27 19:00"]),
    ],
)
def test_a_second_time_is_asked_about(text: str, expected: list[str]) -> None:
    meaning = said(text)

    assert meaning.missing is Missing.MOMENT
    assert readings(meaning) == expected
    assert said(meaning.phrase).kind is Kind.UNCLEAR


@pytest.mark.parametrize(
    ("text", "at", "rest"),
    [
        ("기차 오후 6시니까 오후 4시에 알려줘", "2026-11-21T16:00:00+09:00", "기차 오후 6시니까"),
        ("the bank closes at 5pm, remind me at 4pm", "2026-11-21T16:00:00+09:00", None),
        ("remind me at 4pm that we eat at 7pm", "2026-11-21T16:00:00+09:00", None),
        ("at 5pm tell them where I ate at noon", "2026-11-21T17:00:00+09:00", None),
    ],
)
def test_the_time_beside_the_request_is_asked_for(text: str, at: str, rest: str | None) -> None:
    meaning = said(text)

    assert meaning.at is not None
    assert meaning.at.isoformat() == at
    assert rest in (None, meaning.rest)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("call 010-1234-5678 at 3pm", "call 010-1234-5678"),
        ("room 302 at 3pm", "room 302"),
        ("buy the other half at 3pm", "buy the other half"),
        ("tomorrow 3pm 2 eggs", "2 eggs"),
        ("6월 모의고사 신청 내일 오전 10시", "6월 모의고사 신청"),
        ("내일 오후 3시에 다음 주 회의 자료 준비", "다음 주 회의 자료 준비"),
        ("매일 저녁 8시 뉴스 30분 동안 보기", "뉴스 30분 동안 보기"),
        ("3pm half marathon signup", "half marathon signup"),
    ],
)
def test_what_only_tells_which_thing_stays_in_the_rest(text: str, rest: str) -> None:
    meaning = said(text)

    assert meaning.kind in (Kind.INSTANT, Kind.RECURRENCE)
    assert meaning.rest == rest
