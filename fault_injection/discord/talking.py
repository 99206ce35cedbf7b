"""A conversation that goes on while reminders are sent, and how long each answer takes."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from fault_injection.discord.journal import SHOWN, Line, parse
from fault_injection.discord.stage import HELLO, DiscordStage
from fault_injection.entries import Lines
from fault_injection.stage import POLL_S, Reader

PAUSE_S = 1.0
PATIENCE_S = 20.0


@asynccontextmanager
async def conversation(stage: DiscordStage, talkers: Sequence[Reader]) -> AsyncIterator[None]:
    """They ask something, wait for the answer, think for a second, and ask again."""
    screens = Screens(Lines(stage.server.journal))
    tasks = [asyncio.create_task(screens.watch())]
    tasks += [asyncio.create_task(_talk(stage, screens, talker.name)) for talker in talkers]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@dataclass
class Screens:
    """How many messages of the bot each person has seen."""

    lines: Lines
    seen: dict[str, int] = field(default_factory=dict)

    async def watch(self) -> None:
        """Until cancelled."""
        while True:
            for line in parse(self.lines.read()):
                if line.what == "message":
                    person = str(line.person_id)
                    self.seen[person] = self.seen.get(person, 0) + 1
            await asyncio.sleep(POLL_S)


async def _talk(stage: DiscordStage, screens: Screens, person: str) -> None:
    while True:
        before = screens.seen.get(person, 0)
        await stage.remote.write(person, HELLO)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                while screens.seen.get(person, 0) == before:  # noqa: ASYNC110 - as a person looks
                    await asyncio.sleep(POLL_S)
        await asyncio.sleep(PAUSE_S)


def reply_times(
    lines: Iterable[Line], people: Collection[str], since: datetime, until: datetime
) -> list[float]:
    """Seconds from each message of these people to the end of its answer, as it was shown.

    Only messages of this span that were answered; one answer may be for several of them.
    """
    chats = {person: Chat() for person in people}
    for line in lines:
        chat = chats.get(str(line.person_id))
        if chat is not None:
            chat.add(line)
    pairs = [pair for chat in chats.values() for pair in chat.pairs()]
    return [(end - asked).total_seconds() for asked, end in pairs if since <= asked <= until]


@dataclass
class Chat:
    """What one person wrote and when the answers were complete."""

    _asked: list[datetime] = field(default_factory=list)
    _answered_at: datetime | None = None
    _pairs: list[tuple[datetime, datetime]] = field(default_factory=list)

    def add(self, line: Line) -> None:
        """The next line of this person."""
        if line.what in SHOWN:
            self._answered_at = line.at
        elif line.what == "person_wrote":
            self._close()
            self._asked.append(line.at)

    def pairs(self) -> list[tuple[datetime, datetime]]:
        """Of a message and the end of its answer."""
        self._close()
        return self._pairs

    def _close(self) -> None:
        if self._asked and self._answered_at is not None:
            self._pairs += [(asked, self._answered_at) for asked in self._asked]
            self._asked.clear()
        self._answered_at = None
