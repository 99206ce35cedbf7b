"""Work for many people at once, and for each of them one thing after the other."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

import structlog

type Job = Callable[[], Awaitable[None]]

LONGEST = 200

log = structlog.get_logger(__name__)


class Lanes:
    """A queue with a task of its own for every key that has something to do."""

    def __init__(self, *, longest: int = LONGEST) -> None:
        """At most `longest` jobs wait in a lane."""
        self._longest = longest
        self._waiting: dict[int, deque[Job]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def put(self, key: int, job: Job, *, even_if_full: bool = False) -> bool:
        """Run it after everything that was put there before; False: the lane is full."""
        lane = self._waiting.get(key)
        if lane is None:
            self._waiting[key] = lane = deque()
            task = asyncio.create_task(self._run(key, lane))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        if len(lane) >= self._longest and not even_if_full:
            return False
        lane.append(job)
        return True

    async def _run(self, key: int, lane: deque[Job]) -> None:
        while lane:
            try:
                await lane.popleft()()
            except Exception:  # a bug in one job must not stop who waits behind it
                log.exception("job_failed")
        del self._waiting[key]

    async def close(self, *, within_s: float = 0) -> None:
        """Finish what can be finished in time, and drop the rest."""
        if self._tasks and within_s > 0:
            await asyncio.wait(self._tasks, timeout=within_s)
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
