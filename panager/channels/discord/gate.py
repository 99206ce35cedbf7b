"""What each request to Discord passes on its way out and in, also those that a library makes.

discord.py retries within itself, up to five times with pauses, and holds everything back during
them. Ending a call at its first failure leaves that to Temporal, which forgets nothing.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextvars import ContextVar
from datetime import timedelta
from types import SimpleNamespace

import aiohttp

from panager.channels.discord.errors import (
    DiscordUnavailableError,
    RateLimitedError,
    TokenRefusedError,
)
from panager.channels.rate_limiter import Ceiling, RateLimiter

IN_A_SECOND = 48
"""Requests at most, whatever was held back before; Discord's limit is 50."""
LONGEST_HOLD_S = 30.0
BAN_S = 60.0
"""To wait when Cloudflare answers instead of Discord."""

_deadline: ContextVar[asyncio.Timeout | None] = ContextVar("_deadline", default=None)


class Gate:
    """Stops everything when the token is refused, and everybody when Discord says slower."""

    def __init__(self, limiter: RateLimiter, *, probe_every: timedelta, patience_s: float) -> None:
        """A refused token is tried again once in `probe_every`."""
        self._limiter = limiter
        self._patience_s = patience_s
        self._probe_every = probe_every
        self._refused_at: float | None = None
        self._ceiling = Ceiling(IN_A_SECOND)

    def trace(self) -> aiohttp.TraceConfig:
        """Hooks for the `http_trace` of a `discord.Client`."""
        config = aiohttp.TraceConfig()
        config.on_request_start.append(self._leave)
        config.on_request_end.append(self._judge)
        return config

    def check(self) -> None:
        """TokenRefusedError while calls are of no use."""
        loop = asyncio.get_running_loop()
        if self._refused_at is None:
            return
        pause_s = self._refused_at + self._probe_every.total_seconds() - loop.time()
        if pause_s > 0:
            raise TokenRefusedError(timedelta(seconds=pause_s))

    @contextlib.asynccontextmanager
    async def bounded(self) -> AsyncIterator[None]:
        """TimeoutError when a request in the block is not answered in `patience_s`.

        What the library waits before a request does not count: its route has a limit of its own.
        """
        async with asyncio.timeout(None) as deadline:
            token = _deadline.set(deadline)
            try:
                yield
            finally:
                _deadline.reset(token)

    async def _leave(
        self,
        _session: aiohttp.ClientSession,
        _context: SimpleNamespace,
        _params: aiohttp.TraceRequestStartParams,
    ) -> None:
        self.check()
        loop = asyncio.get_running_loop()
        if self._refused_at is not None:
            self._refused_at = loop.time()  # this is the one probe; the others wait for the next
        await self._ceiling.pass_under()
        if deadline := _deadline.get():
            deadline.reschedule(loop.time() + self._patience_s)

    async def _judge(
        self,
        _session: aiohttp.ClientSession,
        _context: SimpleNamespace,
        params: aiohttp.TraceRequestEndParams,
    ) -> None:
        response = params.response
        if response.status == 401:
            self._refused_at = asyncio.get_running_loop().time()
            raise TokenRefusedError(self._probe_every)
        if response.status == 429:
            raise RateLimitedError(timedelta(seconds=await self._slow_down(response)))
        if response.status >= 500:
            raise DiscordUnavailableError(f"Discord answers {response.status}")
        self._refused_at = None
        if deadline := _deadline.get():
            deadline.reschedule(None)

    async def _slow_down(self, response: aiohttp.ClientResponse) -> float:
        """The seconds to wait; for everybody when the limit is that of the whole bot."""
        if response.content_type != "application/json":
            self._limiter.hold(LONGEST_HOLD_S)
            return BAN_S
        seconds = float((await response.json())["retry_after"])
        if response.headers.get("X-RateLimit-Scope") == "global":
            self._limiter.hold(min(seconds, LONGEST_HOLD_S))
        return seconds
