"""What a person means by words of the day, and where their weeks begin."""

from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panager.when import (
    USUAL,
    Habits,
    HabitsError,
    Kind,
    Missing,
    for_reminder,
    may_be,
    next_occurrence,
    out_of_order,
    parse_habits,
    read_habits,
    said_habits,
    understand,
)
from tests.unit.when.support import SEOUL, wall

WEDNESDAY = datetime(2026, 11, 25, 14, 0, tzinfo=SEOUL)
SUNDAY = 6
SATURDAY = 5


def starts(text: str, week_start: int, now: datetime = WEDNESDAY) -> tuple[str, str]:
    """Where it begins and where it ends, if it does."""
    habits = Habits(week_start=week_start)
    heard = understand(text, zone=ZoneInfo("Asia/Seoul"), now=now, habits=habits)
    return wall(heard.at).removesuffix(" 00:00"), wall(heard.end).removesuffix(" 00:00")


@pytest.mark.parametrize(
    ("text", "from_monday", "from_sunday"),
    [
        ("next week", "2026-11-30", "2026-11-29"),
        ("다음 주", "2026-11-30", "2026-11-29"),
        ("이번 주 일요일", "2026-11-29", "2026-11-22"),
        ("this Sunday", "2026-11-29", "2026-11-22"),
        ("다음 주 일요일", "2026-12-06", "2026-11-29"),
        ("이번 주 토요일", "2026-11-28", "2026-11-28"),
        ("다음 주 수요일", "2026-12-02", "2026-12-02"),
        ("start of next week", "2026-11-30", "2026-11-29"),
        ("the week of December 6", "2026-11-30", "2026-12-06"),
        ("2주 뒤 일요일", "2026-12-13", ""),  # the one of that week, or the next one?
        ("크리스마스 다음 주 일요일", "2027-01-03", "2026-12-27"),
    ],
)
def test_weeks_begin_where_the_person_says(text: str, from_monday: str, from_sunday: str) -> None:
    assert starts(text, 0)[0] == from_monday
    assert starts(text, SUNDAY)[0] == from_sunday


def test_last_weeks_are_whole_weeks_of_the_person() -> None:
    assert starts("the last 2 weeks", 0) == ("2026-11-09", "2026-11-23")
    assert starts("the last 2 weeks", SUNDAY) == ("2026-11-08", "2026-11-22")


@pytest.mark.parametrize("week_start", [0, SUNDAY, SATURDAY])
@pytest.mark.parametrize("text", ["this weekend", "이번 주말"])
def test_saturday_and_sunday_are_one_weekend_wherever_weeks_begin(
    text: str, week_start: int
) -> None:
    assert starts(text, week_start) == ("2026-11-28", "2026-11-30")


@pytest.mark.parametrize("week_start", [0, SUNDAY, SATURDAY])
def test_working_days_of_a_week_are_monday_to_friday(week_start: int) -> None:
    assert starts("다음 주 평일", week_start) == ("2026-11-30", "2026-12-05")


def test_nth_week_is_where_its_fourth_day_is() -> None:
    # July 2027 begins on a Thursday.
    assert starts("2027년 7월 첫째 주", 0)[0] == "2027-06-28"
    assert starts("2027년 7월 첫째 주", SUNDAY)[0] == "2027-07-04"


def test_weekday_of_this_week_that_is_past_is_asked_about() -> None:
    heard = understand(
        "이번 주 일요일 오후 3시", zone=SEOUL, now=WEDNESDAY, habits=Habits(week_start=SUNDAY)
    )

    asked = for_reminder(heard, now=WEDNESDAY)

    assert (asked.kind, asked.missing) == (Kind.UNCLEAR, Missing.FUTURE)


