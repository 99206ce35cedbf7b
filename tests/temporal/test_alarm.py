"""What fails again and again: a bug is given up and seen, an outage is waited for."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import asyncpg
import pytest
from temporalio import activity, workflow
from temporalio.client import Client, WorkflowFailureError
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError, WorkflowAlreadyStartedError
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from activities.alarm import Alarm
from activities.interceptor import ErrorsAndLogContext
from panager.channels.discord.errors import DiscordUnavailableError
from panager.contracts.limits import BUG_ATTEMPTS
from panager.db import service_health
from panager.db.pool import Database
from panager.db.service_health import ServiceHealth
from panager.process.health import open_health

QUEUE = "test-alarm"

type Make = Callable[[], Exception]
"""Of a new error each time: one that is raised again drags all its tracebacks along."""


def bug() -> Exception:
    return LookupError("a word of somebody")


def started_twice() -> Exception:
    return WorkflowAlreadyStartedError("one", "Workflow")


def outage() -> Exception:
    return asyncpg.AdminShutdownError("terminating connection")


def discord_is_away() -> Exception:
    return DiscordUnavailableError("Discord answers 503")


@workflow.defn
class FailingWorkflow:
    @workflow.run
    async def run(self, is_local: bool) -> int:
        """As our workflows call activities, but for the pauses."""
        policy = RetryPolicy(initial_interval=timedelta(milliseconds=1), backoff_coefficient=1)
        limit = timedelta(seconds=5)
        if is_local:
            return await workflow.execute_local_activity_method(
                Failing.fail, start_to_close_timeout=limit, retry_policy=policy
            )
        return await workflow.execute_activity_method(
            Failing.fail, start_to_close_timeout=limit, retry_policy=policy
        )


class Failing:
    """Fails with each error in turn, then succeeds."""

    def __init__(self) -> None:
        self.errors: list[Make] = []
        self.attempts = 0

    @activity.defn(name="test.fail")
    async def fail(self) -> int:
        self.attempts += 1
        if self.attempts <= len(self.errors):
            raise self.errors[self.attempts - 1]()
        return self.attempts


@dataclass(frozen=True)
class Stage:
    client: Client
    db: Database
    failing: Failing

    async def run(self, *errors: Make, is_local: bool = False) -> int:
        self.failing.errors, self.failing.attempts = list(errors), 0
        return await self.client.execute_workflow(
            FailingWorkflow.run, is_local, id=f"failing:{uuid4()}", task_queue=QUEUE
        )

    async def health(self) -> list[ServiceHealth]:
        return [
            each
            for each in await service_health.list_health(self.db)
            if each.part == "activity test.fail"
        ]


@pytest.fixture
async def stage(temporal_client: Client, database: Database) -> AsyncIterator[Stage]:
    failing = Failing()
    async with (
        open_health(database) as health,
        Worker(
            temporal_client,
            task_queue=QUEUE,
            workflows=[FailingWorkflow],
            activities=[failing.fail],
            workflow_runner=UnsandboxedWorkflowRunner(),
            interceptors=[ErrorsAndLogContext(Alarm(health))],
        ),
    ):
        yield Stage(temporal_client, database, failing)


@pytest.mark.parametrize(("make", "is_local"), [(bug, True), (bug, False), (started_twice, False)])
async def test_bug_is_given_up_and_seen(stage: Stage, make: Make, is_local: bool) -> None:
    with pytest.raises(WorkflowFailureError) as failed:
        await stage.run(*[make] * 100, is_local=is_local)

    assert stage.failing.attempts == BUG_ATTEMPTS
    failure = failed.value.cause
    cause = failure.cause if isinstance(failure, ActivityError) else failure
    assert isinstance(cause, ApplicationError)
    assert (cause.type, cause.message) == (type(make()).__name__, type(make()).__name__)
    [health] = await stage.health()
    assert not health.ok
    assert f"test.fail was given up 1 times, last after {type(make()).__name__}" in health.detail


@pytest.mark.parametrize(
    ("make", "is_local"), [(outage, True), (outage, False), (discord_is_away, False)]
)
async def test_outage_is_waited_for_as_long_as_it_takes(
    stage: Stage, make: Make, is_local: bool
) -> None:
    tried = BUG_ATTEMPTS * 3

    assert await stage.run(*[make] * tried, is_local=is_local) == tried + 1

    [health] = await stage.health()
    assert health.ok


async def test_attempts_of_an_outage_do_not_count_against_a_bug(stage: Stage) -> None:
    bugs = [bug] * (BUG_ATTEMPTS - 1)

    attempts = await stage.run(*[outage] * BUG_ATTEMPTS * 2, *bugs)

    assert attempts == BUG_ATTEMPTS * 3


async def test_bugs_that_go_away_are_forgotten(stage: Stage) -> None:
    for _ in range(3):
        await stage.run(*[bug] * (BUG_ATTEMPTS - 1))

    assert await stage.health() == []
