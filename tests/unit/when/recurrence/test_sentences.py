"""Recurrences in sentences: what is left to be reminded of, what must be asked, exceptions."""

from datetime import date, datetime

import pytest

from panager.when import Grain, Kind, Missing, Recurrence, next_occurrence
from tests.unit.when.recurrence.support import heard, rule
from tests.unit.when.support import BERLIN, NEW_YORK, NOW, SEOUL, readings, said, wall


@pytest.mark.parametrize(
    ("text", "phrase", "rest"),
    [
        ("매일 아침 8시에 약 먹으라고 알려줘", "매일 아침 8시", "약 먹기"),
        ("평일 오후 6시에 퇴근하라고 알려줘", "평일 오후 6시", "퇴근"),
        ("매일 물 마시라고 아침 9시에 알려줘", "매일 아침 9시", "물 마시기"),
        ("2시간 간격으로 물 마시라고 해줘", "2시간 간격으로", "물 마시기"),
        ("매주 회의 월요일 오후 3시에 알려줘", "매주 월요일 오후 3시", "회의"),
        ("평일 아침 8시에 공휴일은 빼고 알려줘", "평일 아침 8시에 공휴일은 빼고", ""),
        ("매일 저녁 7시에 저녁 먹으라고", "매일 저녁 7시", "저녁 먹기"),
        ("매주 토요일 오전 10시 회의 10분 전에", "매주 토요일 오전 10시 10분 전", "회의"),
        ("매일 하루 세 번 약 먹으라고 알려줘", "매일 하루 세 번", "약 먹기"),
        ("remind me every day to drink water at 9am", "every day at 9am", "drink water"),
        ("every day remind me at 10pm to floss", "every day at 10pm", "floss"),
        ("remind me every 2 hours to stand up", "every 2 hours", "stand up"),
        ("weekly report every Friday at 4pm", "every Friday at 4pm", "weekly report"),
        ("do 10 pushups 5 times every day at 7am", "every day at 7am", "do 10 pushups 5 times"),
        ("water the plants on Mondays at 7pm", "Mondays at 7pm", "water the plants"),
    ],
)
def test_what_is_not_the_recurrence_is_left(text: str, phrase: str, rest: str) -> None:
    meaning = heard(text)

    assert (meaning.phrase, meaning.rest) == (phrase, rest)


@pytest.mark.parametrize(
    ("text", "missing", "expected"),
    [
        ("매일", Missing.TIME, ["2026-11-22 00:00"]),
        ("매달 15일", Missing.TIME, ["2026-12-15 00:00"]),
        ("every Monday", Missing.TIME, ["2026-11-23 00:00"]),
        ("매일 3시", Missing.MERIDIEM, ["2026-11-22 03:00", "2026-11-21 15:00"]),
        ("every day at 8", Missing.MERIDIEM, ["2026-11-22 08:00", "2026-11-21 20:00"]),
        (
            "every 30 minutes from 9 to 5",
            Missing.MERIDIEM,
            ["2026-11-21 14:30", "2026-11-21 21:00"],
        ),
        ("every Monday at midnight", Missing.DATE, ["2026-11-23 00:00", "2026-11-24 00:00"]),
        ("매일 오전 15시", Missing.MERIDIEM, []),
        ("하루 세 번", Missing.TIME, []),
        ("하루 3번 약", Missing.TIME, []),
        ("주 3회 운동", Missing.TIME, []),
        ("twice a day", Missing.TIME, []),
        ("every few hours", Missing.TIME, []),
        ("매일 3번 약 먹기", Missing.TIME, []),
        ("twice weekly", Missing.TIME, []),
        ("every 30 seconds", Missing.TIME, []),
        ("매년 2월 30일 오전 9시", Missing.DATE, []),
        ("매년 동지에 아침 9시", Missing.DATE, []),
        ("매년 설날과 추석 아침 9시", Missing.DATE, []),
        ("매년 설날과 크리스마스 아침 9시", Missing.DATE, []),
        ("매년 3월 5일과 9월 10일 아침 9시", Missing.DATE, []),
        ("매년 추석 한 달 전 아침 9시", Missing.DATE, []),
        ("매달 31일 전날 아침 9시", Missing.DATE, []),
        ("every Easter at 9am", Missing.DATE, []),
        ("every January 5 and July 20 at 9am", Missing.DATE, []),
        ("the day before every Labor Day at 9am", Missing.DATE, []),
        ("monthly on Friday at 9am", Missing.DATE, []),
        ("every day at 7am and every Monday at 8am", Missing.DATE, []),
        ("every Friday in week 12 at 9am", Missing.DATE, []),
        ("at the end of every week at 5pm", Missing.DATE, []),
        ("every Monday at 9am except each second Monday in March", Missing.DATE, []),
        ("every 6 hours except tomorrow at 8am", Missing.DATE, []),
        ("every day at 9am except in May 2027", Missing.DATE, []),
        ("Fridays twice", Missing.TIME, []),
        ("water the plants 3x a week", Missing.TIME, []),
        ("every Monday at 9 and Thursday at 5pm", Missing.DATE, []),
        ("매일 아침 8시 어제까지", Missing.DATE, []),
    ],
)
def test_unclear_recurrence_is_asked_about(
    text: str, missing: Missing, expected: list[str]
) -> None:
    meaning = said(text)

    assert (meaning.kind, meaning.missing) == (Kind.UNCLEAR, missing)
    assert readings(meaning) == expected


