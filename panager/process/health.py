"""What one process knows about how it is, told to `doctor` and `/readyz` while it lives."""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Awaitable
from datetime import timedelta

import structlog

from panager.db import service_health
from panager.db.pool import Database
from panager.db.service_health import this_process
from panager.outages import DATABASE_OUTAGES
from panager.process.supervision import supervised

BEAT_S = 20.0
"""Between two signs of life; a process that gives none for 90 s counts as gone."""

WRITE_S = 1.0
"""How long whoever tells of something waits for it to be written down."""

log = structlog.get_logger(__name__)


class ProcessHealth:
    """Keeps what was found out, so that a database that was away learns of it later."""

    def __init__(self, db: Database, process: str, *, beat_s: float = BEAT_S) -> None:
        self._db = db
        self._process = process
        self._beat_s = beat_s
        self._known: dict[str, tuple[bool, str]] = {}
        self._over_at: dict[str, float] = {}
        self._writing: set[asyncio.Task[None]] = set()
        # Guards the order of writes: a slow one must not put back what was known before.
        self._order = asyncio.Lock()

    async def put(
        self, part: str, *, ok: bool, detail: str, lasts: timedelta | None = None
    ) -> None:
        """This is how it is now; a database that is away hears of it when it is back.

        `detail`: what is wrong and what to do about it; empty when nothing is. `lasts`: after so
        long it is taken for well again.
        """
        self._over_at.pop(part, None)
        if lasts is not None:
            self._over_at[part] = time.monotonic() + lasts.total_seconds()
        before, self._known[part] = self._known.get(part), (ok, detail)
        if before == (ok, detail):
            return  # the next sign of life confirms it
        log.log(logging.INFO if ok else logging.ERROR, "health", part=part, ok=ok, detail=detail)
        await self._soon(self._write(part))

    async def beat(self) -> None:
        """Say that this process lives and drop the rows of those that do not, until cancelled."""
        while True:
            for part in [each for each, at in self._over_at.items() if at <= time.monotonic()]:
                await self.put(part, ok=True, detail="")
            for part in list(self._known):
                await self._write(part)
            await service_health.delete_gone(self._db)
            await asyncio.sleep(self._beat_s)

    async def end(self) -> None:
        """This process ends; what was wrong with it is told until it counts as gone."""
        await self._soon(self._forget_good())

    async def _forget_good(self) -> None:
        async with self._order:
            await service_health.delete_good(self._db, self._process)

    async def _soon(self, write: Awaitable[None]) -> None:
        """Whoever tells of trouble is not held up by a database that is in trouble as well."""
        task = asyncio.create_task(_if_there(write))
        self._writing.add(task)
        task.add_done_callback(self._writing.discard)
        await asyncio.wait({task}, timeout=WRITE_S)

    async def _write(self, part: str) -> None:
        async with self._order:
            ok, detail = self._known[part]
            await service_health.put_health(
                self._db, part, ok=ok, detail=detail, process=self._process
            )


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
