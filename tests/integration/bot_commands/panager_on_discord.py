"""Panager's answers to interactions on a fake Discord, with real Postgres and Temporal."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import discord
from temporalio.client import Client

from panager.bot import interactions
from panager.bot.commands import syncing
from panager.channels.discord import base
from panager.contracts.channels import DISCORD
from panager.db import users
from panager.db.pool import Database
from panager.db.reminders import Reminder
from panager.features import registry
from panager.sentences import Language
from panager.settings import DayBudget
from panager.when import Recurrence
from testing.eventually import assert_eventually
from testing.fake_discord import FakeDiscord, Interaction, Message, Person
from testing.people import Someone
from testing.scheduling import occurrences_of, schedule

ZONE = "Asia/Seoul"


class Bot(discord.Client):
    """No more of a bot than interactions need."""

    def __init__(
        self, db: Database, temporal: Client, patience_s: float, budget: DayBudget | None = None
    ) -> None:
        super().__init__(intents=discord.Intents.none(), guild_ready_timeout=0)
        self.tree = interactions.attach(
            self,
            db=db,
            temporal=temporal,
            zone=ZONE,
            commands=registry.commands(),
            budget=budget,
            patience_s=patience_s,
        )

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """The library waits five seconds here."""

    async def setup_hook(self) -> None:
        await base.use_gateway_of_base(self)
        await syncing.sync(self.tree)


@asynccontextmanager
async def online(bot: Bot, fake: FakeDiscord) -> AsyncIterator[Bot]:
    base.use_api_base(fake.api_base)
    running = asyncio.create_task(bot.start(fake.settings.token))
    try:
        await assert_eventually(lambda: bot.is_ready() or running.done())
        if running.done():
            running.result()
        yield bot
    finally:
        await bot.close()
        await asyncio.gather(running, return_exceptions=True)


@dataclass
class Stage:
    """Everything of a test in one hand."""

    fake: FakeDiscord
    db: Database
    temporal: Client

    @asynccontextmanager
    async def bot(
        self, *, patience_s: float = 20.0, budget: DayBudget | None = None
    ) -> AsyncIterator[Bot]:
        """A bot that has just been started; nothing of an earlier one is left."""
        async with online(Bot(self.db, self.temporal, patience_s, budget), self.fake) as client:
            yield client

    async def register(self, person: Person, language: Language = "ko") -> Someone:
        user_id = await users.ensure_user(
            self.db,
            channel="discord",
            channel_user_id=str(person.id),
            language=language,
            zone=ZONE,
        )
        return Someone(self.db, self.temporal, user_id, channel=DISCORD)


async def answer_of(started: Interaction) -> str:
    """What the bot said in the end, to this person only."""
    await assert_eventually(lambda: bool(started.content))
    assert started.original is not None
    assert started.original.ephemeral
    return started.content or ""


def labels(message: Message) -> list[list[str]]:
    """Of the buttons, row by row."""
    return [[button["label"] for button in row["components"]] for row in message.components]


def custom_id(message: Message, label: str) -> str:
    """Of the button with this label."""
    buttons = [button for row in message.components for button in row["components"]]
    found: str = next(button["custom_id"] for button in buttons if button["label"] == label)
    return found


async def deliver(
    stage: Stage, person: Person, *, recurrence: Recurrence | None = None
) -> tuple[Someone, Reminder, Message]:
    """A reminder that has reached somebody."""
    someone = await stage.register(person)
    reminder = await schedule(
        someone, datetime.now(UTC), "dentist", zone=ZONE, recurrence=recurrence
    )

    async def arrived() -> bool:
        return [o.state for o in await occurrences_of(someone, reminder)] == ["delivered"]

    await assert_eventually(arrived, timeout_s=20)
    return someone, reminder, stage.fake.people.received(person)[-1]
