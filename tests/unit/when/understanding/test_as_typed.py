"""Phrases as people type them: numbers with spaces, corrections, zones, days, rules cut short."""

import pytest

from panager.when import Kind, Missing
from tests.unit.when.support import NEW_YORK, NOW, readings, said, wall

MOMENTS = [
    ("이 십 오 분 뒤", "2026-11-21 14:25"),
    ("서른 여섯 시간 뒤", "2026-11-23 02:00"),
    ("저녁 열 한 시에 약", "2026-11-21 23:00"),
    ("오전10시45 회의", "2026-11-22 10:45"),
    ("내일 1145-1245 점심", "2026-11-22 11:45"),
    ("tomorrow 930 - 1030am review", "2026-11-22 09:30"),
    ("half 8 tonight", "2026-11-21 20:30"),
    ("내일 오후 2시 아니 아니다 모레 오후 2시", "2026-11-23 14:00"),
    ("4pm sorry 6pm call the plumber", "2026-11-21 18:00"),
    ("dentist tomorrow at 3pm, actually make it 5pm", "2026-11-22 17:00"),
    ("move the review from 3pm to 6pm", "2026-11-21 18:00"),
    ("점검 오후 2시에서 4시로 변경해줘", "2026-11-21 16:00"),
    ("12월 24일 사흘 전 오전 10시", "2026-12-21 10:00"),
    ("remind me the day before our trip on jan 9 at 8am", "2027-01-08 08:00"),
    ("PST 오후 5시 웨비나", "2026-11-22 10:00"),
    ("LA시간 오전 9시 통화", "2026-11-22 02:00"),
    ("9am pacific for the standup", "2026-11-22 02:00"),
    ("8am SF time", "2026-11-22 01:00"),
    ("동지 아침에 팥죽", "2026-12-22 09:00"),
    ("하지 오후 3시 산책", "2027-06-21 15:00"),
    ("초복 낮 12시 삼계탕", "2027-07-20 12:00"),
    ("수능날 오전 7시", "2027-11-18 07:00"),
    ("설 전전날 오후 4시 기차", "2027-02-05 16:00"),
    ("점심 먹고 나서 전화하라고 알려줘", "2026-11-22 13:00"),
    ("call dad next week same time", "2026-11-28 14:00"),
]
SERIES = [
    ("mon wed fri 6am run", "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYHOUR=6;BYMINUTE=0"),
    ("월 수 금 오후 7시 수영", "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYHOUR=19;BYMINUTE=0"),
    ("every hour on the half hour", "FREQ=HOURLY;BYMINUTE=30"),
    (
        "every quarter end 4pm books",
        "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1;BYHOUR=16;BYMINUTE=0",
    ),
    ("third of every month at 8am", "FREQ=MONTHLY;BYMONTHDAY=3;BYHOUR=8;BYMINUTE=0"),
    ("every ninth day at 8am", "FREQ=DAILY;INTERVAL=9;BYHOUR=8;BYMINUTE=0"),
    ("12월 내내 매일 밤 9시 일기", "FREQ=DAILY;UNTIL=20261231T235959;BYHOUR=21;BYMINUTE=0"),
    ("every day at 8pm all december", "FREQ=DAILY;UNTIL=20261231T235959;BYHOUR=20;BYMINUTE=0"),
    ("every day at 8am take drops for 4 days", "FREQ=DAILY;COUNT=4;BYHOUR=8;BYMINUTE=0"),
    ("매일 저녁 8시에 약 먹으라고 5번만 알려줘", "FREQ=DAILY;COUNT=5;BYHOUR=20;BYMINUTE=0"),
    (
        "매일 오전 열 시 삼십 분부터 오후 한 시까지 1시간마다 스트레칭",
        "FREQ=DAILY;BYHOUR=10,11,12;BYMINUTE=30",
    ),
]
ASKED = [
    ("며칠 뒤 오전 8시", []),
    ("in a few days at 8am", []),
    ("3~4일 뒤 오후 2시", []),
    ("later this month at 4pm", ["2026-11-21 16:00"]),
    ("파리 오후 2시에 통화", ["2026-11-21 22:00", "2026-11-22 14:00"]),
    ("4pm in London call Ann", ["2026-11-21 16:00", "2026-11-22 01:00"]),
    ("9am IST sync", ["2026-11-22 09:00", "2026-11-22 12:30"]),
    ("9am pacific standup", ["2026-11-22 09:00"]),
    ("9am Springfield time sync", ["2026-11-22 09:00"]),
    ("매달 25일 오전 9시 이체, 주말이면 전 영업일", None),
    ("제출 사흘전이랑 하루전 오전 9시에 알려줘 제출은 12월 20일", ["2026-12-19 09:00"]),
    ("네일 오후 5시", ["2026-11-22 17:00"]),
    ("윌요일 오후 3시", None),
    ("오후 3시 아니면 오후 4시", ["2026-11-21 15:00", "2026-11-21 16:00"]),
]