@pytest.mark.parametrize("text", ["30분마다", "every 2 hours", "매시간", "hourly"])
def test_rule_within_the_day_needs_no_time(text: str) -> None:
    assert said(text).kind is Kind.RECURRENCE


@pytest.mark.parametrize(
    ("text", "grain", "whole"),
    [
        ("매일 오전 8시", Grain.HOUR, False),
        ("매일 오전 8시 반", Grain.MINUTE, False),
        ("every 2 hours", Grain.HOUR, False),
        ("30분마다", Grain.MINUTE, False),
        ("every Monday", Grain.DAY, True),
    ],
)
def test_grain_is_as_exact_as_the_words(text: str, grain: Grain, whole: bool) -> None:
    meaning = heard(text)

    assert (meaning.grain, meaning.whole) == (grain, whole)


@pytest.mark.parametrize(
    "text",
    [
        "daily standup tomorrow at 9am",
        "remind me about the weekly meeting tomorrow at 3pm",
        "call everyone at 5pm",
        "call each client at 5pm",
        "tell every member at 5pm tomorrow",
        "매일경제 구독 내일 오후 3시",
        "내일 오후 3시에 목금 회의",
        "check the oven twice tomorrow at 3pm",
        "on Friday at 3pm think twice",
        "3월 31일 오후 3시 분기 말일 매출 보고",
    ],
)
def test_word_that_only_describes_makes_no_recurrence(text: str) -> None:
    assert heard(text).kind is Kind.INSTANT


@pytest.mark.parametrize(
    "text",
    [
        "매일 아침 8시 12월 25일 제외",
        "12월 25일 빼고 매일 아침 8시",
        "every day at 8am except Dec 25",
        "every day except December 25th at 8am",
    ],
)
def test_excepted_date_is_no_part_of_the_rule(text: str) -> None:
    found = rule(text)

    assert found.rrule == "FREQ=DAILY;BYHOUR=8;BYMINUTE=0"
    assert found.except_dates == {date(2026, 12, 25)}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("금요일 빼고 매일 아침 8시", "MO,TU,WE,TH,SA,SU"),
        ("매일 토요일, 일요일 제외 아침 8시", "MO,TU,WE,TH,FR"),
        ("월수금 금요일 빼고 아침 8시", "MO,WE"),
        ("every day at 8am except Fridays", "MO,TU,WE,TH,SA,SU"),
        ("every day except weekends at 8am", "MO,TU,WE,TH,FR"),
        ("every weekday at 8am but not on Fridays", "MO,TU,WE,TH"),
    ],
)
def test_excepted_weekdays_are_left_out_of_the_rule(text: str, days: str) -> None:
    assert rule(text).rrule == f"FREQ=WEEKLY;BYDAY={days};BYHOUR=8;BYMINUTE=0"


