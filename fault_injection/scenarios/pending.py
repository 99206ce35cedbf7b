"""Thousands of reminders that wait: what they cost, and how soon a restart serves the first."""

import asyncio
import time
from dataclasses import dataclass
from datetime import timedelta

from fault_injection.making import make_all
from fault_injection.measuring import Footprint, footprint, idle_cpu
from fault_injection.rows import row_of
from fault_injection.stage import Stage, now
from fault_injection.table import Row, seconds

OVERDUE = 20
"""So many fall due while nothing runs."""
SETTLE_S = 5.0
COLUMNS = (
    "pending", "made a second",
    "worker kB each", "Temporal kB each", "Postgres kB each",
    "Temporal disk kB each", "Postgres disk kB each", "idle CPU",
)  # fmt: skip


@dataclass(frozen=True)
class Pending:
    """The table of its own and the row in the one table."""

    costs: list[list[str]]
    row: Row


async def run(stage: Stage, sizes: list[int], *, idle_s: float) -> Pending:
    """Grow to each size and measure; then kill everything and come back too late for a few."""
    due_at, made = now() + timedelta(days=30), 0
    await asyncio.sleep(SETTLE_S)
    empty = await footprint(stage)
    costs = [["0", "", "", "", "", "", "", f"{await idle_cpu(stage, idle_s):.1%}"]]
    for size in sizes:
        started = time.monotonic()
        await make_all(stage, [due_at + timedelta(seconds=n) for n in range(made, size)])
        rate, made = (size - made) / (time.monotonic() - started), size
        await asyncio.sleep(SETTLE_S)
        costs.append(await _cost(stage, size, rate, empty, idle_s))
        stage.report(" | ".join(costs[-1]))
    return Pending(costs, await _restart(stage, made))


async def _cost(stage: Stage, size: int, rate: float, empty: Footprint, idle_s: float) -> list[str]:
    each = (await footprint(stage)).each(empty, size)
    return [f"{size:,}", f"{rate:.0f}", *each, f"{await idle_cpu(stage, idle_s):.1%}"]


async def _restart(stage: Stage, pending: int) -> Row:
    """kill -9 of everything, and a start when some are overdue."""
    due_at = now() + timedelta(seconds=8)
    await make_all(stage, [due_at] * OVERDUE)
    await stage.stack.kill_everything()
    await asyncio.sleep(max(0.0, (due_at - now()).total_seconds()))
    started = now()
    await stage.stack.start_and_wait()
    ready = now()
    await stage.until_received(OVERDUE)
    first = due_at + min(stage.verdict().lateness, default=timedelta()) - started
    notes = [
        f"ready {seconds((ready - started).total_seconds())} after the start",
        f"first overdue one after {seconds(first.total_seconds())}",
    ]
    name = f"restart with {pending:,} pending, {OVERDUE} overdue"
    return row_of(stage, name, since=started, notes=notes)
