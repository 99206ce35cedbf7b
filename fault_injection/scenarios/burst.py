"""Many reminders due in the same second, with and without murder."""

import asyncio
import contextlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from fault_injection import talking
from fault_injection.checker import last_receipt
from fault_injection.killer import Killer, Part, Plan
from fault_injection.making import change_all, make_all, require_made_before, when_made
from fault_injection.rows import row_of
from fault_injection.stage import Stage, now
from fault_injection.table import Row, quantile, seconds
from panager.contracts.reminder import Verb

ELSEWHEN = timedelta(hours=1)
"""Later than a run takes: what is moved was not meant for this."""
MOVING = 6
"""Making one and moving it takes so many times as long as making one."""


@dataclass(frozen=True)
class Burst:
    """What happens in which size."""

    name: str
    slug: str
    size: int
    plans: Sequence[Plan] = ()
    is_moved: bool = False
    """Each was set for another time and then moved to this one: its workflow runs already."""


def bursts(size: int, *, worker_kills: int, server_kills: int) -> list[Burst]:
    """Plain, of workflows that run already, with a dying worker, and with dying servers."""
    return [
        Burst(f"burst of {size:,}", "burst", size),
        Burst(f"burst of {size:,}, moved before", "burst-moved", size, is_moved=True),
        Burst(
            f"burst of {size:,}, worker killed",
            "burst-worker-killed",
            size,
            [Plan(Part.WORKER, worker_kills)],
        ),
        Burst(
            f"burst of {size:,}, servers killed",
            "burst-servers-killed",
            size,
            [
                Plan(Part.TEMPORAL, server_kills, longest_s=6.0),
                Plan(Part.POSTGRES, server_kills, longest_s=6.0),
            ],
        ),
    ]


async def run(stage: Stage, burst: Burst) -> Row:
    """Promise, let the second come, and wait until all is quiet."""
    due_at = await when_made(stage, burst.size * (MOVING if burst.is_moved else 1))
    rate = await _promise(stage, burst.size, due_at, is_moved=burst.is_moved)
    killer = Killer(stage)
    async with talking.conversation(stage):
        await asyncio.sleep((due_at - now()).total_seconds())
        murder = asyncio.create_task(killer.run(*burst.plans))
        await stage.until_received(burst.size)
        await _end(murder)
    last = last_receipt(stage.record()) or due_at
    notes = [f"{rate:.0f} made a second"]
    notes += [f"{part} killed {killer.kills.count(part)} times" for part in _parts(burst)]
    if not burst.plans:  # a dead worker calls no models
        notes += await _conversation(stage, due_at, last)
    return row_of(stage, burst.name, since=due_at, notes=notes)


async def _promise(stage: Stage, size: int, due_at: datetime, *, is_moved: bool) -> float:
    """Make them all; returns how many a second."""
    started = time.monotonic()
    made = await make_all(stage, [due_at + ELSEWHEN if is_moved else due_at] * size)
    rate = size / (time.monotonic() - started)
    stage.report(f"promised {size}, {rate:.0f} a second")
    if is_moved:
        await change_all(stage, made, Verb.EDIT, [due_at] * size)
    require_made_before(due_at)
    return rate


async def _end(murder: asyncio.Task[None]) -> None:
    """What is left of the plans has nothing to kill for any more; its errors are ours."""
    if not murder.done():
        murder.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await murder


def _parts(burst: Burst) -> list[Part]:
    return [plan.part for plan in burst.plans]


async def _conversation(stage: Stage, since: datetime, until: datetime) -> list[str]:
    values = await talking.first_calls(stage, since, until)
    if not values:
        return ["no conversation"]
    return [f"conversation p95 {seconds(quantile(values, 0.95))} of {len(values)}"]
