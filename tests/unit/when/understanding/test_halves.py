"""What people mean by an hour without its half of the day."""

from datetime import datetime, time

import pytest

from panager.when import Habits, Kind, Missing, for_reminder, understand
from tests.unit.when.support import NOW, SEOUL, wall

AFTERNOON = [
    ("내일 3시 회의", "15:00"),
    ("3시에 약 먹으라고 알려줘", "15:00"),
    ("내일 2시 반 치과", "14:30"),
    ("월요일 4시 면담", "16:00"),
    ("모레 1시에 은행", "13:00"),
    ("12월 5일 5시 미용실", "17:00"),
    ("내일 12시 점심 약속", "12:00"),
    ("내일 열두시 반 회의", "12:30"),
    ("다음 주 화요일 세시 상담", "15:00"),
    ("5시에 빨래 꺼내기", "17:00"),
    ("내일 1시 30분 세미나", "13:30"),
    ("내일 5시 공사장 방문", "17:00"),
    ("매일 3시 물 마시기", "15:00"),
    ("매주 금요일 4시 주간 보고", "16:00"),
    ("tomorrow at 3 dentist", "15:00"),
    ("remind me at 5 to call mom", "17:00"),
    ("meeting on monday at 2", "14:00"),
    ("tomorrow at 4:30 haircut", "16:30"),
    ("at 1 pick up the cake", "13:00"),
    ("friday at 12 lunch with Kim", "12:00"),
    ("tomorrow half past 3 call the bank", "15:30"),
    ("tomorrow at quarter to 5 leave", "16:45"),
    ("every day at 3 drink water", "15:00"),
    ("tomorrow 2 o'clock standup", "14:00"),
    ("dec 5 at 5 yoga", "17:00"),
    ("내일 7시 저녁 약속", "19:00"),
    ("내일 8시 퇴근하고 마트", "20:00"),
    ("내일 6시 회식", "18:00"),
    ("내일 9시 야식", "21:00"),
    ("내일 10시 취침", "22:00"),
    ("tomorrow at 7 dinner with Ann", "19:00"),
    ("tomorrow at 8 after work drinks", "20:00"),
    ("tomorrow at 10 go to bed", "22:00"),
    ("오늘 8시 뉴스", "20:00"),
    ("today at 9 movie", "21:00"),
]
MORNING = [
    ("내일 7시에 깨워줘", "07:00"),
    ("내일 6시 기상", "06:00"),
    ("5시에 일어나라고 알려줘", "05:00"),
    ("내일 5시 첫차", "05:00"),
    ("내일 6시 일출 보기", "06:00"),
    ("내일 8시 아침약", "08:00"),
    ("내일 9시 출근", "09:00"),
    ("내일 7시 조식", "07:00"),
    ("내일 8시 등교 준비", "08:00"),
    ("내일 11시 점심 예약 확인", "11:00"),
    ("wake me up at 6 tomorrow", "06:00"),
    ("tomorrow at 7 get up", "07:00"),
    ("tomorrow at 5 sunrise hike", "05:00"),
    ("tomorrow at 8 breakfast with dad", "08:00"),
    ("tomorrow at 9 before work gym", "09:00"),
    ("tomorrow at 11 book lunch", "11:00"),
    ("tomorrow 8h00 train", "08:00"),
    ("tomorrow 11h45 train", "11:45"),
]
ASKED = [
    "내일 5시 공항",
    "내일 4시 비행기",
    "내일 3시 수유",
    "내일 2시 당직 교대",
    "내일 3시에 깨워줘",
    "내일 7시 운동",
    "8시에 알려줘",
    "내일 10시 전화",
    "매일 9시 약",
    "tomorrow at 5 flight to Busan",
    "tomorrow at 3 airport",
    "tomorrow at 2 feed the baby, feeding",
    "tomorrow at 7 gym",
    "at 9 call Bob",
    "every day at 8 pills",
]


def at(text: str, now: datetime = NOW, habits: Habits | None = None) -> str:
    heard = understand(text, zone=SEOUL, now=now, habits=habits or Habits(), about="")
    meaning = for_reminder(heard, now=now)
    if meaning.kind is Kind.UNCLEAR:
        return str(meaning.missing)
    return wall(meaning.at)[-5:]


@pytest.mark.parametrize(("text", "expected"), [*AFTERNOON, *MORNING])
def test_bare_hour_is_what_people_mean(text: str, expected: str) -> None:
    assert at(text) == expected


@pytest.mark.parametrize("text", ASKED)
def test_bare_hour_that_may_be_either_is_asked_about(text: str) -> None:
    assert at(text) == Missing.MERIDIEM


def test_what_it_is_for_tells_the_half_of_the_day() -> None:
    heard = understand("내일 5시", zone=SEOUL, now=NOW, about="일어나기")

    assert wall(heard.at) == "2026-11-22 05:00"


def test_nothing_is_taken_unless_it_is_said_what_it_is_for() -> None:
    assert understand("내일 3시", zone=SEOUL, now=NOW).missing is Missing.MERIDIEM


def test_who_is_up_at_four_is_asked() -> None:
    assert at("내일 4시 운동", habits=Habits(morning=time(4))) == (Missing.MERIDIEM)


def test_at_night_the_small_hours_are_asked_about() -> None:
    night = NOW.replace(hour=1)

    assert at("3시에 약", now=night) == Missing.MERIDIEM
    assert at("내일 3시에 약", now=night) == "15:00"
