"""The sign of life of a process that nobody can ask: a file that its event loop renews.

`panager up` looks whether it was renewed, and not when, so that no clock matters.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

WORKER_FILE = "run/worker.heartbeat"
BOT_FILE = "run/bot.heartbeat"
EVERY_S = 1.0


@contextlib.asynccontextmanager
async def beating(path: Path) -> AsyncIterator[None]:
    """Renew the file once a second for as long as the block runs and does not hold the loop up."""
    path.parent.mkdir(parents=True, exist_ok=True)
    task = asyncio.create_task(_beat(path))
    try:
        yield
    finally:
        task.cancel()


async def _beat(path: Path) -> None:
    while True:
        _touch(path)
        await asyncio.sleep(EVERY_S)


def _touch(path: Path) -> None:
    with contextlib.suppress(OSError):  # on a full disk, say; and nobody may be looking at all
        path.touch()


class Heartbeat:
    """The other side: has it beaten since the last look?"""

    def __init__(self, path: Path) -> None:
        """The file may be left from an earlier run."""
        self._path = path
        self._seen: int | None = None

    def has_beaten(self) -> bool:
        """Whether the file was renewed since this was asked last."""
        before = self._seen
        with contextlib.suppress(OSError):
            self._seen = self._path.stat().st_mtime_ns
        return self._seen != before
