"""Quarters, months left out, weeks that bound a series, and days counted from the end."""

from datetime import datetime

import pytest

from panager.when import Recurrence, describe
from tests.unit.when.recurrence.support import heard, table
from tests.unit.when.support import NOW, SEOUL, wall

# A rule with its first occurrence, and below it what people say for it.
PHRASES = table("""
FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1;BYHOUR=9;BYMINUTE=0 2026-12-31 09:00
    매 분기 말일 오전 9시
    분기별 마지막 날 오전 9시
    last day of each quarter at 9am
    at the end of every quarter at 9am
FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=1 2027-01-01 00:00
    first day of every quarter
    분기 첫날마다
FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=1 2027-01-01 00:00
    반기 첫날마다
FREQ=MONTHLY;BYMONTH=3,6,9,12;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1 2026-12-31 00:00
    매 분기 마지막 영업일
    the last business day of each quarter
FREQ=MONTHLY;BYMONTH=3,9;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1 2027-03-31 00:00
    매년 3월과 9월 마지막 영업일
FREQ=YEARLY;BYMONTH=2,4,6,8,10,12;BYMONTHDAY=1 2026-12-01 00:00
    짝수 달 1일
FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=1 2026-12-01 00:00
    매년 6월이랑 12월 1일
FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=21,31;BYHOUR=9;BYMINUTE=0 2026-12-21 09:00
    every year on December 21st and 31st at 9am
    every Dec 21 and 31 at 9am
FREQ=YEARLY;BYMONTH=9;BYDAY=1MO;BYHOUR=9;BYMINUTE=0 2027-09-06 09:00
    every first Monday in September at 9am
FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=5;BYHOUR=9;BYMINUTE=0 2027-03-05 09:00
    매년 엄마 생신 3월 5일 아침 9시
FREQ=MONTHLY;BYMONTHDAY=25;BYHOUR=9;BYMINUTE=0 2026-11-25 09:00
    매달 월세 내기 25일 아침 9시
FREQ=MONTHLY;BYMONTHDAY=1;BYHOUR=9;BYMINUTE=0 2026-12-01 09:00
    at the beginning of every month at 9am
FREQ=MONTHLY;BYMONTHDAY=-1 2026-11-30 00:00
    every last day
    last of each month
FREQ=MONTHLY;BYMONTHDAY=-4 2026-11-27 00:00
    every month on the 4th last day
FREQ=MONTHLY;BYDAY=-2FR 2026-12-18 00:00
    2nd to the last Friday of each month
FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=15 2026-12-21 00:00
    every 15th workday
FREQ=MONTHLY;BYMONTH=1,2,3,4,5,6,7,9,10,11,12;BYMONTHDAY=1;BYHOUR=9;BYMINUTE=0 2026-12-01 09:00
    8월 빼고 매달 1일 오전 9시
    every month except August on the 1st at 9am
FREQ=DAILY;BYMONTH=1,2,3,4,5,6,9,10,11,12;BYHOUR=8;BYMINUTE=0 2026-11-22 08:00
    every day at 8am except in July and August
FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA;BYHOUR=8;BYMINUTE=0 2026-11-23 08:00
    every day but Sunday at 8am
FREQ=DAILY;UNTIL=20261129T235959;BYHOUR=9;BYMINUTE=0 2026-11-23 09:00
    다음 주 매일 아침 9시
    every day next week at 9am
FREQ=WEEKLY;INTERVAL=2;BYDAY=SA,SU;BYHOUR=10;BYMINUTE=0 2026-11-22 10:00
    every other weekend at 10am
FREQ=WEEKLY;INTERVAL=3;BYDAY=FR 2026-11-27 00:00
    every 3 Fridays
FREQ=WEEKLY;BYDAY=MO,WE,FR;BYHOUR=18;BYMINUTE=0 2026-11-23 18:00
    Mon/Wed/Fri 6pm
    mwf at 6pm
FREQ=WEEKLY;BYDAY=MO,TU,SA,SU 2026-11-22 00:00
    each week on Saturday thru Tuesday
    Saturdays through Tuesdays
FREQ=DAILY;COUNT=10;BYHOUR=8;BYMINUTE=0 2026-11-22 08:00
    daily at 8am 10x
""")


@pytest.mark.parametrize(("text", "rrule", "first"), PHRASES)
def test_phrase_is_a_rule(text: str, rrule: str, first: str) -> None:
    meaning = heard(text)

    assert meaning.recurrence is not None, meaning
    assert (meaning.recurrence.rrule, wall(meaning.at)) == (rrule, first)


def test_a_week_that_is_talked_about_bounds_nothing() -> None:
    found = heard("매일 이번 주 목표 확인 아침 9시")

    assert found.recurrence is not None
    assert found.recurrence.rrule == "FREQ=DAILY;BYHOUR=9;BYMINUTE=0"
    assert found.rest == "이번 주 목표 확인"


@pytest.mark.parametrize(
    ("rrule", "korean", "english"),
    [
        (
            "FREQ=MONTHLY;BYMONTH=1,2,3,4,5,6,7,9,10,11,12;BYMONTHDAY=1",
            "매달 1일 8월 제외",
            "every month on the 1st, except August",
        ),
        (
            "FREQ=MONTHLY;BYMONTH=3,9;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "매년 3월 마지막 평일, 9월 마지막 평일",
            "every year on the last weekday of March and the last weekday of September",
        ),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=15",
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=15",
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=15",
        ),
    ],
)
def test_rule_is_said_and_understood_again(rrule: str, korean: str, english: str) -> None:
    series = Recurrence(rrule=rrule, start=datetime.fromisoformat("2026-11-22T00:00"))

    assert describe(series, language="ko", zone=SEOUL, now=NOW) == korean
    assert describe(series, language="en", zone=SEOUL, now=NOW) == english
    for words in {korean, english} - {rrule}:
        again = heard(words).recurrence
        assert again is not None
        assert again.rrule == rrule
