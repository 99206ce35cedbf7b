"""A worker whose clock is behind those of the servers does nothing early, twice or in a loop."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from temporalio import activity
from temporalio.worker import (
    ActivityInboundInterceptor,
    ExecuteActivityInput,
    Interceptor,
    Worker,
)

from activities.delivery.activities import delivery_activities
from activities.reminders.activities import ReminderActivities
from panager.channels.local import LocalChannel
from panager.contracts.names import Activity, Queue
from panager.db import users
from panager.worker.sandbox import workflow_runner
from testing.people import Someone
from testing.scheduling import occurrences_of, schedule
from workflows.reminder import ReminderWorkflow

BEHIND = timedelta(seconds=3)


def late_clock() -> datetime:
    return datetime.now(UTC) - BEHIND


class Counting(Interceptor):
    """How often each activity ran."""

    def __init__(self) -> None:
        self.runs: Counter[str] = Counter()

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:
        return _Counted(next, self.runs)


class _Counted(ActivityInboundInterceptor):
    def __init__(self, next: ActivityInboundInterceptor, runs: Counter[str]) -> None:
        super().__init__(next)
        self._runs = runs

    async def execute_activity(self, input: ExecuteActivityInput) -> Any:
        self._runs[activity.info().activity_type] += 1
        return await super().execute_activity(input)


@pytest.fixture
async def counted(alice: Someone) -> AsyncIterator[Counting]:
    """By a worker that is behind."""
    counting = Counting()
    reminder = ReminderActivities(alice.db, running_since=late_clock(), clock=late_clock)
    async with Worker(
        alice.client,
        task_queue=Queue.REMINDERS,
        workflows=[ReminderWorkflow],
        activities=[
            reminder.fire,
            reminder.look,
            reminder.apply,
            *delivery_activities(alice.db, LocalChannel()),
        ],
        interceptors=[counting],
        workflow_runner=workflow_runner(isolated=True),
    ):
        yield counting


async def test_due_reminder_fires_once(alice: Someone, counted: Counting) -> None:
    await schedule(alice, datetime.now(UTC) + timedelta(seconds=1))

    [came] = await alice.wait_for_reminders(1)

    assert came.text == "⏰ water"
    assert counted.runs[Activity.FIRE_REMINDER] == 1


async def test_end_of_quiet_hours_is_no_hot_loop(alice: Someone, counted: Counting) -> None:
    due_at = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=4)
    end = due_at + timedelta(seconds=2)
    async with alice.db.user(alice.user_id) as connection:
        await users.set_zone(connection, alice.user_id, "UTC")
        start = (due_at - timedelta(hours=1)).time()
        await users.set_quiet_hours(connection, alice.user_id, start=start, end=end.time())
    made = await schedule(alice, due_at, zone="UTC")

    await alice.wait_for_reminders(1, timeout_s=20)

    [occurrence] = await occurrences_of(alice, made)
    assert occurrence.held_until == end
    assert counted.runs[Activity.FIRE_REMINDER] == 2
