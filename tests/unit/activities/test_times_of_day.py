"""The ends of quiet hours as people and models write them."""

from datetime import UTC, datetime, time
from itertools import product
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from activities.calls.call import Call
from activities.reminders.times import time_of_day
from panager.db.users import Person
from panager.llm.tools import SetQuietHours
from panager.replies.results import ToolResult

CLOCKS = [f"{hour:02}:14" for hour in range(24)]


def call(zone: str) -> Call:
    person = Person(user_id=UUID(int=1), channel="local", language="en", zone=ZoneInfo(zone))
    return Call(
        id=UUID(int=2),
        turn_id=UUID(int=3),
        name="set_quiet_hours",
        args=SetQuietHours(),
        person=person,
        language="en",
        asked_at=datetime(2026, 12, 1, 0, 14, tzinfo=UTC),
    )


@pytest.mark.parametrize("zone", ["UTC", "Asia/Seoul"])
def test_an_end_by_24_hours_tells_how_the_other_is_meant(zone: str) -> None:
    surely = [clock for clock in CLOCKS if not 10 <= int(clock[:2]) <= 12]

    for phrase, beside in product(CLOCKS, surely):
        assert time_of_day(call(zone), phrase, beside=beside) == time.fromisoformat(phrase)


@pytest.mark.parametrize(
    ("phrase", "beside"), [("10:14", "12:14"), ("10:14", None), ("7", "22:00")]
)
def test_an_end_that_may_be_either_half_is_asked(phrase: str, beside: str | None) -> None:
    assert isinstance(time_of_day(call("UTC"), phrase, beside=beside), ToolResult)
