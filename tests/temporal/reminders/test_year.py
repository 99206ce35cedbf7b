"""A year of a daily reminder, played without waiting."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from panager.when import Recurrence
from testing.eventually import assert_eventually
from testing.people import Someone
from testing.scheduling import look_at, occurrences_of, schedule
from tests.support.played_time import playing

NEW_YORK = ZoneInfo("America/New_York")


async def test_every_day_of_a_year_is_delivered_at_eight(alice: Someone) -> None:
    first = datetime.fromisoformat("2025-03-01 08:00")
    daily = Recurrence(rrule="FREQ=DAILY;COUNT=365;BYHOUR=8;BYMINUTE=0", start=first)
    due_at = first.replace(tzinfo=NEW_YORK)

    async with playing(alice):
        made = await schedule(alice, due_at, zone="America/New_York", recurrence=daily)

        async def is_over() -> bool:
            return (await look_at(alice, made)).state == "delivered"

        await assert_eventually(is_over, timeout_s=55)

    happened = await occurrences_of(alice, made)
    assert [(o.number, o.state) for o in happened] == [(n, "delivered") for n in range(1, 366)]
    # Two changes of the clock lie in between: by the wall it is eight every day.
    walls = [o.due_at.astimezone(NEW_YORK).replace(tzinfo=None) for o in happened]
    assert walls == [first + timedelta(days=n) for n in range(365)]
    assert len(await alice.received("reminder")) == 365
