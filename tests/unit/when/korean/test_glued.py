"""Korean without spaces, as it is typed in a hurry, on Saturday, 21 November 2026 at 14:00."""

import pytest

from tests.unit.when.support import meant, said

GLUED = [
    ("내일오후3시회의 알려줘", "2026-11-22 15:00", "회의"),
    ("모레아침8시에깨워줘", "2026-11-23 08:00", "일어나기"),
    ("다음주월요일저녁6시약속있어", "2026-11-23 18:00", "약속"),
    ("12월4일오전10시병원", "2026-12-04 10:00", "병원"),
    ("오늘밤11시반에알려줘", "2026-11-21 23:30", ""),
    ("30분뒤전화하라고 알려줘", "2026-11-21 14:30", "전화"),
    ("내일14:30미팅", "2026-11-22 14:30", "미팅"),
    ("금요일오전9시까지제출", "2026-11-27 09:00", "제출"),
]
COPULAS = [
    ("마감은 11월 30일까지입니다", "2026-11-30 day"),
    ("회의는 내일 오후 3시부터다", "2026-11-22 15:00 hour"),
    ("12월 1일이어야 한다", "2026-12-01 day"),
    ("휴가는 2026년 12월 1일부터 2026년 12월 4일까지예요", "2026-12-01 ~ 2026-12-05"),
    ("수업은 오전 11시에서 오후 1시까지임", "2026-11-22 11:00 ~ 2026-11-22 13:00"),
    ("월급날인 25일", "2026-11-25 day"),
    ("25일인 월급날", "2026-11-25 day"),
    ("다음 주 금욜날", "2026-11-27 day"),
    ("28일날 병원", "2026-11-28 day"),
    ("이번 12월", "2026-12-01 month"),
]
OTHER_WORDS = [
    "새벽배송 확인",
    "아침운동 가기",
    "점심회식 메뉴",
    "주말여행 계획",
    "저녁모임 회비",
    "내일신문 구독",
    "오늘의집 가구",
    "3시즌 정주행",
    "오늘날",
]


@pytest.mark.parametrize(("text", "at", "rest"), GLUED)
def test_word_behind_a_time_needs_no_space(text: str, at: str, rest: str) -> None:
    meaning = said(text)

    assert meaning.at is not None
    assert (f"{meaning.at:%Y-%m-%d %H:%M}", meaning.rest) == (at, rest)


@pytest.mark.parametrize(("text", "expected"), COPULAS)
def test_end_of_a_sentence_may_follow_a_time(text: str, expected: str) -> None:
    assert meant(text) == expected


@pytest.mark.parametrize("text", OTHER_WORDS)
def test_word_that_begins_like_a_time_is_none(text: str) -> None:
    assert meant(text) == "none"
