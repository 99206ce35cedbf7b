"""Series by the Korean lunar calendar, and days beside holidays: from the words to the days."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from panager.when import Recurrence, describe, next_occurrence, occurrences, shortest_gap
from panager.when.calendars.lunar import LunarMonth, month_of, months_of, solar_of
from tests.unit.when.recurrence.support import heard, table
from tests.unit.when.support import NOW, SEOUL, wall

# A rule with its first occurrence, and below it what people say for it.
PHRASES = table("""
RSCALE=DANGI;FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=15 2027-09-15 00:00
    매년 음력 8월 15일에 제사
    매년 추석
    추석마다
    every Chuseok
    every year on lunar August 15
    every year on August 15 of the lunar calendar
RSCALE=DANGI;FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=15;BYHOUR=9;BYMINUTE=0 2027-09-15 09:00
    매년 추석 아침 9시
    매년 음력 8월 보름 오전 9시
    every Chuseok at 9am
RSCALE=DANGI;FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1;BYHOUR=9;BYMINUTE=0 2027-02-07 09:00
    설날마다 오전 9시
    매년 설날 오전 9시에 부모님께 전화
    every lunar new year at 9am
RSCALE=DANGI;FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1 2027-02-06 00:00
    매년 설 전날
    매년 섣달 그믐날
RSCALE=DANGI;FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=12 2027-09-12 00:00
    추석 3일 전마다
    매년 추석 사흘 전
    3 days before every Chuseok
RSCALE=DANGI;FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=3 2027-04-09 00:00
    음력 생일 3월 3일 매년
    매년 음력 3월 3일
RSCALE=DANGI;FREQ=YEARLY;INTERVAL=2;BYMONTH=3;BYMONTHDAY=3 2027-04-09 00:00
    2년마다 음력 3월 3일
RSCALE=DANGI;FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=30;SKIP=BACKWARD 2027-02-06 00:00
    매년 음력 12월 30일
RSCALE=DANGI;FREQ=YEARLY;BYMONTH=5L;BYMONTHDAY=3;SKIP=BACKWARD 2027-06-07 00:00
    매년 음력 윤5월 3일
RSCALE=DANGI;FREQ=MONTHLY;BYMONTHDAY=15 2026-11-23 00:00
    매달 음력 보름
    매달 음력 15일
    음력 매월 15일
    every 15th of the lunar month
RSCALE=DANGI;FREQ=MONTHLY;BYMONTHDAY=1,15;BYHOUR=9;BYMINUTE=0 2026-11-23 09:00
    매달 음력 1일, 15일 아침 9시
    every 1st and 15th of the lunar month at 9am
FREQ=YEARLY;BYMONTH=11;BYDAY=4TH 2026-11-26 00:00
    every Thanksgiving
    매년 추수감사절
FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO;BYHOUR=9;BYMINUTE=0 2027-05-31 09:00
    every Memorial Day at 9am
FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=21,22,23,24,25,26,27;BYDAY=WE 2026-11-25 00:00
    the day before every Thanksgiving
FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=23,24,25,26,27,28,29;BYDAY=FR 2026-11-27 00:00
    every Black Friday
    the day after Thanksgiving every year
FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=22;BYHOUR=9;BYMINUTE=0 2026-12-22 09:00
    3 days before every Christmas at 9am
    every year 3 days before Christmas at 9am
    매년 크리스마스 3일 전 오전 9시
FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1;BYHOUR=18;BYMINUTE=0 2027-02-28 18:00
    매년 3월 1일 전날 오후 6시
FREQ=MONTHLY;BYMONTHDAY=22;BYHOUR=9;BYMINUTE=0 2026-11-22 09:00
    매달 25일 3일 전 오전 9시
FREQ=MONTHLY;BYMONTHDAY=-1;BYHOUR=9;BYMINUTE=0 2026-11-30 09:00
    매달 1일 전날 오전 9시
FREQ=WEEKLY;BYDAY=SA;BYHOUR=10;BYMINUTE=0 2026-11-28 10:00
    매주 금요일 다음 날 오전 10시
FREQ=HOURLY;BYMINUTE=50 2026-11-21 14:50
    매시 정각 10분 전
