"""Five years of recurrences in nine zones, against days walked one by one with the zone database.

The expectation uses nothing of the engine: the days are all days that a plain condition picks,
and a wall-clock time is placed by asking which moments in UTC show it.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

import pytest
from korean_lunar_calendar import KoreanLunarCalendar  # type: ignore[import-untyped]

from panager.when import Recurrence, next_occurrence, occurrences

ZONES = [
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/Santiago",  # changes at midnight
    "Africa/Cairo",  # changes at midnight, on a Friday
    "Asia/Beirut",
    "Australia/Sydney",
    "Australia/Lord_Howe",  # by half an hour
    "Asia/Seoul",  # never
]
BEGIN = datetime.fromisoformat("2024-01-31T00:15")
END = datetime.fromisoformat("2029-01-31T00:15")


@dataclass(frozen=True)
class Case:
    rrule: str
    picks: Callable[[date], bool]
    times: tuple[str, ...]


def _nth_weekday(day: date, weekday: int, nth: int) -> bool:
    return day.weekday() == weekday and (day.day - 1) // 7 + 1 == nth


def _last_weekday(day: date, weekday: int) -> bool:
    return day.weekday() == weekday and (day + timedelta(days=7)).month != day.month


@dataclass(frozen=True)
class Moon:
    """A day in the lunar calendar."""

    year: int
    month: int
    day: int
    leap: bool
    is_last: bool
    """Of its month."""
    months: int
    """That have begun since the walk did."""


def _moons() -> dict[date, Moon]:
    """Every day asked for itself, from the day in our calendar to the lunar one."""
    calendar, days = KoreanLunarCalendar(), [BEGIN.date() + timedelta(days=n) for n in range(1860)]
    said: list[tuple[int, int, int, bool]] = []
    for day in days:
        assert calendar.setSolarDate(day.year, day.month, day.day)
        said.append(
            (calendar.lunarYear, calendar.lunarMonth, calendar.lunarDay, calendar.isIntercalation)
        )
    moons, begun = {}, 0
    for day, one, following in zip(days, said, said[1:], strict=False):
        begun += one[2] == 1
        moons[day] = Moon(*one, is_last=following[2] == 1, months=begun)
    return moons


MOONS = _moons()


def _in_sixth(moon: Moon) -> bool:
    """In the leap month after the sixth, which only 2025 has, or else in the sixth."""
    return moon.month == 6 and (moon.leap or moon.year != 2025)


CASES = [
    Case("FREQ=DAILY;BYHOUR=2;BYMINUTE=30", lambda _day: True, ("02:30",)),
    Case(
        "FREQ=DAILY;BYHOUR=0,23;BYMINUTE=0,30",
        lambda _day: True,
        ("00:00", "00:30", "23:00", "23:30"),
    ),
    Case(
        "FREQ=DAILY;BYHOUR=0,1,2,3;BYMINUTE=15",
        lambda _day: True,
        ("00:15", "01:15", "02:15", "03:15"),
    ),
    Case("FREQ=DAILY;INTERVAL=3", lambda day: (day - BEGIN.date()).days % 3 == 0, ("00:15",)),
    Case(
        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=9;BYMINUTE=0",
        lambda day: day.weekday() < 5,
        ("09:00",),
    ),
    Case("FREQ=WEEKLY;BYDAY=SU;BYHOUR=2;BYMINUTE=15", lambda day: day.weekday() == 6, ("02:15",)),
    Case(
        # The weeks of BEGIN, a Wednesday: Mondays are counted from the one before it.
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;BYHOUR=0;BYMINUTE=30",
        lambda day: (day - date(2024, 1, 29)).days % 14 in (0, 4),
        ("00:30",),
    ),
    Case("FREQ=MONTHLY;BYHOUR=2;BYMINUTE=30", lambda day: day.day == 31, ("02:30",)),
    Case(
        "FREQ=MONTHLY;BYMONTHDAY=-1;BYHOUR=23;BYMINUTE=59",
        lambda day: day.day == monthrange(day.year, day.month)[1],
        ("23:59",),
    ),
    Case(
        "FREQ=MONTHLY;BYDAY=2TU;BYHOUR=12;BYMINUTE=0",
        lambda day: _nth_weekday(day, 1, 2),
        ("12:00",),
    ),
    Case(
        "FREQ=MONTHLY;BYDAY=-1SU;BYHOUR=1,2;BYMINUTE=30",
        lambda day: _last_weekday(day, 6),
        ("01:30", "02:30"),
    ),
    Case(
        "FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=15;BYHOUR=8;BYMINUTE=0",
        lambda day: day.day == 15 and (day.year * 12 + day.month - 2024 * 12 - 1) % 5 == 0,
        ("08:00",),
    ),
    Case(
        "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;BYHOUR=2;BYMINUTE=0",
        lambda day: day.month == 3 and _last_weekday(day, 6),
        ("02:00",),
    ),
    Case(
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYHOUR=7;BYMINUTE=0",
        lambda day: (day.month, day.day) == (2, 29),
        ("07:00",),
    ),
    Case(
        # The day after the fourth Thursday.
        "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=23,24,25,26,27,28,29;BYDAY=FR;BYHOUR=9;BYMINUTE=0",
        lambda day: day.month == 11 and _nth_weekday(day - timedelta(days=1), 3, 4),
        ("09:00",),
    ),
    Case(
        "RSCALE=DANGI;FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=15;BYHOUR=9;BYMINUTE=0",
        lambda day: (MOONS[day].month, MOONS[day].day, MOONS[day].leap) == (8, 15, False),
        ("09:00",),
    ),
    Case(
        "RSCALE=DANGI;FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1;BYHOUR=23;BYMINUTE=30",
        lambda day: MOONS[day].month == 12 and MOONS[day].is_last,
        ("23:30",),
    ),
    Case(
        "RSCALE=DANGI;FREQ=YEARLY;BYMONTH=1,8;BYMONTHDAY=30;BYHOUR=2;BYMINUTE=30",
        lambda day: MOONS[day].month in (1, 8) and MOONS[day].day == 30 and not MOONS[day].leap,
        ("02:30",),
    ),
    Case(
        "RSCALE=DANGI;FREQ=YEARLY;BYMONTH=1,8;BYMONTHDAY=30;BYHOUR=2;BYMINUTE=30;SKIP=BACKWARD",
        lambda day: MOONS[day].month in (1, 8) and MOONS[day].is_last and not MOONS[day].leap,
        ("02:30",),
    ),
    Case(
        "RSCALE=DANGI;FREQ=YEARLY;BYMONTH=6L;BYMONTHDAY=3;BYHOUR=7;BYMINUTE=0",
        lambda day: MOONS[day].month == 6 and MOONS[day].leap and MOONS[day].day == 3,
        ("07:00",),
    ),
    Case(
        "RSCALE=DANGI;FREQ=YEARLY;BYMONTH=6L;BYMONTHDAY=3;BYHOUR=7;BYMINUTE=0;SKIP=BACKWARD",
        lambda day: _in_sixth(MOONS[day]) and MOONS[day].day == 3,
        ("07:00",),
    ),
    Case(
        # BEGIN is in the year that began in 2023.
        "RSCALE=DANGI;FREQ=YEARLY;INTERVAL=2;BYMONTH=5;BYMONTHDAY=5;BYHOUR=8;BYMINUTE=0",
        lambda day: (MOONS[day].year % 2, MOONS[day].month, MOONS[day].day) == (1, 5, 5),
        ("08:00",),
    ),
    Case(
        "RSCALE=DANGI;FREQ=MONTHLY;BYMONTHDAY=1,15;BYHOUR=2;BYMINUTE=30",
        lambda day: MOONS[day].day in (1, 15),
        ("02:30",),
    ),
    Case(
        "RSCALE=DANGI;FREQ=MONTHLY;BYMONTHDAY=-1;BYHOUR=0;BYMINUTE=0",
        lambda day: MOONS[day].is_last,
        ("00:00",),
    ),
    Case(
        "RSCALE=DANGI;FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=29;BYHOUR=0;BYMINUTE=30",
        lambda day: MOONS[day].day == 29 and MOONS[day].months % 3 == 0,
        ("00:30",),
    ),
]


def placed(wall: datetime, zone: ZoneInfo) -> datetime:
    """The first moment at which clocks show this; if none does, by the offset a day before."""
    moment = wall.replace(tzinfo=UTC)
    offsets = {_offset(moment + timedelta(hours=hours), zone) for hours in (-28, 0, 28)}
    showing = [
        moment - offset
        for offset in offsets
        if (moment - offset).astimezone(zone).replace(tzinfo=None) == wall
    ]
    before = moment - _offset(moment - timedelta(hours=28), zone)
    return min(showing, default=before)


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta(0)


def walked(case: Case, zone: ZoneInfo) -> list[datetime]:
    """Every occurrence in the five years."""
    days = (BEGIN.date() + timedelta(days=count) for count in range(5 * 366))
    walls = (
        datetime.combine(day, time.fromisoformat(clock))
        for day in days
        if case.picks(day)
        for clock in case.times
    )
    return sorted({placed(wall, zone) for wall in walls if BEGIN <= wall < END})


def played(rrule: str, zone: ZoneInfo) -> Iterator[datetime]:
    """The occurrences as a reminder finds them: each from the one before."""
    rule = Recurrence(rrule=rrule, start=BEGIN)
    at = next_occurrence(rule, zone=zone, after=datetime(2024, 1, 1, tzinfo=UTC))
    while at is not None and at.replace(tzinfo=None) < END:
        yield at.astimezone(UTC)
        at = next_occurrence(rule, zone=zone, after=at)


@pytest.mark.parametrize("name", ZONES)
def test_five_years_are_as_the_days_walked_one_by_one(name: str) -> None:
    zone = ZoneInfo(name)

    for case in CASES:
        assert list(played(case.rrule, zone)) == walked(case, zone), case.rrule


@pytest.mark.parametrize("name", ZONES)
def test_hours_and_minutes_pass_evenly_through_every_change(name: str) -> None:
    zone = ZoneInfo(name)
    start = placed(BEGIN, zone)
    end = datetime(2029, 1, 1, 0, 1, tzinfo=UTC)

    for rrule, step in (("FREQ=HOURLY;INTERVAL=3", 180), ("FREQ=MINUTELY;INTERVAL=45", 45)):
        stream = occurrences(
            Recurrence(rrule=rrule, start=BEGIN), zone=zone, after=start - timedelta(seconds=1)
        )
        found = [at.astimezone(UTC) for at in takewhile(lambda at: at < end, stream)]

        steps = (end - start) // timedelta(minutes=step)
        assert found == [start + count * timedelta(minutes=step) for count in range(steps + 1)]