def test_holidays_are_those_of_the_zone() -> None:
    korean, american = (
        rule("every weekday at 8am except holidays", NOW.astimezone(zone), zone)
        for zone in (SEOUL, NEW_YORK)
    )

    assert (korean.except_holidays, american.except_holidays) == ("KR", "US")
    assert next_occurrence(
        american, zone=NEW_YORK, after=datetime(2026, 11, 25, 12, tzinfo=NEW_YORK)
    ) == datetime(2026, 11, 27, 8, tzinfo=NEW_YORK)


def test_first_occurrence_in_the_gap_is_moved_and_later_ones_are_not() -> None:
    now = datetime(2026, 3, 28, 12, tzinfo=BERLIN)

    meaning = heard("every day at 2:30am", now, BERLIN)

    assert meaning.at is not None
    assert meaning.at.isoformat() == "2026-03-29T03:30:00+02:00"
    assert meaning.notes == ("gap",)
    assert meaning.recurrence is not None
    second = next_occurrence(meaning.recurrence, zone=BERLIN, after=meaning.at)
    assert wall(second) == "2026-03-30 02:30"


def test_first_occurrence_that_exists_twice_is_told() -> None:
    meaning = heard("every day at 1:30am", datetime(2026, 10, 31, 12, tzinfo=NEW_YORK), NEW_YORK)

    assert meaning.at is not None
    assert meaning.at.isoformat() == "2026-11-01T01:30:00-04:00"
    assert meaning.notes == ("fold",)


def test_times_that_are_no_product_of_hours_and_minutes_are_picked() -> None:
    found = rule("9시~18시 사이 30분마다")

    places = ",".join(map(str, range(1, 20)))
    hours = ",".join(map(str, range(9, 19)))
    assert found.rrule == f"FREQ=DAILY;BYSETPOS={places};BYHOUR={hours};BYMINUTE=0,30"


def test_count_begins_with_the_first_occurrence_to_come() -> None:
    found = rule("매일 오전 8시와 오후 8시 3번만")
    due = [wall(at) for at in _all(found)]

    assert due == ["2026-11-21 20:00", "2026-11-22 08:00", "2026-11-22 20:00"]


def _all(found: Recurrence) -> list[datetime]:
    at = next_occurrence(found, zone=SEOUL, after=NOW)
    due = []
    while at is not None:
        due.append(at)
        at = next_occurrence(found, zone=SEOUL, after=at)
    return due


@pytest.mark.parametrize(
    ("unclear", "answer", "rrule"),
    [
        ("매일 3시", "오후", "FREQ=DAILY;BYHOUR=15;BYMINUTE=0"),
        ("매일", "아침 8시", "FREQ=DAILY;BYHOUR=8;BYMINUTE=0"),
        ("every day at 3", "pm", "FREQ=DAILY;BYHOUR=15;BYMINUTE=0"),
        ("every Monday", "at 9am", "FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0"),
        ("매달 15일", "오전 10시", "FREQ=MONTHLY;BYMONTHDAY=15;BYHOUR=10;BYMINUTE=0"),
        ("하루 두 번", "8시, 20시", "FREQ=DAILY;BYHOUR=8,20;BYMINUTE=0"),
    ],
)
def test_phrase_and_answer_together_are_a_rule(unclear: str, answer: str, rrule: str) -> None:
    assert said(unclear).kind is Kind.UNCLEAR
    assert rule(f"{said(unclear).phrase} {answer}").rrule == rrule
