"""Many lanes at once: most of a turn that was killed is waiting for a time limit."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

from fault_injection.killer import Part
from fault_injection.kills import turn
from fault_injection.kills.lane import Lane, Run, open_lane
from fault_injection.kills.points import Point
from fault_injection.kills.servers import Servers

WARM_UPS = 2
"""Turns after which connections, statements and caches are there."""


@asynccontextmanager
async def open_lanes(
    count: int, part: Part, servers: Servers, directory: Path
) -> AsyncIterator[list[Lane]]:
    """So many, each warm."""
    servers.openai.script = turn.script
    names = [f"kills_{part}_{uuid4().hex[:8]}" for _ in range(count)]
    async with contextlib.AsyncExitStack() as closing:
        lanes = [
            await closing.enter_async_context(open_lane(name, part, servers, directory / name))
            for name in names
        ]
        yield lanes


async def list_points(lane: Lane) -> list[Point]:
    """Everything that the process does in a turn, from a turn in which it is not killed."""
    for _ in range(WARM_UPS):
        await lane.run(None)
    return (await lane.run(None)).trace


async def run_all(
    lanes: Sequence[Lane], points: Sequence[Point], on_run: Callable[[Run], None]
) -> list[Run]:
    """A turn for each point, on whichever lane is free."""
    waiting, runs = list(reversed(points)), list[Run]()

    async def work(lane: Lane) -> None:
        while waiting:
            runs.append(await lane.run(waiting.pop()))
            on_run(runs[-1])

    async with asyncio.TaskGroup() as group:
        for lane in lanes:
            group.create_task(work(lane))
    return runs
