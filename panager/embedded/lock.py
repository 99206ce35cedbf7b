"""A lock that lasts as long as the last process which inherited it.

`flock` belongs to the open file, not to a process: whoever inherits the descriptor holds the
lock too. So a server keeps its own directory locked even when the one who started it was killed.
"""

import asyncio
import fcntl
import itertools
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import psutil

from panager.errors import PanagerError

POLL_S = 0.05


class DirectoryInUseError(PanagerError):
    """Another process works on this directory; two of them would ruin the data."""


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _owner(path: Path) -> int | None:
    text = path.read_text(encoding="ascii").strip()
    return int(text) if text.isdigit() else None


async def _acquire(descriptor: int, path: Path, wait_s: float) -> None:
    """Wait only for the leftovers of an owner that is gone: a living one does not give way."""
    deadline = time.monotonic() + wait_s
    for attempt in itertools.count():
        if _try_lock(descriptor):
            return
        owner = _owner(path)
        alive = owner not in (None, os.getpid()) and psutil.pid_exists(owner or 0)
        # The first time it may be somebody who looks whether it is held.
        if (alive and attempt > 0) or time.monotonic() > deadline:
            message = (
                f"Panager is already running on {path.parent} (process {owner}). Stop it first, "
                "or give this one another directory with --data-dir."
            )
            raise DirectoryInUseError(message)
        await asyncio.sleep(POLL_S)


@asynccontextmanager
async def hold(path: Path, *, wait_s: float = 15.0) -> AsyncIterator[int]:
    """Hold the lock file `path`; yields the descriptor that children may inherit.

    Waits up to `wait_s` while processes of an owner that died are still ending.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        await _acquire(descriptor, path, wait_s)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield descriptor
    finally:
        os.close(descriptor)
