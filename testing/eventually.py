"""Waiting for what becomes true in its own time, without sleeping longer than needed."""

import asyncio
import inspect
import time
from collections.abc import Awaitable, Callable

POLL_S = 0.02


async def assert_eventually(
    check: Callable[[], bool | Awaitable[bool]], timeout_s: float = 20
) -> None:
    """Return as soon as `check` is true; fail with its source when it is not in time."""
    deadline = time.monotonic() + timeout_s
    while True:
        result = check()
        if await result if inspect.isawaitable(result) else result:
            return
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {timeout_s} s: {_source(check)}")
        await asyncio.sleep(POLL_S)


def _source(check: object) -> str:
    try:
        return inspect.getsource(check).strip()  # type: ignore[arg-type]
    except (OSError, TypeError):
        return repr(check)
