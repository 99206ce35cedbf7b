"""One part after the other stands still: it has its ports and its files, and does nothing."""

import asyncio
import contextlib
import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import psutil

from fault_injection.killer import READY, Part, find
from fault_injection.making import make_all, require_made_before, when_made
from fault_injection.rows import row_of
from fault_injection.stage import Stage, now
from fault_injection.table import Row, seconds
from testing.eventually import assert_eventually

PARTS = (Part.WORKER, Part.API, Part.TEMPORAL, Part.POSTGRES)
DUE_WITHIN_S = 30.0
"""Reminders are due in the first half minute of each freeze: nothing moves in most of it."""
BACK_WITHIN_S = 90.0


async def run(
    stage: Stage, *, count: int, parts: Sequence[Part] = PARTS, for_s: float = 60.0
) -> Row:
    """Promise, freeze each part for `for_s` with SIGSTOP, and see who has done what about it."""
    first = await when_made(stage, count)
    moments = [first + timedelta(seconds=for_s * number) for number in range(len(parts))]
    await make_all(stage, _due(stage, moments, count))
    require_made_before(first)
    notes = [await _freeze(stage, part, at, for_s) for part, at in zip(parts, moments, strict=True)]
    await stage.until_received(count)
    name = f"frozen for {for_s:.0f} s each: {', '.join(parts)}"
    return row_of(stage, name, since=first, notes=notes)


def _due(stage: Stage, moments: Sequence[datetime], count: int) -> list[datetime]:
    """At random within each freeze."""
    return [
        moments[number % len(moments)] + timedelta(seconds=stage.random.uniform(0, DUE_WITHIN_S))
        for number in range(count)
    ]


async def _freeze(stage: Stage, part: Part, at: datetime, for_s: float) -> str:
    await asyncio.sleep((at - now()).total_seconds())
    frozen = find(stage, part)
    if frozen is None:
        raise RuntimeError(f"{part} does not run")
    started = time.monotonic()

    def is_back() -> bool:
        another = find(stage, part)
        return another is not None and another != frozen and READY[part](stage)

    with _stopped(frozen):
        await assert_eventually(is_back, timeout_s=BACK_WITHIN_S)
        took_s = time.monotonic() - started
        await asyncio.sleep(for_s - took_s)
    stage.report(f"{part} was frozen and is back after {seconds(took_s)}")
    return f"{part} back after {seconds(took_s)}"


@contextlib.contextmanager
def _stopped(process: psutil.Process) -> Iterator[None]:
    """It and its descendants; those that still are there go on afterwards."""
    family = [process, *process.children(recursive=True)]
    for member in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            member.suspend()
    try:
        yield
    finally:
        for member in family:
            with contextlib.suppress(psutil.NoSuchProcess):
                member.resume()
