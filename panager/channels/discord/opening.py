"""The one client for Discord of a process."""

import contextlib
import functools
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

from panager.channels.discord.base import use_api_base
from panager.channels.discord.health import SENDING
from panager.channels.discord.http import DiscordHttp
from panager.channels.rate_limiter import ProcessRateLimiter
from panager.settings import Settings


@contextlib.asynccontextmanager
async def open_discord(
    settings: Settings, put_health: Callable[..., Coroutine[Any, Any, None]]
) -> AsyncIterator[DiscordHttp | None]:
    """It logs in when it is needed, and tells `put_health` how; None without a token."""
    if settings.discord_token is None:
        yield None
        return
    use_api_base(str(settings.discord_api_base))
    report = functools.partial(put_health, SENDING)
    limiter = ProcessRateLimiter(settings.discord_requests_per_second)
    async with contextlib.aclosing(DiscordHttp(settings.discord_token, limiter, report)) as rest:
        yield rest
