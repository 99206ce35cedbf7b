"""Quiet hours on the wall clock, and when they are over."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from panager.when import quiet_until

SEOUL, BERLIN = ZoneInfo("Asia/Seoul"), ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
CLOCKS = [time(hour, minute) for hour in range(24) for minute in (0, 14)]


@pytest.mark.parametrize("zone", [ZoneInfo("UTC"), SEOUL, NEW_YORK], ids=str)
def test_every_crossing_of_midnight_is_quiet_from_start_to_end(zone: ZoneInfo) -> None:
    for start, end in product(CLOCKS[::3], CLOCKS[::3]):
        for clock in CLOCKS:
            now = datetime.combine(date(2026, 12, 1), clock, zone)

            over = quiet_until(now.astimezone(UTC), zone=zone, start=start, end=end)

            assert over == ahead(now, start, end), (start, end, clock)


def ahead(now: datetime, start: time, end: time) -> datetime | None:
    """The next end, if it comes before the next start: then the hours have begun."""
    to_end, to_start = (_minutes(now, at) for at in (end, start))
    return now + timedelta(minutes=to_end) if to_end < to_start else None


def _minutes(now: datetime, at: time) -> int:
    """How long it is until a clock shows that again, at least a minute."""
    return (60 * (at.hour - now.hour) + at.minute - now.minute - 1) % (24 * 60) + 1


@pytest.mark.parametrize(
    ("clock", "over"),
    [("23:13", None), ("23:14", "2 01:14"), ("00:14", "1 01:14"), ("01:13", "1 01:14")],
)
def test_last_minute_before_midnight_ends_tomorrow(clock: str, over: str | None) -> None:
    now = datetime.combine(date(2026, 12, 1), time.fromisoformat(clock), SEOUL)

    found = quiet_until(now, zone=SEOUL, start=time(23, 14), end=time(1, 14))

    assert (None if found is None else f"{found:%-d %H:%M}") == over


def test_hours_without_length_hold_nothing() -> None:
    now = datetime(2026, 12, 1, 7, 0, tzinfo=SEOUL)

    assert quiet_until(now, zone=SEOUL, start=time(7), end=time(7)) is None


def test_night_with_a_change_of_the_clocks_ends_by_the_clock() -> None:
    now = datetime(2027, 3, 27, 23, 30, tzinfo=BERLIN)

    over = quiet_until(now, zone=BERLIN, start=time(23), end=time(7))

    assert over is not None
    assert over.astimezone(UTC) - now.astimezone(UTC) == timedelta(hours=6, minutes=30)
