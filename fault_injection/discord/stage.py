"""A Panager with its bot, a fake Discord that records, and people who have written once."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from uuid import UUID

import asyncpg

from fault_injection.discord.journal import JournalTail, Line, parse
from fault_injection.discord.server import DiscordServer, discord_server
from fault_injection.entries import Lines, Received, Tail
from fault_injection.stage import POLL_S, QUIET_S, Reader, Report, Stage, open_panager
from testing.eventually import assert_eventually
from testing.fake_discord.control.remote import RemoteDiscord

HELLO = "what time is it?"
REGISTER_TIMEOUT_S = 300.0
ONBOARDED_S = 3.0
"""How long nothing comes when everybody was welcomed and answered."""
REGISTERED = """
SELECT channel_user_id, user_id FROM identities
WHERE channel = 'discord' AND address IS NOT NULL
"""


@dataclass
class DiscordStage(Stage):
    """A stage whose people are on Discord; a person's name is the Discord id."""

    server: DiscordServer = field(kw_only=True)
    remote: RemoteDiscord = field(kw_only=True)

    def tail(self) -> Tail:
        """Of what the fake Discord showed to people."""
        return JournalTail(self.server.journal)

    def journal(self) -> list[Line]:
        """So far, all of it."""
        return list(parse(Lines(self.server.journal).read()))

    async def until_sent(self, count: int, *, stalled_s: float) -> None:
        """Until so many promises reached people and a while longer, or none for `stalled_s`."""
        tail, kept, since = self.tail(), set[UUID | None](), time.monotonic()
        while len(kept) < count and time.monotonic() - since < stalled_s:
            await asyncio.sleep(POLL_S)
            before = len(kept)
            kept.update(e.reminder_id for e in tail.read() if isinstance(e, Received))
            if len(kept) > before:
                since = time.monotonic()
            if len(kept) * 10 // count > before * 10 // count:
                self.report(f"{len(kept)} of {count} received")
        await asyncio.sleep(QUIET_S)
        self.require_recorder()

    def require_recorder(self) -> None:
        """The fake Discord is the recorder."""
        self.server.require()


@asynccontextmanager
async def open_discord_stage(
    directory: Path, *, people: int, seed: int, report: Report
) -> AsyncIterator[DiscordStage]:
    """With people who have met the bot and have nothing more to hear from it."""
    directory.mkdir(parents=True)
    async with contextlib.AsyncExitStack() as stack:
        enter = stack.enter_async_context
        server, remote = await enter(discord_server(directory / "journal.jsonl"))
        opened = await enter(open_panager(directory, server.environment))
        stage = DiscordStage(
            **vars(opened),
            people=[],
            random=Random(seed),
            report=report,
            server=server,
            remote=remote,
        )
        await assert_eventually(lambda: _is_met(stage), timeout_s=REGISTER_TIMEOUT_S)
        stage.people = await join(stage, [f"person{number}" for number in range(people)])
        yield stage


async def join(stage: DiscordStage, names: Sequence[str]) -> list[Reader]:
    """New people; they write once, are answered, and the onboarding is over."""
    await assert_eventually(stage.remote.is_connected, timeout_s=REGISTER_TIMEOUT_S)
    ids = [await stage.remote.join(name) for name in names]
    for person_id in ids:
        await stage.remote.write(person_id, HELLO)
    known: dict[str, UUID] = {}

    async def registered() -> bool:
        known.update(await _registered(stage))
        return known.keys() >= set(ids)

    await assert_eventually(registered, timeout_s=REGISTER_TIMEOUT_S)
    await assert_eventually(lambda: answered(stage) >= set(ids), timeout_s=REGISTER_TIMEOUT_S)
    await until_quiet(stage)
    return [Reader(person_id, known[person_id]) for person_id in ids]


def _is_met(stage: DiscordStage) -> bool:
    """Whether the bot is there; nobody can be asked later for a first message that it missed."""
    return any(line.what == "identified" for line in stage.journal())


def answered(stage: DiscordStage) -> set[str]:
    """Everybody to whom the bot has written."""
    return {str(line.person_id) for line in stage.journal() if line.what == "message"}


async def until_quiet(stage: DiscordStage) -> None:
    """Until nothing has come for a while."""
    lines, quiet_s = Lines(stage.server.journal), 0.0
    while quiet_s < ONBOARDED_S:
        quiet_s = 0.0 if list(lines.read()) else quiet_s + POLL_S
        await asyncio.sleep(POLL_S)


async def _registered(stage: DiscordStage) -> dict[str, UUID]:
    """User ids by Discord id, of everybody whose DM channel is known."""
    admin = stage.stack.settings.database_admin_url
    if admin is None:
        raise RuntimeError("panager up did not say who owns its database")
    connection = await asyncpg.connect(admin.get_secret_value())
    try:
        rows = await connection.fetch(REGISTERED)
    finally:
        await connection.close()
    return {row["channel_user_id"]: row["user_id"] for row in rows}
