"""A year of a daily reminder, played without waiting."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from temporalio.worker import (
    ActivityInboundInterceptor,
    ExecuteActivityInput,
    Interceptor,
    Worker,
)

from activities.delivery import LocalDelivery
from activities.reminder import ReminderActivities
from panager.contracts.names import Queue
from panager.contracts.reminder import FireInput
from panager.when import Recurrence
from panager.worker import workflow_runner
from tests.support.eventually import assert_eventually
from tests.support.people import Someone
from tests.support.scheduling import look_at, occurrences_of, schedule
from workflows.reminder import ReminderWorkflow

NEW_YORK = ZoneInfo("America/New_York")


class PlayedClock(Interceptor):
    """Shows the due time of the occurrence that fires; the past then needs no waiting."""

    def __init__(self) -> None:
        self.now = datetime.min.replace(tzinfo=UTC)

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:
        return _Played(next, self)


class _Played(ActivityInboundInterceptor):
    def __init__(self, next: ActivityInboundInterceptor, clock: PlayedClock) -> None:
        super().__init__(next)
        self._clock = clock

    async def execute_activity(self, input: ExecuteActivityInput) -> Any:
        for argument in input.args:
            if isinstance(argument, FireInput):
                self._clock.now = argument.due_at
        return await super().execute_activity(input)


@asynccontextmanager
async def playing(person: Someone) -> AsyncIterator[None]:
    clock = PlayedClock()
    reminder = ReminderActivities(
        person.db, running_since=datetime(2020, 1, 1, tzinfo=UTC), clock=lambda: clock.now
    )
    async with Worker(
        person.client,
        task_queue=Queue.REMINDERS,
        workflows=[ReminderWorkflow],
        activities=[reminder.fire, reminder.apply, LocalDelivery(person.db).send],
        interceptors=[clock],
        workflow_runner=workflow_runner(isolated=True),
    ):
        yield


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
