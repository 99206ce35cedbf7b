"""Reads what people wrote while nobody listened, before anything newer of the same person."""

import asyncio
import functools
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

import aiohttp
import discord
import structlog

from panager.bot.inbox import Inbox, Stored, through_outages
from panager.bot.incoming import Incoming
from panager.bot.keyed_queue import Lanes
from panager.db.discord import dms
from panager.db.discord.dms import KnownDm
from panager.db.pool import Database
from panager.process.supervision import Report, keep_running

PER_SECOND = 5.0
"""Requests; beside the 45 of the senders, Discord allows 50."""
AT_ONCE = 3
OVERLAP_S = 60
"""Read again: events may come in another order, and a process may die between two of them."""
RECENT_S = 3600
RECENT_AT_MOST = 100
FIRST_RETRY_S = 5.0
LONGEST_RETRY_S = 300.0
PROGRESS_EVERY = 500
UNREADABLE = (discord.Forbidden, discord.NotFound)
FAILURES = (discord.DiscordException, aiohttp.ClientError, OSError, RuntimeError)
"""RuntimeError: the client was closed meanwhile."""

log = structlog.get_logger(__name__)


class History(Protocol):
    """Reads a DM channel."""

    def __call__(self, channel_id: int, after: int | None) -> AsyncIterator[Incoming]:
        """People's messages after a snowflake, oldest first; None: since our last words."""
        ...


@dataclass(frozen=True, eq=False)
class Gap:
    """There may be messages after this snowflake that are not stored."""

    after: int | None


class Backfill:
    """Knows whose messages may be missing, and reads them in their lanes.

    Not known to Discord's API is who wrote to the bot; so each known DM costs one request, and a
    stranger's first message, lost while the bot was down, is found with the next one.
    """

    def __init__(
        self,
        db: Database,
        inbox: Inbox,
        lanes: Lanes,
        report: Report,
        *,
        per_second: float = PER_SECOND,
    ) -> None:
        """Nothing is known before `begin`; who calls `before` meanwhile waits."""
        self._db = db
        self._inbox = inbox
        self._lanes = lanes
        self._report = report
        self._interval_s = 1 / per_second
        self._next_at = 0.0
        self._known: set[int] = set()
        self._gaps: dict[int, Gap] = {}
        self._overflowing: set[int] = set()
        self._listed = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self._history: History | None = None

    def begin(self, history: History) -> None:
        """A session began: anybody may have written before it."""
        self._listed.clear()
        self._start(history, recent=False)

    def begin_recent(self, history: History) -> None:
        """A session goes on and its events were repeated; look at who wrote lately all the same."""
        if self._running is None or self._running.done():
            self._start(history, recent=True)

    def missed(self, channel_id: int, message_id: int) -> None:
        """The lane was too full for this message; read it when what waits there is stored."""
        if channel_id not in self._overflowing:
            self._overflowing.add(channel_id)
            read = functools.partial(self._read_missed, channel_id, message_id)
            self._lanes.put(channel_id, read, even_if_full=True)

    async def before(self, channel_id: int) -> bool:
        """Store everything older that may be missing; whether that is so."""
        await self._listed.wait()
        if channel_id not in self._known:
            self._gaps.setdefault(channel_id, Gap(None))
        return await self._close_gap(channel_id)

    async def close(self) -> None:
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)

    def _start(self, history: History, *, recent: bool) -> None:
        if self._running is not None:
            self._running.cancel()
        self._history = history
        run = functools.partial(self._run, recent=recent)
        self._running = asyncio.create_task(keep_running("backfill", run, self._report))

    async def _run(self, *, recent: bool) -> None:
        known = await through_outages(lambda: dms.list_known(self._db))
        self._known.update(dm.channel_id for dm in known)
        for dm in _recent(known) if recent else known:
            self._mark(dm.channel_id, _overlapping(dm.last_message_id))
        self._listed.set()
        retry_s = FIRST_RETRY_S
        while self._gaps:
            await self._read_all(list(self._gaps))
            if self._gaps:
                await asyncio.sleep(retry_s)
                retry_s = min(retry_s * 2, LONGEST_RETRY_S)

    async def _read_missed(self, channel_id: int, message_id: int) -> None:
        self._overflowing.discard(channel_id)
        self._mark(channel_id, message_id - 1)
        await self._close_gap(channel_id)

    def _mark(self, channel_id: int, after: int | None) -> None:
        """A new object each time: a reading that is under way does not close it."""
        gap = self._gaps.get(channel_id)
        if gap is not None:
            after = None if gap.after is None or after is None else min(gap.after, after)
        self._gaps[channel_id] = Gap(after)

    async def _read_all(self, channel_ids: list[int]) -> None:
        log.info("backfill_begins", channels=len(channel_ids))
        numbered = enumerate(channel_ids, start=1)
        async with asyncio.TaskGroup() as readers:
            for _ in range(AT_ONCE):
                readers.create_task(self._read_some(numbered))
        log.info("backfill_ends", channels=len(channel_ids), left=len(self._gaps))

    async def _read_some(self, numbered: Iterator[tuple[int, int]]) -> None:
        for number, channel_id in numbered:
            done = asyncio.Event()

            async def read(channel_id: int = channel_id, done: asyncio.Event = done) -> None:
                try:
                    await self._close_gap(channel_id)
                finally:
                    done.set()

            # In a full lane somebody else closes the gap.
            if self._lanes.put(channel_id, read):
                await done.wait()
            if number % PROGRESS_EVERY == 0:
                log.info("backfill_goes_on", channels=number)

    async def _close_gap(self, channel_id: int) -> bool:
        gap = self._gaps.get(channel_id)
        if gap is None:
            return True
        try:
            await self._read(channel_id, gap)
        except UNREADABLE as error:
            log.warning("dm_unreadable", channel_id=channel_id, code=error.code)
        except FAILURES as error:
            log.warning("backfill_failed", channel_id=channel_id, error=type(error).__name__)
            return False
        self._known.add(channel_id)
        if self._gaps.get(channel_id) is gap:
            del self._gaps[channel_id]
        return channel_id not in self._gaps

    async def _read(self, channel_id: int, gap: Gap) -> None:
        if self._history is None:
            raise RuntimeError("no session has begun")
        await self._pace()
        waiting: set[UUID] = set()
        async for message in self._history(channel_id, gap.after):
            stored = await self._store(message)
            if stored is not None and stored.waits:
                waiting.add(stored.user_id)
        for user_id in waiting:
            await self._inbox.wake(user_id)

    async def _store(self, message: Incoming) -> Stored | None:
        try:
            return await self._inbox.store(message, everything_before=True)
        except Exception:  # a message that cannot be stored must not keep back all that follow it
            log.exception("message_not_stored", message_id=message.message_id)
            return None

    async def _pace(self) -> None:
        now = asyncio.get_running_loop().time()
        self._next_at = max(now, self._next_at + self._interval_s)
        await asyncio.sleep(self._next_at - now)


def _overlapping(snowflake: int) -> int | None:
    """See https://discord.com/developers/docs/reference#snowflakes: milliseconds from bit 22 on."""
    return max(0, snowflake - (OVERLAP_S * 1000 << 22)) if snowflake else None


def _recent(known: list[KnownDm]) -> list[KnownDm]:
    since = discord.utils.time_snowflake(discord.utils.utcnow()) - (RECENT_S * 1000 << 22)
    return [dm for dm in known[:RECENT_AT_MOST] if dm.last_message_id > since]
