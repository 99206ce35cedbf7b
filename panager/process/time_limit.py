"""A limit that holds whatever hangs."""

import asyncio
from collections.abc import Coroutine
from typing import Any


async def within[T](seconds: float, work: Coroutine[Any, Any, T]) -> T:
    """What `work` returns or raises; TimeoutError when it takes longer than `seconds`.

    Unlike `asyncio.timeout` it does not wait for the clean-up of what it cancels: that may ask
    the very server that does not answer, as a database connection does that is given back.
    """
    task = asyncio.create_task(work)
    task.add_done_callback(_look_at)
    try:
        done, _ = await asyncio.wait({task}, timeout=seconds)
        if not done:
            raise TimeoutError
        return task.result()
    finally:
        task.cancel()


def _look_at(task: asyncio.Task[Any]) -> None:
    """An error of what was given up is nobody's, and asyncio would complain of that."""
    if not task.cancelled():
        task.exception()
