"""What one process knows about how it is, told to `doctor` and `/readyz` while it lives."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable

import structlog

from panager.db import service_health
from panager.db.pool import Database
from panager.db.service_health import this_process
from panager.outages import DATABASE_OUTAGES
from panager.supervision import supervised

BEAT_S = 20.0
"""Between two signs of life; a process that gives none for 90 s counts as gone."""

log = structlog.get_logger(__name__)


class ProcessHealth:
    """Keeps what was found out, so that a database that was away learns of it later."""

    def __init__(self, db: Database, process: str, *, beat_s: float = BEAT_S) -> None:
        """Nothing is known yet."""
        self._db = db
        self._process = process
        self._beat_s = beat_s
        self._known: dict[str, tuple[bool, str]] = {}

    async def put(self, part: str, *, ok: bool, detail: str) -> None:
        """This is how it is now; a database that is away hears of it when it is back.

        `detail`: what is wrong and what to do about it; empty when nothing is.
        """
        before, self._known[part] = self._known.get(part), (ok, detail)
        if before != (ok, detail):
            level = logging.INFO if ok else logging.ERROR
            log.log(level, "health", part=part, ok=ok, detail=detail)
        await _if_there(self._write(part))

    async def beat(self) -> None:
        """Say that this process lives and drop the rows of those that do not, until cancelled."""
        while True:
            for part in list(self._known):
                await self._write(part)
            await service_health.delete_gone(self._db)
            await asyncio.sleep(self._beat_s)

    async def end(self) -> None:
        """This process ends; what was wrong with it is told until it counts as gone."""
        await _if_there(service_health.delete_good(self._db, self._process))

    async def _write(self, part: str) -> None:
        ok, detail = self._known[part]
        await service_health.put_health(self._db, part, ok=ok, detail=detail, process=self._process)


async def _if_there(write: Awaitable[None]) -> None:
    try:
        await write
    except DATABASE_OUTAGES as error:
        log.warning("health_not_recorded", error=type(error).__name__)


@contextlib.asynccontextmanager
async def open_health(
    db: Database, process: str | None = None, *, beat_s: float = BEAT_S
) -> AsyncIterator[ProcessHealth]:
    """The health of this process for the length of the block; `process` None: by its id."""
    health = ProcessHealth(db, process or this_process(), beat_s=beat_s)
    try:
        async with supervised("heartbeat", health.beat, health.put):
            yield health
    finally:
        await health.end()
