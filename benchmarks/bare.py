"""The yardstick: a workflow with as many activities as a turn with one tool, and nothing else."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

from temporalio import activity, workflow

QUEUE = "benchmark-bare"


@dataclass(frozen=True, kw_only=True)
class BareInput:
    """How long the pretended model takes, in seconds."""

    delay_s: float


@activity.defn(name="bare.think")
async def think(input: BareInput) -> None:
    """As long as a model call."""
    await asyncio.sleep(input.delay_s)


@activity.defn(name="bare.work")
async def work(input: BareInput) -> None:
    """Nothing."""


@workflow.defn
class BareWorkflow:
    """think, tool, think, commit, send."""

    @workflow.run
    async def run(self, input: BareInput) -> None:
        """The same five activities, one after the other."""
        for step in (think, work, think, work, work):
            await workflow.execute_activity(
                step, input, start_to_close_timeout=timedelta(seconds=60)
            )

    @workflow.signal
    def ring(self) -> None:
        """So that it can be started as a turn is."""
