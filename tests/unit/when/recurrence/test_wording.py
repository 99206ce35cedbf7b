"""A rule in words, and what the words mean when they are heard again."""

from datetime import date, datetime, timedelta
from typing import Literal

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from panager.when import Recurrence, describe, next_occurrence, parse_rrule
from tests.unit.when.recurrence.support import heard
from tests.unit.when.support import NOW, SEOUL

type Language = Literal["ko", "en"]

LANGUAGES: tuple[Language, ...] = ("ko", "en")
START = datetime.fromisoformat("2026-11-22T00:00")


def said(rrule: str, language: Language) -> str:
    recurrence = Recurrence(rrule=rrule, start=START)
    return describe(recurrence, language=language, zone=SEOUL, now=NOW)


@pytest.mark.parametrize(
    ("rrule", "korean", "english"),
    [
        ("FREQ=DAILY", "매일", "every day"),
        (
            "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYHOUR=8;BYMINUTE=0",
            "매주 월·수·금 오전 8:00",
            "every Mon, Wed and Fri at 8:00 AM",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;BYHOUR=17;BYMINUTE=0",
            "격주 금요일 오후 5:00",
            "every other Friday at 5:00 PM",
        ),
        (
            "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=8,20;BYMINUTE=30",
            "평일 오전 8:30, 오후 8:30",
            "every weekday at 8:30 AM and 8:30 PM",
        ),
        (
            "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,SA,SU;BYHOUR=8;BYMINUTE=0",
            "매일 금요일 제외 오전 8:00",
            "every day except Fridays at 8:00 AM",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=1,-1;BYHOUR=9;BYMINUTE=0",
            "매달 1일, 마지막 날 오전 9:00",
            "every month on the 1st and the last day at 9:00 AM",
        ),
        ("FREQ=MONTHLY;BYDAY=2TU", "매달 둘째 화요일", "every month on the second Tuesday"),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=5", "매년 3월 5일", "every year on March 5"),
        (
            "FREQ=DAILY;BYHOUR=9,12,15,18;BYMINUTE=0",
            "매일 오전 9:00부터 오후 6:00까지 3시간마다",
            "every 3 hours from 9:00 AM to 6:00 PM",
        ),
        ("FREQ=MINUTELY;INTERVAL=30", "30분마다", "every 30 minutes"),
        (
            "FREQ=DAILY;COUNT=10;BYHOUR=8;BYMINUTE=0",
            "매일 오전 8:00 10번만",
            "every day at 8:00 AM, 10 times",
        ),
        (
            "FREQ=DAILY;UNTIL=20261231T235959;BYHOUR=8;BYMINUTE=0",
            "매일 오전 8:00 12월 31일까지",
            "every day at 8:00 AM, until December 31",
        ),
        (
            "FREQ=DAILY;UNTIL=20271231T145959Z;BYHOUR=8;BYMINUTE=0",
            "매일 오전 8:00 2027년 12월 31일까지",
            "every day at 8:00 AM, until December 31, 2027",
        ),
        ("FREQ=YEARLY;BYWEEKNO=20", "FREQ=YEARLY;BYWEEKNO=20", "FREQ=YEARLY;BYWEEKNO=20"),
    ],
)
def test_rule_is_said_as_people_say_it(rrule: str, korean: str, english: str) -> None:
    assert (said(rrule, "ko"), said(rrule, "en")) == (korean, english)


def test_exceptions_are_said() -> None:
    recurrence = Recurrence(
        rrule="FREQ=DAILY;BYHOUR=8;BYMINUTE=0",
        start=START,
        except_dates=frozenset({date(2027, 1, 1), date(2026, 12, 25)}),
        except_holidays="KR",
    )

    korean, english = (
        describe(recurrence, language=language, zone=SEOUL, now=NOW) for language in LANGUAGES
    )

    assert korean == "매일 오전 8:00 12월 25일, 2027년 1월 1일, 공휴일 제외"
    assert english == "every day at 8:00 AM, except December 25, January 1, 2027 and holidays"


def _numbers(low: int, high: int, most: int) -> st.SearchStrategy[str]:
    numbers = st.sets(st.integers(low, high), min_size=1, max_size=most)
    return numbers.map(lambda found: ",".join(map(str, sorted(found))))