def test_every_other_week_counts_the_weeks_of_the_person() -> None:
    rules = [
        understand(
            "every other week on Saturday and Sunday at 9am",
            zone=SEOUL,
            now=WEDNESDAY,
            habits=Habits(week_start=start),
        ).recurrence
        for start in (0, SUNDAY)
    ]

    assert [rule and rule.rrule.endswith("WKST=SU") for rule in rules] == [False, True]
    after = datetime(2026, 11, 28, 9, 0, tzinfo=SEOUL)
    following = [next_occurrence(rule, zone=SEOUL, after=after) for rule in rules if rule]
    # From Monday the Sunday belongs to the same week, from Sunday it begins one that is left out.
    assert [wall(at) for at in following] == ["2026-11-29 09:00", "2026-12-06 09:00"]


def test_every_week_needs_no_beginning_of_weeks() -> None:
    heard = understand(
        "매주 월요일 9시 오전", zone=SEOUL, now=WEDNESDAY, habits=Habits(week_start=SUNDAY)
    )

    assert heard.recurrence is not None
    assert "WKST" not in heard.recurrence.rrule


def test_end_of_a_series_at_the_end_of_the_week() -> None:
    def last(week_start: int) -> str:
        heard = understand(
            "이번 주까지 매일 아침 8시",
            zone=SEOUL,
            now=WEDNESDAY,
            habits=Habits(week_start=week_start),
        )
        return heard.recurrence.rrule if heard.recurrence else ""

    assert "UNTIL=20261129" in last(0)
    assert "UNTIL=20261128" in last(SUNDAY)


def test_word_for_a_part_of_the_day_is_the_time_that_the_person_means() -> None:
    habits = read_habits({"morning": "07:30", "close": "18:00"})

    heard = [
        understand(text, zone=SEOUL, now=WEDNESDAY, habits=habits)
        for text in ("내일 아침", "tomorrow morning", "tomorrow EOD", "내일 저녁")
    ]

    assert [wall(one.at) for one in heard] == [
        "2026-11-26 07:30",
        "2026-11-26 07:30",
        "2026-11-26 18:00",
        "2026-11-26 19:00",
    ]


def test_line_of_habits_is_read() -> None:
    assert parse_habits("morning=07:30, week_start=sunday") == replace(
        USUAL, morning=time(7, 30), week_start=6
    )
    assert parse_habits("") == USUAL


@pytest.mark.parametrize(
    "line", ["morning", "morning=7", "morning=25:00", "morning=07:30+09:00", "week_start=7", "x=1"]
)
def test_nonsense_is_no_habit(line: str) -> None:
    with pytest.raises(HabitsError):
        parse_habits(line)


@given(st.dictionaries(st.sampled_from(["morning", "week_start", "x", ""]), st.text() | st.none()))
def test_any_nonsense_is_refused_by_the_one_error(said: dict[str, object]) -> None:
    try:
        read_habits(said)
    except HabitsError:
        return


@given(
    morning=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    week_start=st.integers(0, 6),
)
def test_what_is_not_usual_is_said_and_read_again(morning: time, week_start: int) -> None:
    habits = Habits(morning=morning, week_start=week_start)

    assert read_habits(said_habits(habits)) == habits
    assert "evening" not in said_habits(habits)


def test_usual_day_is_in_order() -> None:
    assert out_of_order(USUAL) is None
    assert said_habits(USUAL) == {}


def test_first_two_out_of_order_are_named() -> None:
    assert out_of_order(Habits(morning=time(13))) == ("morning", "lunch")
    assert out_of_order(Habits(night=time(19))) == ("evening", "night")


@pytest.mark.parametrize(
    ("name", "clock", "fits"),
    [
        ("morning", time(7), True),
        ("morning", time(19), False),
        ("evening", time(18, 30), True),
        ("evening", time(6, 30), False),
        ("lunch", time(13), True),
        ("lunch", time(1), False),
        ("close", time(17, 30), True),
        ("close", time(5, 30), False),
    ],
)
def test_part_of_the_day_tells_which_half_is_meant(name: str, clock: time, fits: bool) -> None:
    assert may_be(name, clock) is fits