""")


@pytest.mark.parametrize(("text", "rrule", "first"), PHRASES)
def test_phrase_is_a_rule(text: str, rrule: str, first: str) -> None:
    meaning = heard(text)

    assert meaning.recurrence is not None, meaning
    assert (meaning.recurrence.rrule, wall(meaning.at)) == (rrule, first)


def test_words_for_whom_it_is_are_left() -> None:
    assert heard("어머니 음력 생일 3월 3일 매년 알려줘").rest == "어머니 생일"
    assert heard("매일 전날 매출 확인 아침 9시").rest == "전날 매출 확인"


@pytest.mark.parametrize("month", [one for year in (2025, 2033) for one in months_of(year)])
def test_a_month_has_the_days_that_the_conversion_of_single_days_has(month: LunarMonth) -> None:
    found = month_of(month.first)

    assert found is not None
    assert found == month
    assert found.day(1) == solar_of(found.year, found.number, 1, leap=found.leap)
    assert found.day(-1) == solar_of(found.year, found.number, 0, leap=found.leap)
    assert month_of(found.first - timedelta(days=1)) != found
    assert found.day(found.length + 1) is None


def test_no_leap_month_stands_before_the_new_year() -> None:
    """Else the day before Seollal would not be the last of the twelfth month."""
    assert all(months_of(year)[-1].number == 12 for year in range(1900, 2050))
    assert not any(one.leap for year in range(1900, 2050) for one in months_of(year)[-1:])


def lunar(rrule: str, start: str) -> Recurrence:
    return Recurrence(rrule=rrule, start=datetime.fromisoformat(start))


@pytest.mark.parametrize(
    "rrule",
    [
        "RSCALE=DANGI;FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=15",
        "RSCALE=DANGI;FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=-1",
        "RSCALE=DANGI;FREQ=YEARLY;BYMONTH=2L;BYMONTHDAY=30;SKIP=BACKWARD",
        "RSCALE=DANGI;FREQ=YEARLY",
        "RSCALE=DANGI;FREQ=MONTHLY",
        "RSCALE=DANGI;FREQ=YEARLY;COUNT=12;BYMONTH=8;BYMONTHDAY=15",
        "RSCALE=DANGI;FREQ=MONTHLY;UNTIL=20290101;BYMONTHDAY=1",
    ],
)
def test_series_goes_on_from_any_moment_as_from_its_start(rrule: str) -> None:
    series = lunar(rrule, "2020-01-31T09:00")
    before = datetime(2020, 1, 1, tzinfo=SEOUL)

    every = list(occurrences(series, zone=SEOUL, after=before))

    assert len(every) > 11
    for at, following in pairwise(every):
        assert next_occurrence(series, zone=SEOUL, after=at) == following


def test_series_ends_where_the_tables_end() -> None:
    series = lunar("RSCALE=DANGI;FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=15", "2045-01-01T09:00")
    late = lunar("RSCALE=DANGI;FREQ=MONTHLY", "2060-01-01T09:00")

    every = list(occurrences(series, zone=SEOUL, after=NOW))

    assert [one.year for one in every] == [2045, 2046, 2047, 2048, 2049, 2050]
    assert next_occurrence(late, zone=SEOUL, after=NOW) is None
    assert next_occurrence(series, zone=SEOUL, after=datetime(2060, 1, 1, tzinfo=SEOUL)) is None


def test_a_birthday_in_a_short_month_and_in_a_leap_month_comes_every_year() -> None:
    thirtieth = lunar(
        "RSCALE=DANGI;FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=30;SKIP=BACKWARD", "2020-01-01T09:00"
    )
    leap = lunar(
        "RSCALE=DANGI;FREQ=YEARLY;BYMONTH=4L;BYMONTHDAY=5;SKIP=BACKWARD", "2020-01-01T09:00"
    )
    since = datetime(2020, 1, 1, tzinfo=SEOUL)

    days = [
        [at.date() for at in occurrences(one, zone=SEOUL, after=since, limit=3)]
        for one in (thirtieth, leap)
    ]

    assert days[0] == [date(2020, 1, 24), date(2021, 2, 11), date(2022, 1, 31)]
    assert days[1] == [date(2020, 5, 27), date(2021, 5, 16), date(2022, 5, 5)]


def test_shortest_gap_is_that_between_two_new_moons() -> None:
    monthly = lunar("RSCALE=DANGI;FREQ=MONTHLY;BYMONTHDAY=1", "2026-01-01T09:00")

    assert shortest_gap(monthly) == timedelta(days=29)


@pytest.mark.parametrize(
    ("rrule", "korean", "english"),
    [
        (
            "RSCALE=DANGI;FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=15;BYHOUR=9;BYMINUTE=0",
            "매년 음력 8월 15일 오전 9:00",
            "every year on lunar August 15 at 9:00 AM",
        ),
        (
            "RSCALE=DANGI;FREQ=YEARLY;BYMONTH=5L;BYMONTHDAY=3;SKIP=BACKWARD",
            "매년 음력 윤5월 3일",
            "every year on lunar leap May 3",
        ),
        (
            "RSCALE=DANGI;FREQ=MONTHLY;BYMONTHDAY=1,-1",
            "매달 음력 1일, 음력 말일",
            "every lunar month on the 1st and the last day",
        ),
        (
            "RSCALE=DANGI;FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-3",
            "매년 음력 12월 말일 2일 전",
            "every year on the 2nd day before the last day of lunar December",
        ),
        (
            "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=23,24,25,26,27,28,29;BYDAY=FR",
            "매년 11월 넷째 목요일 다음 날",
            "every year on the day after the fourth Thursday of November",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=-2",
            "매달 마지막 날 전날",
            "every month on the day before the last day",
        ),
    ],
)
def test_rule_is_said_as_people_say_it(rrule: str, korean: str, english: str) -> None:
    series = lunar(rrule, "2026-11-22T00:00")

    assert describe(series, language="ko", zone=SEOUL, now=NOW) == korean
    assert describe(series, language="en", zone=SEOUL, now=NOW) == english
