"""The connection to Discord's gateway: hands on what people do, and blocks for nothing."""

import asyncio
from collections.abc import AsyncIterator, Callable

import aiohttp
import discord
import structlog

from panager.bot import incoming
from panager.bot.backfill import Backfill
from panager.bot.commands.syncing import sync
from panager.bot.commands.tree import Tree
from panager.bot.identifies import Identifies
from panager.bot.inbox import Inbox
from panager.bot.incoming import Incoming
from panager.bot.keyed_queue import Lanes
from panager.bot.status import CONNECTED, Status
from panager.channels.discord import base
from panager.channels.discord.health import GATEWAY
from panager.process.health import ProcessHealth
from panager.process.supervision import keep_running

FIRST_LOOK = 1000
"""Messages of somebody new that are looked at, at most."""

log = structlog.get_logger(__name__)


class Gateway(discord.Client):
    """One client for one run; what must outlive it comes from outside.

    Direct messages are all that it asks for: their content needs no privileged intent.
    See https://discord.com/developers/docs/events/gateway#gateway-intents.
    """

    def __init__(
        self,
        *,
        inbox: Inbox,
        lanes: Lanes,
        backfill: Backfill,
        identifies: Identifies,
        status: Status,
        health: ProcessHealth,
        attach: Callable[[discord.Client], Tree],
    ) -> None:
        """Not connected yet. `attach` adds what people press and run."""
        super().__init__(
            intents=discord.Intents(dm_messages=True),
            max_messages=None,
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            guild_ready_timeout=0,
        )
        self._inbox = inbox
        self._lanes = lanes
        self._backfill = backfill
        self._identifies = identifies
        self._status = status
        self._health = health
        self._online = asyncio.Event()
        self._offline = asyncio.Event()
        self._offline.set()
        self._commands = attach(self)

    async def setup_hook(self) -> None:
        """Logged in, not connected yet."""
        await base.use_gateway_of_base(self)
        self._syncing = asyncio.create_task(
            keep_running("commands", self._sync_commands, self._health.put)
        )

    async def _sync_commands(self) -> None:
        try:
            await sync(self._commands)
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            log.warning("commands_not_synced", error=str(error))  # the next start tries again

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Before each new session; a session that is resumed does not come here."""
        del shard_id, initial
        await self._identifies.begin()

    async def wait_lost(self, patience_s: float) -> None:
        """Return when there has been no connection for so long.

        discord.py tries again too, but after a long outage only every quarter of an hour.
        """
        while True:
            await self._offline.wait()
            try:
                async with asyncio.timeout(patience_s):
                    await self._online.wait()
            except TimeoutError:
                return

    async def on_connect(self) -> None:
        """A new session began; called before any of its messages, as `on_ready` is not."""
        self._backfill.begin(self.read_history)
        await self._show_online()

    async def on_resumed(self) -> None:
        self._backfill.begin_recent(self.read_history)
        await self._show_online()

    async def on_disconnect(self) -> None:
        """Also after every attempt that failed."""
        self._online.clear()
        self._offline.set()
        self._status.show("reconnecting")

    async def on_message(self, message: discord.Message) -> None:
        said = incoming.read(message)
        if said is not None and not self._lanes.put(said.channel_id, lambda: self._take(said)):
            self._backfill.missed(said.channel_id, said.message_id)

    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        said = incoming.read(event.message)
        if said is not None:
            self._lanes.put(said.channel_id, lambda: self._inbox.edit(said))

    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """Somebody took a message back, or we did."""
        if event.guild_id is None:
            self._lanes.put(
                event.channel_id, lambda: self._inbox.delete(event.channel_id, event.message_id)
            )

    async def read_history(self, channel_id: int, after: int | None) -> AsyncIterator[Incoming]:
        """See `History`."""
        channel = self.get_partial_messageable(channel_id, type=discord.ChannelType.private)
        if after is None:
            for unanswered in await self._since_our_words(channel):
                yield unanswered
            return
        start = discord.Object(after)
        async for message in channel.history(limit=None, after=start, oldest_first=True):
            if (said := incoming.read(message)) is not None:
                yield said

    async def _since_our_words(self, channel: discord.PartialMessageable) -> list[Incoming]:
        """What we said answers what was before it."""
        found: list[Incoming] = []
        async for message in channel.history(limit=FIRST_LOOK):
            if self.user is not None and message.author.id == self.user.id:
                break
            if (said := incoming.read(message)) is not None:
                found.append(said)
        return found[::-1]

    async def _take(self, said: Incoming) -> None:
        complete = await self._backfill.before(said.channel_id)
        stored = await self._inbox.store(said, everything_before=complete)
        if stored.waits:
            await self._inbox.wake(stored.user_id)

    async def _show_online(self) -> None:
        self._offline.clear()
        self._online.set()
        line = f"{CONNECTED} {self.user.name if self.user else 'nobody'}"
        self._status.show(line)
        log.info("discord_connected", identifies=self._identifies.count)
        await self._health.put(GATEWAY, ok=True, detail=line)
