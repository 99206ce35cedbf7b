"""What Panager adds to the model's own time, beside a bare workflow: `poe bench`.

Prints the table of docs/benchmarks.md. A turn with one tool: model, tool, model, commit, send.
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from rich.console import Console
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Worker

from benchmarks import bare
from benchmarks.recorder import RecordedModel, Recorder
from panager.channels.wake import wake
from panager.contracts.names import chat_workflow_id
from panager.db import users
from panager.db.conversation import messages
from panager.db.migrate import migrate
from panager.db.pool import Database, open_database
from panager.embedded import ports
from panager.embedded.postgres.server import EmbeddedPostgres
from panager.embedded.temporal import binary
from panager.embedded.temporal.server import TemporalServer
from panager.llm.providers.chain import ModelChain
from panager.temporal import prepare_namespace
from panager.worker.main import CONNECTIONS
from panager.worker.running import running_worker

DELAY_S = 0.2
ROUNDS = 5
CONVERSATIONS = {1: 10, 10: 5, 50: 3}
"""Conversations at once, and how many turns each has in a round."""


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One turn, in milliseconds, without the model's own time."""

    first_call: float
    step: float
    whole: float


@dataclass(frozen=True)
class Bench:
    """The running parts."""

    client: Client
    db: Database
    recorder: Recorder

    async def panager_turn(self, user: str) -> Sample:
        """A message that wants a tool, until its answer is delivered."""
        user_id = await users.ensure_user(
            self.db, channel="local", channel_user_id=user, language="en", zone="Asia/Seoul"
        )
        workflow_id = chat_workflow_id(user_id)
        self.recorder.marks.pop(workflow_id, None)
        async with self.db.user(user_id) as connection:
            await messages.insert_inbound(
                connection,
                user_id,
                channel="local",
                channel_message_id=uuid4().hex,
                text="what time is it?",
            )
        started = time.perf_counter()
        await wake(self.client, user_id)
        marks = await self._wait_for(workflow_id, "local.send<")
        # As people do, and as the yardstick does: no message into the last moments of a turn.
        await self.client.get_workflow_handle(workflow_id).result()
        return _sample(started, marks["model>"], marks["model<"], marks["local.send<"][0])

    async def bare_turn(self, user: str) -> Sample:
        """The same number of activities."""
        workflow_id = f"bare:{user}"
        self.recorder.marks.pop(workflow_id, None)
        started = time.perf_counter()
        handle = await self.client.start_workflow(
            bare.BareWorkflow.run,
            bare.BareInput(delay_s=DELAY_S),
            id=workflow_id,
            task_queue=bare.QUEUE,
            start_signal="ring",
        )
        marks = await self._wait_for(workflow_id, "bare.work<", count=3)
        await handle.result()
        return _sample(started, marks["bare.think>"], marks["bare.think<"], marks["bare.work<"][2])

    async def _wait_for(
        self, workflow_id: str, name: str, *, count: int = 1
    ) -> dict[str, list[float]]:
        # An event for each mark would slow down what is measured.
        while len(self.recorder.marks[workflow_id][name]) < count:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        return self.recorder.marks[workflow_id]


def _sample(started: float, begun: list[float], ended: list[float], done: float) -> Sample:
    thinking = sum(ended) - sum(begun)
    return Sample(
        first_call=(begun[0] - started) * 1000,
        step=(begun[1] - ended[0]) * 1000,
        whole=(done - started - thinking) * 1000,
    )


@asynccontextmanager
async def _bench(directory: Path) -> AsyncIterator[Bench]:
    postgres = EmbeddedPostgres(directory)
    await postgres.start()
    app_url = f"postgresql://panager_app:x@127.0.0.1:{postgres.port}/panager"
    await migrate(postgres.admin_url(), app_url)
    temporal = TemporalServer(await binary.find(), directory, port=ports.find_free_port())
    await temporal.start()
    recorder = Recorder()
    client = await Client.connect(
        temporal.address, data_converter=pydantic_data_converter, interceptors=[recorder]
    )
    await prepare_namespace(client)
    yardstick = Worker(
        client,
        task_queue=bare.QUEUE,
        workflows=[bare.BareWorkflow],
        activities=[bare.think, bare.work],
        max_concurrent_workflow_tasks=4,
        sticky_queue_schedule_to_start_timeout=timedelta(seconds=2),
    )
    model = RecordedModel(delay_s=DELAY_S, recorder=recorder)
    async with (
        open_database(app_url, max_size=CONNECTIONS) as db,
        yardstick,
        running_worker(client, db, ModelChain.of(model)),
    ):
        yield Bench(client, db, recorder)
    await temporal.stop()
    await postgres.stop()


async def _round(
    turn: Callable[[str], Awaitable[Sample]], conversations: int, turns: int
) -> tuple[list[Sample], float]:
    """All samples, and turns a second."""

    async def converse(number: int) -> list[Sample]:
        return [await turn(f"user{number}") for _ in range(turns)]

    started = time.perf_counter()
    per_person = await asyncio.gather(*(converse(n) for n in range(conversations)))
    elapsed = time.perf_counter() - started
    return [s for samples in per_person for s in samples], conversations * turns / elapsed


async def _compare(bench: Bench, conversations: int, turns: int) -> str:
    ours: list[Sample] = []
    theirs: list[Sample] = []
    rates: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for turn, samples, speeds in (
            (bench.bare_turn, theirs, rates[0]),
            (bench.panager_turn, ours, rates[1]),
        ):
            got, per_second = await _round(turn, conversations, turns)
            samples.extend(got)
            speeds.append(per_second)
    cells = [
        f"{_median(ours, name):.0f} / {_median(theirs, name):.0f}"
        f" = {_median(ours, name) / _median(theirs, name):.2f}"
        for name in ("first_call", "step", "whole")
    ]
    rate = f"{statistics.median(rates[1]):.1f} / {statistics.median(rates[0]):.1f}"
    return f"| {conversations} | {' | '.join(cells)} | {rate} |"


def _median(samples: list[Sample], name: str) -> float:
    values: list[float] = [getattr(sample, name) for sample in samples]
    return statistics.median(values)


async def main() -> None:
    """Measure and print the table."""
    console = Console()
    console.print(
        "| conversations | signal to first model call | step to step | whole turn | turns/s |\n"
        "|---|---|---|---|---|"
    )
    with tempfile.TemporaryDirectory() as directory:
        async with _bench(Path(directory)) as bench:
            await _round(bench.panager_turn, 5, 2)  # warm up
            await _round(bench.bare_turn, 5, 2)
            for conversations, turns in CONVERSATIONS.items():
                console.print(await _compare(bench, conversations, turns))


if __name__ == "__main__":
    asyncio.run(main())
