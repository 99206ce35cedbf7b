"""Reminders of the past, played without waiting."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from temporalio.worker import (
    ActivityInboundInterceptor,
    ExecuteActivityInput,
    Interceptor,
    Worker,
)

from activities.delivery.activities import delivery_activities
from activities.reminders.activities import ReminderActivities
from panager.channels.local import LocalChannel
from panager.contracts.names import Queue
from panager.contracts.reminder import FireInput
from panager.worker.sandbox import workflow_runner
from testing.people import Someone
from workflows.reminder import ReminderWorkflow


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
        activities=[
            reminder.fire,
            reminder.look,
            reminder.apply,
            *delivery_activities(person.db, LocalChannel()),
        ],
        interceptors=[clock],
        workflow_runner=workflow_runner(isolated=True),
    ):
        yield
