"""The channels that this installation has; a new one is opened here."""

import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

from panager.channels.discord.channel import DiscordChannel
from panager.channels.discord.opening import open_discord
from panager.channels.local import LocalChannel
from panager.channels.protocol import Channel
from panager.db.pool import Database
from panager.settings import Settings

type PutHealth = Callable[..., Coroutine[Any, Any, None]]


@contextlib.asynccontextmanager
async def open_channels(
    settings: Settings, db: Database, put_health: PutHealth
) -> AsyncIterator[list[Channel]]:
    """Those whose settings are there; what leaves for another waits in its queues."""
    channels: list[Channel] = [LocalChannel()]
    async with open_discord(settings, put_health) as rest:
        if rest is not None:
            channels.append(DiscordChannel(db, rest))
        yield channels
