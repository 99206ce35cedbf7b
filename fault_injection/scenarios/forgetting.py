"""Temporal forgets what Postgres keeps: its files are put back to an older copy, or deleted."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

from fault_injection.making import change_all, make_all, require_made_before, when_made
from fault_injection.rows import row_of
from fault_injection.stage import Stage, now
from fault_injection.table import Row, seconds
from panager.contracts.reminder import Verb
from testing.temporal_files import TemporalFiles

RATE = 10.0
"""Reminders due a second."""
RESTART = timedelta(seconds=60)
"""Longer than everything takes to start again."""
MUCH_LATER = timedelta(hours=1)
A_LITTLE_EARLIER = timedelta(seconds=30)
CHANGING = 4
"""As many times as long as making one takes what is done to each, on average."""


async def put_back(stage: Stage, count: int) -> Row:
    """A third is as the copy has it, a third was moved since, a third was made since."""
    files = TemporalFiles(stage.stack.data_dir)
    first = await when_made(stage, CHANGING * count) + RESTART
    moments = [first + timedelta(seconds=n / RATE) for n in range(count)]
    third, sixth = count // 3, count // 6
    await make_all(stage, moments[:third])
    sooner, later = moments[third : third + sixth], moments[third + sixth : 2 * third]
    moved = await make_all(stage, [moment + MUCH_LATER for moment in sooner])
    moved += await make_all(stage, [moment - A_LITTLE_EARLIER for moment in later])
    copied = now()
    await asyncio.to_thread(files.keep_a_copy)
    await change_all(stage, moved, Verb.EDIT, [*sooner, *later])
    await make_all(stage, moments[2 * third :])
    require_made_before(first - A_LITTLE_EARLIER)
    lost = seconds((now() - copied).total_seconds())
    await _restart_with(stage, files.put_the_copy_back)
    await stage.until_received(count)
    return row_of(
        stage,
        f"Temporal's files put back, {count:,} due",
        since=first,
        notes=[f"to what they were {lost} before", f"{len(moved)} moved since"],
    )


async def deleted(stage: Stage, count: int) -> Row:
    """Nothing is left of Temporal's files."""
    files = TemporalFiles(stage.stack.data_dir)
    first = await when_made(stage, count) + RESTART
    await make_all(stage, [first + timedelta(seconds=n / RATE) for n in range(count)])
    require_made_before(first)
    await _restart_with(stage, files.delete)
    await stage.until_received(count)
    return row_of(stage, f"Temporal's files deleted, {count:,} due", since=first)


async def _restart_with(stage: Stage, meanwhile: Callable[[], None]) -> None:
    """kill -9 of everything; a start when `meanwhile` is done."""
    await stage.stack.kill_everything()
    await asyncio.to_thread(meanwhile)
    await stage.stack.start_and_wait()
    stage.report("everything was killed and runs again")
