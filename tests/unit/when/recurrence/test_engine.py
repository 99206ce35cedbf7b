"""When a rule is due: the clock's changes, exceptions, ends, and rules that never come."""

from datetime import UTC, date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from panager.when import Recurrence, next_occurrence, occurrences, shortest_gap
from tests.unit.when.support import BERLIN, NEW_YORK, SEOUL

UTC_ZONE = ZoneInfo("UTC")
START = datetime.fromisoformat("2018-04-03T09:20")


def due(
    rrule: str, after: str, zone: ZoneInfo = SEOUL, limit: int = 3, start: datetime = START
) -> list[str]:
    moments = occurrences(
        Recurrence(rrule=rrule, start=start),
        zone=zone,
        after=datetime.fromisoformat(after).replace(tzinfo=zone),
        limit=limit,
    )
    return [moment.isoformat(timespec="minutes") for moment in moments]


def test_wall_clock_time_is_kept_when_clocks_change() -> None:
    assert due("FREQ=DAILY;BYHOUR=8;BYMINUTE=0", "2026-10-24 07:00", BERLIN) == [
        "2026-10-24T08:00+02:00",
        "2026-10-25T08:00+01:00",
        "2026-10-26T08:00+01:00",
    ]


def test_time_in_the_gap_takes_the_offset_before_it() -> None:
    assert due("FREQ=DAILY;BYHOUR=2;BYMINUTE=30", "2026-03-07 03:00", NEW_YORK, 2) == [
        "2026-03-08T03:30-04:00",
        "2026-03-09T02:30-04:00",
    ]


def test_time_that_exists_twice_is_due_once_and_first() -> None:
    assert due("FREQ=DAILY;BYHOUR=1;BYMINUTE=30", "2026-10-31 02:00", NEW_YORK, 2) == [
        "2026-11-01T01:30-04:00",
        "2026-11-02T01:30-05:00",
    ]


def test_two_times_that_a_gap_makes_one_are_due_once() -> None:
    assert due("FREQ=DAILY;BYHOUR=2,3;BYMINUTE=30", "2026-03-07 03:30", NEW_YORK, 2) == [
        "2026-03-08T03:30-04:00",
        "2026-03-09T02:30-04:00",
    ]


def test_gap_at_the_end_of_the_day_keeps_the_order() -> None:
    nuuk = ZoneInfo("America/Nuuk")  # 23:00 is followed by 00:00

    assert due("FREQ=DAILY;BYHOUR=0,23;BYMINUTE=35,45", "2026-03-28 12:00", nuuk, 4) == [
        "2026-03-29T00:35-01:00",
        "2026-03-29T00:45-01:00",
        "2026-03-29T23:35-01:00",
        "2026-03-29T23:45-01:00",
    ]


def test_skipped_day_is_due_once() -> None:
    apia = ZoneInfo("Pacific/Apia")  # had no 30 December 2011

    assert due(
        "FREQ=DAILY;BYHOUR=9;BYMINUTE=0",
        "2011-12-28 10:00",
        apia,
        start=datetime.fromisoformat("2010-01-01"),
    ) == [
        "2011-12-29T09:00-10:00",
        "2011-12-31T09:00+14:00",
        "2012-01-01T09:00+14:00",
    ]


def test_hours_advance_in_absolute_time() -> None:
    start = datetime.fromisoformat("2026-03-28T22:00")

    assert due("FREQ=HOURLY;INTERVAL=3", "2026-03-28 23:00", BERLIN, start=start) == [
        "2026-03-29T01:00+01:00",
        "2026-03-29T05:00+02:00",
        "2026-03-29T08:00+02:00",
    ]


@pytest.mark.parametrize(
    ("rrule", "expected"),
    [
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", ["2026-12-04", "2026-12-18", "2027-01-01"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", ["2026-11-30", "2026-12-31", "2027-01-31"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31", ["2026-12-31", "2027-01-31", "2027-03-31"]),
        ("FREQ=MONTHLY;BYDAY=2TU", ["2026-12-08", "2027-01-12", "2027-02-09"]),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            ["2026-11-30", "2026-12-31", "2027-01-29"],
        ),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", ["2028-02-29", "2032-02-29", "2036-02-29"]),
        ("FREQ=YEARLY", ["2027-04-03", "2028-04-03", "2029-04-03"]),
        ("FREQ=DAILY;INTERVAL=3", ["2026-11-23", "2026-11-26", "2026-11-29"]),
    ],
)
def test_rule_that_began_years_ago(rrule: str, expected: list[str]) -> None:
    assert [one[:10] for one in due(rrule, "2026-11-21 14:00")] == expected


def test_count_is_from_the_start_and_includes_what_is_excepted() -> None:
    rule = Recurrence(
        rrule="FREQ=DAILY;COUNT=4", start=START, except_dates=frozenset({date(2018, 4, 4)})
    )

    days = [
        moment.day
        for moment in occurrences(rule, zone=SEOUL, after=datetime(2018, 1, 1, tzinfo=UTC))
    ]

    assert days == [3, 5, 6]


@pytest.mark.parametrize(
    ("until", "last"),
    [("20181225T092000", 25), ("20181225T091959", 24), ("20181225", 25), ("20181225T002000Z", 25)],
)
def test_until_is_inclusive(until: str, last: int) -> None:
    days = due(f"FREQ=DAILY;UNTIL={until}", "2018-12-20 00:00", limit=100)

    assert days[-1][:10] == f"2018-12-{last}"


def test_holidays_of_the_country_are_left_out() -> None:
    rule = Recurrence(rrule="FREQ=WEEKLY;BYDAY=FR", start=START, except_holidays="KR")

    first = next_occurrence(rule, zone=SEOUL, after=datetime(2026, 12, 20, tzinfo=SEOUL))

    assert first is not None
    assert first.date() == date(2027, 1, 8)  # after Christmas and New Year's Day