@pytest.mark.parametrize(("text", "expected"), MOMENTS)
def test_moment_as_people_type_it(text: str, expected: str) -> None:
    meaning = said(text)

    assert meaning.kind is Kind.INSTANT
    assert wall(meaning.at) == expected


@pytest.mark.parametrize(("text", "rrule"), SERIES)
def test_series_as_people_type_it(text: str, rrule: str) -> None:
    meaning = said(text)

    assert meaning.recurrence is not None
    assert meaning.recurrence.rrule == rrule


@pytest.mark.parametrize(("text", "expected"), ASKED)
def test_what_may_be_several_is_asked_about(text: str, expected: list[str] | None) -> None:
    meaning = said(text)

    assert meaning.kind is Kind.UNCLEAR
    assert meaning.missing in (Missing.MOMENT, Missing.DATE)
    assert expected is None or readings(meaning) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("내알 오후 3시 회의", "2026-11-22 15:00"),
        ("금요릴 오후 3시", "2026-11-27 15:00"),
        ("thursdya 9am call", "2026-11-26 09:00"),
        ("9pm tomorrwo", "2026-11-22 21:00"),
    ],
)
def test_mistyped_day_is_read_and_said(text: str, expected: str) -> None:
    meaning = said(text)

    assert wall(meaning.at) == expected
    assert "spelling" in meaning.notes
    assert meaning.phrase in text


@pytest.mark.parametrize(
    "text", ["친구 오는 오후 3시", "매일 오후 3시", "정리는 오후 3시", "두 시간 뒤 새벽 5시 월요일"]
)
def test_ordinary_word_beside_a_time_is_no_typo(text: str) -> None:
    assert "spelling" not in said(text).notes


def test_first_working_day_is_none_of_the_public_holidays() -> None:
    meaning = said("매달 첫 영업일 오전 9시", NOW.replace(month=12, day=20))

    assert wall(meaning.at) == "2027-01-04 09:00"
    assert wall(said("매달 첫 평일 오전 9시", NOW.replace(month=12, day=20)).at) == (
        "2027-01-01 09:00"
    )


def test_day_that_some_months_lack_is_said() -> None:
    assert "short_months" in said("매달 31일 정오").notes
    assert "short_months" not in said("매달 28일 정오").notes


@pytest.mark.parametrize("end", [" ⏰", " 🙏🙏", " <@123456789012345678>", " @here"])
def test_what_stands_at_the_end_for_show_is_no_part_of_it(end: str) -> None:
    assert said(f"내일 오후 3시 회의 알려줘{end}").rest == "회의"


def test_place_with_our_own_time_stays_in_the_rest() -> None:
    meaning = said("서울 오후 3시 기차")

    assert meaning.kind is Kind.INSTANT
    assert meaning.rest == "서울 기차"


def test_bare_numbers_are_asked_of_who_writes_english_abroad() -> None:
    assert readings(said("dentist 12/05 at 3pm")) == ["2026-12-05 15:00", "2027-05-12 15:00"]
    assert said("치과 12/05 오후 3시").kind is Kind.INSTANT
    assert said("dentist 12/05 at 3pm", zone=NEW_YORK).kind is Kind.INSTANT
