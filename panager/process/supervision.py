"""Keeps the background tasks of a process running: none of them dies in silence."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Protocol

import structlog

from panager.outages import is_outage

FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 60.0
STEADY_S = 30.0
"""A task that has run for so long is well again, and starts again with the first pause."""

type Work = Callable[[], Awaitable[None]]


class Report(Protocol):
    """Who is told how a part of this process is."""

    async def __call__(self, part: str, *, ok: bool, detail: str) -> None:
        """`detail`: what is wrong; empty when nothing is. Must not fail."""
        ...


log = structlog.get_logger(__name__)


@contextlib.asynccontextmanager
async def supervised(
    name: str, work: Work, report: Report, *, steady_s: float = STEADY_S
) -> AsyncIterator[None]:
    """Run `work` beside the block, and again whenever it fails; see `keep_running`."""
    task = asyncio.create_task(keep_running(name, work, report, steady_s=steady_s), name=name)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def keep_running(
    name: str, work: Work, report: Report, *, steady_s: float = STEADY_S
) -> None:
    """Run `work` until it returns; when it fails, again after a pause that grows.

    A bug is logged with its traceback and reported as the part `task <name>` until the task has
    run for `steady_s`. A known outage is one line in the log: who is away has a part of its own.
    """
    pause_s, failures = FIRST_PAUSE_S, 0
    while True:
        began = asyncio.get_running_loop().time()
        try:
            async with _well_again(name, report, steady_s, is_ill=failures > 0):
                return await work()
        except Exception as error:
            if asyncio.get_running_loop().time() - began >= steady_s:
                pause_s, failures = FIRST_PAUSE_S, 0
            if is_outage(error):
                log.warning("task_waits", task=name, error=type(error).__name__, again_in_s=pause_s)
            else:
                failures += 1
                log.exception("task_failed", task=name, failures=failures, again_in_s=pause_s)
                await report(part_of(name), ok=False, detail=_detail(name, failures, error))
        await asyncio.sleep(pause_s)
        pause_s = min(pause_s * 2, LONGEST_PAUSE_S)


def part_of(name: str) -> str:
    """The part of `service_health` that a task is."""
    return f"task {name}"


@contextlib.asynccontextmanager
async def _well_again(
    name: str, report: Report, steady_s: float, *, is_ill: bool
) -> AsyncIterator[None]:
    """After a while in the block, report that what was wrong is over."""

    async def tell() -> None:
        await asyncio.sleep(steady_s)
        await report(part_of(name), ok=True, detail="")

    telling = asyncio.create_task(tell()) if is_ill else None
    try:
        yield
    finally:
        if telling is not None:
            telling.cancel()


def _detail(name: str, failures: int, error: Exception) -> str:
    times = "once" if failures == 1 else f"{failures} times in a row"
    return f"{name} failed {times}, last with {type(error).__name__}; the log has the traceback"
