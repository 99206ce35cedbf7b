"""Old and new workers side by side, as while a release is rolled out: who decides about new code.

The worker that executes must (`workflow.patched`). A flag that the starter sets is unsound: an
older worker does not know it and does the old thing, which a newer one cannot replay.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from uuid import uuid4

import pytest
from temporalio import activity, workflow
from temporalio.api.enums.v1 import EventType, WorkflowTaskFailedCause
from temporalio.client import Client, WorkflowExecutionStatus, WorkflowHandle
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from panager.temporal import connect
from testing.eventually import assert_eventually
from testing.keys import UPDATE_KEY

QUEUE = "rolling"
ROUNDS = 3
LIMIT = timedelta(seconds=10)
FLAG = "greets"
MANY = 4

type Run = WorkflowHandle[Old, list[str]]


@activity.defn
async def step(number: int) -> str:
    return f"step {number}"


@activity.defn
async def greet() -> str:
    return "greeting"


async def greeting() -> list[str]:
    return [await workflow.execute_activity(greet, start_to_close_timeout=LIMIT)]


class Rounds:
    """Does a step, waits to be told to go on, and so forth."""

    def __init__(self) -> None:
        self._told = 0

    @workflow.signal
    def go(self) -> None:
        self._told += 1

    async def _go_on(self, number: int) -> None:
        await workflow.wait_condition(lambda: self._told > number)

    async def rounds(self) -> list[str]:
        done: list[str] = []
        for number in range(ROUNDS):
            done.append(await workflow.execute_activity(step, number, start_to_close_timeout=LIMIT))
            await self._go_on(number)
        return done


@workflow.defn(name="Rolling")
class Old(Rounds):
    """What is released."""

    @workflow.run
    async def run(self) -> list[str]:
        return await self.rounds()


@workflow.defn(name="Rolling")
class Patched(Rounds):
    """What is rolled out: greets first, when the worker that began the run knew of it."""

    @workflow.run
    async def run(self) -> list[str]:
        before = await greeting() if workflow.patched("greets") else []
        return [*before, *await self.rounds()]


@workflow.defn(name="Rolling")
class Flagged(Rounds):
    """The same, when whoever started the run knew of it."""

    @workflow.run
    async def run(self) -> list[str]:
        before = await greeting() if workflow.memo_value(FLAG, False) else []
        return [*before, *await self.rounds()]


@asynccontextmanager
async def working(client: Client, code: type[Rounds]) -> AsyncIterator[None]:
    """A worker that keeps no run, so that each task of a run may go to another.

    It has a connection of its own, as another process has.
    """
    address = client.service_client.config.target_host
    own = await connect(address, namespace=client.namespace, update_key=UPDATE_KEY)
    async with Worker(
        own,
        task_queue=QUEUE,
        workflows=[code],
        activities=[step, greet],
        workflow_runner=UnsandboxedWorkflowRunner(),
        max_cached_workflows=0,
        identity=code.__name__,
    ):
        yield


async def start(client: Client) -> Run:
    """As the new release starts it."""
    return await client.start_workflow(
        Old.run, id=f"rolling-{uuid4()}", task_queue=QUEUE, memo={FLAG: True}
    )


async def go(run: Run) -> None:
    await run.signal(Old.go)


async def began_at(run: Run) -> str:
    """Which code has done the first task of the run; "" when none has."""
    async for event in run.fetch_history_events():
        if event.event_type == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED:
            return event.workflow_task_completed_event_attributes.identity
    return ""


async def mismatches(run: Run) -> list[str]:
    """The code that could not replay what is in the history, once for each time."""
    return [
        event.workflow_task_failed_event_attributes.identity
        async for event in run.fetch_history_events()
        if event.event_type == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED
        and event.workflow_task_failed_event_attributes.cause
        == WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR
    ]


async def test_patched_runs_go_on_whoever_began_them(temporal_client: Client) -> None:
    async with AsyncExitStack() as rollout:
        async with working(temporal_client, Old):
            runs = await begin(temporal_client)
            await rollout.enter_async_context(working(temporal_client, Patched))
            runs += await begin(temporal_client)
            for run in runs:
                await go(run)
        for run in runs:
            await go(run)
            await go(run)
        results = [await run.result() for run in runs]

    began = [await began_at(run) for run in runs]
    steps = [f"step {number}" for number in range(ROUNDS)]
    assert results == [["greeting", *steps] if code == "Patched" else steps for code in began]
    assert set(began[:MANY]) == {"Old"}
    # An old worker that gets a run which a new one began fails the task, and only the task.
    assert "Patched" not in [code for run in runs for code in await mismatches(run)]


async def begin(client: Client) -> list[Run]:
    """Some runs, of each of which a worker has done the first task."""
    runs = [await start(client) for _ in range(MANY)]

    async def all_begun() -> bool:
        return all([await began_at(run) for run in runs])

    await assert_eventually(all_begun, timeout_s=20)
    return runs


@pytest.mark.parametrize("code", [Patched, Flagged])
async def test_flag_of_the_starter_breaks_what_an_old_worker_began(
    temporal_client: Client, code: type[Rounds]
) -> None:
    async with working(temporal_client, Old):
        [run, *_] = await begin(temporal_client)

    async with working(temporal_client, code):
        for _ in range(ROUNDS):
            await go(run)
        if code is Patched:
            assert await run.result() == [f"step {number}" for number in range(ROUNDS)]
        else:

            async def is_broken() -> bool:
                return "Flagged" in await mismatches(run)

            await assert_eventually(is_broken, timeout_s=20)

    status = (await run.describe()).status
    assert (status is WorkflowExecutionStatus.COMPLETED) == (code is Patched)
