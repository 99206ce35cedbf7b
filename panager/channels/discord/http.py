"""Discord's REST API over discord.py, without its gateway.

The errors of every call are those of `channels/errors.py` and `channels/discord/errors.py`.
"""

import asyncio
import io
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Protocol

import discord
from discord.utils import MISSING
from pydantic import SecretStr

from panager.channels.discord.errors import (
    FAILURES,
    DiscordUnavailableError,
    TokenRefusedError,
    domain_error,
)
from panager.channels.discord.gate import Gate
from panager.channels.protocol import SentMessage
from panager.channels.rate_limiter import RateLimiter
from panager.contracts.channels import Urgency

LOGIN_PAUSE_S = 5.0
"""Between two tries of logging in."""
PROBE_EVERY = timedelta(minutes=1)
PATIENCE_S = 15.0
LONGEST_RATE_LIMIT_S = 30.0
"""To wait within a call until its route is free; longer is `RateLimitedError`."""


class Report(Protocol):
    """Who is told how Discord takes our token."""

    async def __call__(self, *, ok: bool, detail: str) -> None:
        """`detail`: what is wrong and what to do; empty when nothing is. Must not fail."""
        ...


class DiscordHttp:
    """One client and one rate limiter for everything that a process sends.

    discord.py makes `enforce_nonce` of every nonce, so a nonce is a message at most once.
    """

    def __init__(
        self,
        token: SecretStr,
        limiter: RateLimiter,
        report: Report,
        *,
        probe_every: timedelta = PROBE_EVERY,
        patience_s: float = PATIENCE_S,
    ) -> None:
        """`report` hears whether the token is taken (and what is wrong), at each change.

        A refused token is tried again once in `probe_every`; an answer may take `patience_s`.
        """
        self._token = token
        self._limiter = limiter
        self._report = report
        self._gate = Gate(limiter, probe_every=probe_every, patience_s=patience_s)
        self._client: discord.Client | None = None
        self._logging_in = asyncio.Lock()
        self._next_login_at = float("-inf")
        self._reported: bool | None = None

    async def aclose(self) -> None:
        if self._client is not None:
            await self._client.close()

    async def send(
        self,
        channel_id: int,
        content: str,
        *,
        nonce: str,
        urgency: Urgency,
        view: discord.ui.View | None = None,
        file: tuple[str, bytes] | None = None,
    ) -> int:
        """One message, at most once within Discord's memory of nonces; returns its id."""

        async def call(client: discord.Client) -> int:
            message = await _dm(client, channel_id).send(
                content,
                nonce=nonce,
                allowed_mentions=discord.AllowedMentions.none(),
                suppress_embeds=True,
                view=view or MISSING,
                file=_file(*file) if file else MISSING,
            )
            return message.id

        return await self._call(urgency, call)

    async def edit(
        self,
        channel_id: int,
        message_id: int,
        content: str,
        *,
        urgency: Urgency,
        view: discord.ui.View | None = None,
        file: tuple[str, bytes] | None = None,
    ) -> None:
        """Replace the text and the buttons of a message; `file` is attached."""

        async def call(client: discord.Client) -> None:
            message = _dm(client, channel_id).get_partial_message(message_id)
            await message.edit(
                content=content,
                view=view,
                attachments=[_file(*file)] if file else MISSING,
                allowed_mentions=discord.AllowedMentions.none(),
            )

        await self._call(urgency, call)

    async def delete(self, channel_id: int, message_id: int, *, urgency: Urgency) -> None:
        """Take a message of the bot back."""

        async def call(client: discord.Client) -> None:
            await _dm(client, channel_id).get_partial_message(message_id).delete()

        await self._call(urgency, call)

    async def typing(self, channel_id: int) -> None:
        """Show for ten seconds, or until a message comes, that somebody writes."""

        async def call(client: discord.Client) -> None:
            await _dm(client, channel_id).typing()

        await self._call(Urgency.CONVERSATION, call)

    async def own_messages(
        self, channel_id: int, *, after: datetime, urgency: Urgency
    ) -> list[SentMessage]:
        """What the bot wrote there since, oldest first, but for answers to commands."""

        async def call(client: discord.Client) -> list[SentMessage]:
            history = _dm(client, channel_id).history(after=after, limit=None, oldest_first=True)
            return [
                _own(message)
                async for message in history
                if message.author == client.user and message.interaction_metadata is None
            ]

        return await self._call(urgency, call)

    async def open_dm(self, discord_user_id: int, *, urgency: Urgency) -> int:
        """The channel of a person's direct messages; opening many is what Discord punishes."""

        async def call(client: discord.Client) -> int:
            return (await client.create_dm(discord.Object(discord_user_id))).id

        return await self._call(urgency, call)

    def is_busy(self, urgency: Urgency) -> bool:
        """Whether calls as urgent wait already; what is only pretty is left out."""
        return self._limiter.has_waiting(urgency)

    async def _call[T](self, urgency: Urgency, call: Callable[[discord.Client], Awaitable[T]]) -> T:
        try:
            self._gate.check()
            client = await self._logged_in()
            await self._limiter.take(urgency)
            async with self._gate.bounded():
                result = await call(client)
        except TokenRefusedError as error:
            await self._tell(ok=False, detail=str(error))
            raise
        except FAILURES as error:
            raise domain_error(error) from error
        await self._tell(ok=True, detail="")
        return result

    async def _logged_in(self) -> discord.Client:
        async with self._logging_in:
            if self._client is None:
                if asyncio.get_running_loop().time() < self._next_login_at:
                    raise DiscordUnavailableError("not logged in yet")
                self._client = await self._log_in()
        return self._client

    async def _log_in(self) -> discord.Client:
        client = discord.Client(
            intents=discord.Intents(guilds=True),  # for a gateway only; without it warns
            max_messages=None,
            max_ratelimit_timeout=LONGEST_RATE_LIMIT_S,
            http_trace=self._gate.trace(),
        )
        try:
            async with self._gate.bounded():
                await client.login(self._token.get_secret_value())
        except BaseException as error:
            # Its session would stay open: the next try makes one of its own.
            await client.close()
            self._next_login_at = asyncio.get_running_loop().time() + LOGIN_PAUSE_S
            if isinstance(error, FAILURES):
                # Not domain_error: what is refused here is us and nobody's message.
                raise DiscordUnavailableError(f"cannot log in: {error}") from error
            raise
        return client

    async def _tell(self, *, ok: bool, detail: str) -> None:
        if ok is self._reported:
            return
        self._reported = ok
        await self._report(ok=ok, detail=detail)


def _dm(client: discord.Client, channel_id: int) -> discord.PartialMessageable:
    return client.get_partial_messageable(channel_id, type=discord.ChannelType.private)


def _file(name: str, data: bytes) -> discord.File:
    return discord.File(io.BytesIO(data), filename=name)


def _own(message: discord.Message) -> SentMessage:
    return SentMessage(
        message_id=str(message.id),
        text=message.content,
        key=None if message.nonce is None else str(message.nonce),
    )
