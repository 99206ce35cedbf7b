"""A bot made of the unmodified discord.py that writes down what it is told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord
from discord import app_commands

from panager.channels.discord import base
from testing.eventually import assert_eventually
from testing.fake_discord import FakeDiscord


class Bot(discord.Client):
    """Notes every event; `tree` takes slash commands, synced at start when there are any."""

    def __init__(self, **options: Any) -> None:
        intents = discord.Intents(dm_messages=True, dm_typing=True)
        # Without guilds there is nothing to wait for; the default is two seconds.
        super().__init__(intents=intents, guild_ready_timeout=0, **options)
        self.tree = app_commands.CommandTree(self)
        self.seen: list[discord.Message] = []
        self.edits: list[discord.RawMessageUpdateEvent] = []
        self.deleted: list[int] = []
        self.readies = 0
        self.resumes = 0
        self.typing: list[int] = []

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """The library waits five seconds here."""

    async def setup_hook(self) -> None:
        await base.use_gateway_of_base(self)
        if self.tree.get_commands():
            await self.tree.sync()

    async def on_ready(self) -> None:
        self.readies += 1

    async def on_resumed(self) -> None:
        self.resumes += 1

    async def on_message(self, message: discord.Message) -> None:
        if message.author != self.user:
            self.seen.append(message)

    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        self.edits.append(event)

    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        self.deleted.append(event.message_id)

    async def on_raw_typing(self, event: discord.RawTypingEvent) -> None:
        self.typing.append(event.user_id)

    @property
    def texts(self) -> list[str]:
        return [message.content for message in self.seen]


@asynccontextmanager
async def online(bot: Bot, fake: FakeDiscord) -> AsyncIterator[Bot]:
    """The bot, connected and ready, for the length of a block."""
    base.use_api_base(fake.api_base)
    running = asyncio.create_task(bot.start(fake.settings.token))
    try:
        await assert_eventually(lambda: bot.readies > 0 or running.done())
        if running.done():
            running.result()
        yield bot
    finally:
        await bot.close()
        await asyncio.gather(running, return_exceptions=True)