@pytest.mark.parametrize(
    "rrule",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31",
        "FREQ=DAILY;BYSETPOS=2",
        "FREQ=YEARLY;BYDAY=MO;BYSETPOS=60",
        "FREQ=HOURLY;INTERVAL=24;BYHOUR=5",
        "FREQ=MINUTELY;INTERVAL=1440;BYMINUTE=7",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=5",
        "FREQ=DAILY;UNTIL=20180101T000000",
        "FREQ=HOURLY;UNTIL=20180101T000000",
    ],
)
def test_rule_that_never_comes_ends(rrule: str) -> None:
    rule = Recurrence(rrule=rrule, start=START)

    assert next_occurrence(rule, zone=UTC_ZONE, after=datetime(2026, 1, 1, tzinfo=UTC)) is None


def test_rule_whose_every_day_is_a_holiday_ends() -> None:
    christmas = Recurrence(
        rrule="FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25", start=START, except_holidays="KR"
    )

    assert next_occurrence(christmas, zone=SEOUL, after=datetime(2026, 1, 1, tzinfo=UTC)) is None


@pytest.mark.parametrize(
    ("rrule", "gap"),
    [
        ("FREQ=MINUTELY", timedelta(minutes=1)),
        ("FREQ=HOURLY;INTERVAL=3", timedelta(hours=3)),
        ("FREQ=DAILY;BYHOUR=8,20;BYMINUTE=0,5", timedelta(minutes=5)),
        ("FREQ=DAILY;BYHOUR=0,23;BYMINUTE=0", timedelta(hours=1)),
        ("FREQ=WEEKLY;BYDAY=MO,TH", timedelta(days=3)),
        ("FREQ=DAILY;COUNT=1", timedelta.max),
    ],
)
def test_shortest_gap(rrule: str, gap: timedelta) -> None:
    assert shortest_gap(Recurrence(rrule=rrule, start=START)) == gap


def _values(low: int, high: int, most: int = 3) -> st.SearchStrategy[str]:
    numbers = st.integers(low, high).filter(bool) if low < 0 else st.integers(low, high)
    return st.sets(numbers, min_size=1, max_size=most).map(lambda all_: ",".join(map(str, all_)))


_DAY_PARTS = {
    "BYMONTH": _values(1, 12),
    "BYMONTHDAY": _values(-31, 31),
    "BYYEARDAY": _values(-366, 366),
    "BYDAY": st.builds(
        # The other library takes "MO,2WE" for days that are both.
        lambda nth, days: ",".join(f"{nth}{day}" for day in days),
        st.sampled_from(["", "1", "2", "-1"]),
        st.sets(st.sampled_from(["MO", "WE", "SU"]), min_size=1),
    ),
}
_FITTING = {
    "YEARLY": ("BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYDAY"),
    "MONTHLY": ("BYMONTH", "BYMONTHDAY", "BYDAY"),
    "WEEKLY": ("BYMONTH", "BYDAY"),
    "DAILY": ("BYMONTH", "BYMONTHDAY", "BYDAY"),
}


@st.composite
def calendar_rules(draw: st.DrawFn) -> str:
    freq = draw(st.sampled_from(sorted(_FITTING)))
    parts = [f"FREQ={freq}", f"INTERVAL={draw(st.integers(1, 5))}"]
    for key in draw(st.sets(st.sampled_from(_FITTING[freq]))):
        value = draw(_DAY_PARTS[key])
        if key == "BYDAY" and freq in ("WEEKLY", "DAILY"):
            value = ",".join(one[-2:] for one in value.split(","))
        parts.append(f"{key}={value}")
    parts.append(f"BYHOUR={draw(_values(0, 23))}")
    if draw(st.booleans()) and len(parts) > 3:
        parts.append(f"BYSETPOS={draw(_values(-3, 3, 2))}")
    return ";".join(parts)


@settings(deadline=None, max_examples=200)
@given(
    calendar_rules(),
    # Near the end of the calendar, where the other library ends its search too.
    st.integers(0, 30 * 365 * 86_400),
    st.integers(0, 3000),
)
def test_another_library_finds_the_same_occurrences(rrule: str, seconds: int, days: int) -> None:
    # The other library takes the first week from its start on; RFC 5545 takes whole weeks.
    assume(not ("FREQ=WEEKLY" in rrule and "BYSETPOS" in rrule))
    start = datetime.fromisoformat("9960-01-01") + timedelta(seconds=seconds)
    after = start + timedelta(days=days)

    found = occurrences(
        Recurrence(rrule=rrule, start=start), zone=UTC_ZONE, after=after.replace(tzinfo=UTC)
    )

    other = rrulestr(rrule, dtstart=start).xafter(after)
    assert [one.replace(tzinfo=None) for one in islice(found, 40)] == list(islice(other, 40))


@settings(deadline=None, max_examples=50)
@given(
    calendar_rules(),
    st.sampled_from(["Europe/Berlin", "America/Nuuk", "Australia/Lord_Howe", "Pacific/Apia"]),
    st.integers(0, 40 * 365),
)
def test_next_occurrence_always_advances(rrule: str, name: str, days: int) -> None:
    zone = ZoneInfo(name)
    rule = Recurrence(rrule=rrule, start=datetime.fromisoformat("1995-01-31T02:30"))
    after = datetime(1995, 1, 1, tzinfo=UTC) + timedelta(days=days)
    stream = occurrences(rule, zone=zone, after=after, limit=10)

    for expected in stream:
        found = next_occurrence(rule, zone=zone, after=after)

        assert found == expected
        assert found.astimezone(UTC) > after
        after = found.astimezone(UTC)