_WEEKDAYS = st.sets(
    st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1, max_size=6
).map(",".join)
_ORDINAL = st.builds(
    lambda nth, day: f"{nth}{day}",
    st.sampled_from(["1", "2", "3", "4", "5", "-1"]),
    st.sampled_from(["MO", "WE", "SA", "SU"]),
)
_EVERY = st.integers(1, 12).map(lambda number: f";INTERVAL={number}")
_DAYS = st.one_of(
    st.builds("FREQ=DAILY{}".format, _EVERY),
    st.builds("FREQ=WEEKLY{};BYDAY={}".format, _EVERY, _WEEKDAYS),
    st.builds("FREQ=MONTHLY{};BYMONTHDAY={}".format, _EVERY, _numbers(1, 31, 3)),
    st.builds("FREQ=MONTHLY{};BYMONTHDAY={},-1".format, _EVERY, _numbers(1, 31, 3)),
    st.builds("FREQ=MONTHLY{};BYDAY={}".format, _EVERY, _ORDINAL),
    st.builds(
        "FREQ=YEARLY{};BYMONTH={};BYMONTHDAY={}".format,
        _EVERY,
        _numbers(1, 12, 2),
        _numbers(1, 28, 2),
    ),
    st.builds("FREQ=YEARLY{};BYMONTH={};BYDAY={}".format, _EVERY, _numbers(1, 12, 1), _ORDINAL),
)
_MOON = st.one_of(
    st.builds(
        "RSCALE=DANGI;FREQ=YEARLY{};BYMONTH={};BYMONTHDAY={}".format,
        _EVERY,
        _numbers(1, 12, 2),
        _numbers(1, 29, 2),
    ),
    st.builds(
        "RSCALE=DANGI;FREQ=YEARLY{};BYMONTH={};BYMONTHDAY=-1".format, _EVERY, _numbers(1, 12, 1)
    ),
    st.builds(
        "RSCALE=DANGI;FREQ=YEARLY;BYMONTH={}L;BYMONTHDAY={};SKIP=BACKWARD".format,
        st.integers(1, 12),
        st.integers(1, 30),
    ),
    st.builds("RSCALE=DANGI;FREQ=MONTHLY{};BYMONTHDAY={}".format, _EVERY, _numbers(1, 29, 3)),
    st.builds("RSCALE=DANGI;FREQ=MONTHLY{};BYMONTHDAY=1,-1".format, _EVERY),
    st.builds("RSCALE=DANGI;FREQ=MONTHLY;BYMONTHDAY={},30;SKIP=BACKWARD".format, st.integers(1, 9)),
)
_BESIDE = st.one_of(
    st.builds("FREQ=MONTHLY{};BYMONTHDAY={}".format, _EVERY, st.integers(-28, -2)),
    st.builds(
        lambda first, day: (
            "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY="
            + ",".join(str(number) for number in range(first, first + 7))
            + f";BYDAY={day}"
        ),
        st.integers(2, 23).filter(lambda first: first % 7 != 1) | st.integers(-12, -8),
        st.sampled_from(["MO", "TU", "FR", "SU"]),
    ),
)
_MONTHS_LEFT_OUT = st.builds(
    lambda freq, left_out: (
        f"{freq};BYMONTH={','.join(str(month) for month in range(1, 13) if month not in left_out)}"
    ),
    st.sampled_from(["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=MONTHLY;BYMONTHDAY=3"]),
    st.sets(st.integers(1, 12), min_size=1, max_size=3),
)
_TIMES = st.just("") | st.builds(
    ";BYHOUR={};BYMINUTE={}".format, _numbers(0, 23, 4), _numbers(0, 59, 1)
)
_END = st.one_of(
    st.just(""),
    st.integers(1, 500).map(lambda count: f";COUNT={count}"),
    st.integers(370, 1500).map(
        lambda days: f";UNTIL={(START + timedelta(days=days)).strftime('%Y%m%d')}T235959"
    ),
)
_LAST_WORKDAY = "FREQ=MONTHLY{};BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;BYHOUR={};BYMINUTE={}"
_OTHERS = st.one_of(
    st.builds("FREQ=HOURLY;INTERVAL={}".format, st.integers(1, 23)),
    st.builds("FREQ=MINUTELY;INTERVAL={}".format, st.integers(1, 59)),
    st.builds("FREQ=MINUTELY;INTERVAL={};BYDAY={}".format, st.integers(2, 59), _WEEKDAYS),
    st.just("FREQ=HOURLY;BYMINUTE=0"),
    st.builds(_LAST_WORKDAY.format, _EVERY, st.integers(0, 23), st.integers(0, 59)),
)
RULES = st.builds(
    "{}{}{}".format, _DAYS | _MOON | _BESIDE | _MONTHS_LEFT_OUT, _TIMES, _END
) | st.builds("{}{}".format, _OTHERS, _END)


@settings(deadline=None, max_examples=400)
@given(
    RULES.map(parse_rrule),
    st.sampled_from(LANGUAGES),
    st.frozensets(st.dates(date(2026, 12, 1), date(2027, 10, 1)), max_size=2),
    st.booleans(),
)
@example("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1", "ko", frozenset({date(2026, 12, 1)}), False)
def test_words_for_a_rule_are_understood_as_that_rule(
    rrule: str, language: Language, except_dates: frozenset[date], holidays: bool
) -> None:
    recurrence = Recurrence(
        rrule=rrule,
        start=START,
        except_dates=except_dates,
        except_holidays="KR" if holidays else None,
    )
    assume(next_occurrence(recurrence, zone=SEOUL, after=NOW) is not None)

    words = describe(recurrence, language=language, zone=SEOUL, now=NOW)

    found = heard(words)
    again = found.recurrence
    assert again is not None, (words, found)
    assert (again.rrule, again.except_dates, again.except_holidays) == (
        rrule,
        except_dates,
        recurrence.except_holidays,
    ), words
    assert found.rest == "", words
