from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from panager.bot.components.reminder_buttons import same_time_tomorrow


@pytest.mark.parametrize(
    ("zone", "due", "pressed", "expected"),
    [
        ("Asia/Seoul", "2026-03-05T09:00", "2026-03-05T09:07", "2026-03-06T09:00"),
        ("Asia/Seoul", "2026-03-05T23:50", "2026-03-06T00:10", "2026-03-07T23:50"),
        ("Asia/Seoul", "2026-03-05T09:00", "2026-07-01T12:00", "2026-07-02T09:00"),
        # Clocks go forward on the 29th: the same wall clock, an hour less.
        ("Europe/Berlin", "2026-03-28T09:00", "2026-03-28T09:00", "2026-03-29T09:00"),
        # 2:30 does not exist on that day.
        ("Europe/Berlin", "2026-03-28T02:30", "2026-03-28T09:00", "2026-03-29T03:30"),
    ],
)
def test_tomorrow_keeps_the_wall_clock(zone: str, due: str, pressed: str, expected: str) -> None:
    place = ZoneInfo(zone)
    wall, now, then = (
        datetime.fromisoformat(text).replace(tzinfo=place).astimezone(UTC)
        for text in (due, pressed, expected)
    )

    assert same_time_tomorrow(wall, zone=place, now=now) == then
