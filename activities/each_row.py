"""Doing something for many rows, of which one may be bad."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

import structlog

from panager.outages import is_outage

AT_ONCE = 10
"""Repairs at a time; conversations and due reminders come first."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many there was something to do for, and how many could not be looked at."""

    done: int = 0
    failed: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(done=self.done + other.done, failed=self.failed + other.failed)


async def for_each[T](
    work: Callable[[T], Awaitable[bool]], items: Iterable[T], *, beat: Callable[[], None]
) -> Tally:
    """Call `work` for each, a few at a time; its answer says whether there was anything to do.

    One that fails is logged and counted, and the others go on. When Postgres or Temporal is away
    it is nobody's own fault, and is raised.
    """
    left = iter(items)

    async def some() -> Tally:
        tally = Tally()
        for item in left:
            tally += await _tally(work, item)
            beat()
        return tally

    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(some()) for _ in range(AT_ONCE)]
    except BaseExceptionGroup as failed:
        raise failed.exceptions[0] from failed
    return sum((task.result() for task in tasks), Tally())


async def _tally[T](work: Callable[[T], Awaitable[bool]], item: T) -> Tally:
    try:
        return Tally(done=int(await work(item)))
    except Exception as error:
        if is_outage(error):
            raise
        # Any row may be bad in a way that nobody has thought of, and must not be in the way of
        # other people's.
        log.exception("row_not_mended", row=str(item))
        return Tally(failed=1)
