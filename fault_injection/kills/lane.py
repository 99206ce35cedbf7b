"""Turns one after the other, each of a new person, and a kill in each."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from fault_injection.killer import Part
from fault_injection.kills import turn
from fault_injection.kills.panager import Panager, open_panager
from fault_injection.kills.points import Point
from fault_injection.kills.servers import Servers
from fault_injection.kills.turn import Fault
from testing.eventually import assert_eventually
from testing.people import Someone
from tests.e2e.mailbox import Mailbox, open_mailbox

QUIET_S = 0.3
"""A process that has asked nobody for so long waits for work."""
READER_PATIENCE_S = 60.0
"""Of somebody whose client must find the API again."""


@dataclass(frozen=True)
class Run:
    """One turn and what came of it."""

    point: Point | None
    was_killed: bool
    faults: list[Fault]
    trace: list[Point]


@dataclass
class Lane:
    """Has a Panager of its own, because a kill concerns everybody in it."""

    name: str
    servers: Servers
    panager: Panager
    _turns: int = field(default=0)

    async def run(self, point: Point | None) -> Run:
        """A turn in which the process is killed at this point; None: nobody is killed."""
        watch = self.panager.watch
        self._turns += 1
        key = f"{self.name}-{self._turns}"
        someone = await Someone.register(self.panager.db, self.panager.client, key)
        async with open_mailbox(self.panager.settings, key) as mailbox:
            await assert_eventually(self._is_quiet, timeout_s=60)
            watch.set(point)
            reviving = asyncio.create_task(self._revive())
            try:
                await mailbox.write(turn.words(key), key)
                faults = await self._judge(someone, key, mailbox)
            finally:
                watch.clear()
                if not watch.killed.is_set():
                    reviving.cancel()
                await asyncio.gather(reviving, return_exceptions=True)
        return Run(point, watch.killed.is_set(), faults, list(watch.trace))

    async def _judge(self, someone: Someone, key: str, mailbox: Mailbox) -> list[Fault]:
        openai, watch = self.servers.openai, self.panager.watch
        faults = await turn.judge(someone, key, openai, was_killed=watch.killed.is_set)
        if Fault.LOST in faults:
            return faults
        try:
            await assert_eventually(lambda: bool(mailbox.of("reply")), READER_PATIENCE_S)
        except AssertionError:
            return [*faults, Fault.LOST]
        return [*faults, Fault.DOUBLED] if len(mailbox.of("reply")) > 1 else faults

    def _is_quiet(self) -> bool:
        return time.monotonic() - self.panager.watch.last_seen_at > QUIET_S

    async def _revive(self) -> None:
        """As whoever watches over the process does."""
        await self.panager.watch.killed.wait()
        await self.panager.victim.bury()
        await self.panager.victim.start()


@asynccontextmanager
async def open_lane(
    name: str, part: Part, servers: Servers, directory: Path
) -> AsyncIterator[Lane]:
    """Whose worker or whose API is killed."""
    async with open_panager(name, part, servers, directory) as panager:
        yield Lane(name, servers, panager)
