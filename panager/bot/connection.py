"""Keeps the bot connected: a new client whenever the old one is of no more use."""

import asyncio
import contextlib
from collections.abc import Callable

import aiohttp
import discord
import structlog
from pydantic import SecretStr

from panager.bot.gateway import Gateway
from panager.bot.identifies import Identifies, TooManyIdentifiesError
from panager.bot.status import TOKEN_REFUSED, Status
from panager.channels.discord.http import Report
from panager.errors import PanagerError

AUTHENTICATION_FAILED = 4004
PATIENCE_S = 90.0
FIRST_DELAY_S = 1.0
LONGEST_DELAY_S = 60.0
AWAY = "the bot has no connection to Discord; it goes on trying"
REFUSED = (
    "Discord refused the bot's token. Make a new one at"
    " https://discord.com/developers/applications (your application, Bot, Reset Token), put"
    " it into DISCORD_TOKEN and start again."
)

log = structlog.get_logger(__name__)


class TokenRefusedError(PanagerError):
    """Discord does not know the token."""

    exit_code = TOKEN_REFUSED


class Connection:
    """Connects, again and again."""

    def __init__(
        self,
        make_client: Callable[[], Gateway],
        token: SecretStr,
        *,
        identifies: Identifies,
        status: Status,
        report: Report,
        patience_s: float = PATIENCE_S,
    ) -> None:
        """A client that has been without connection for `patience_s` seconds is given up.

        `report` is told what is wrong when there is no connection.
        """
        self._make_client = make_client
        self._token = token
        self._identifies = identifies
        self._status = status
        self._report = report
        self._patience_s = patience_s

    async def run(self) -> None:
        """Until cancelled; TokenRefusedError when there is no sense in going on."""
        delay_s = FIRST_DELAY_S
        while True:
            await self._wait_for_turn()
            started = asyncio.get_running_loop().time()
            try:
                await self._connect_once()
            except TooManyIdentifiesError:
                continue
            except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
                if _is_refusal(error):
                    await self._report(ok=False, detail=REFUSED)
                    raise TokenRefusedError(REFUSED) from error
                log.warning("discord_failed", error=f"{type(error).__name__}: {error}")
            except Exception:  # bugs of discord.py must not end the bot, e.g. before a first hello
                log.exception("discord_failed")
            if asyncio.get_running_loop().time() - started > LONGEST_DELAY_S:
                delay_s = FIRST_DELAY_S
            self._status.show("not connected; trying again")
            await self._report(ok=False, detail=AWAY)
            await asyncio.sleep(delay_s)
            delay_s = min(delay_s * 2, LONGEST_DELAY_S)

    async def _wait_for_turn(self) -> None:
        delay_s = self._identifies.delay_s()
        if delay_s > 0:
            self._status.show(f"waiting {delay_s:.0f} s: it connected often lately")
        await self._identifies.wait()
        self._status.show("connecting")

    async def _connect_once(self) -> None:
        async with self._make_client() as client:
            serving = asyncio.create_task(client.start(self._token.get_secret_value()))
            losing = asyncio.create_task(client.wait_lost(self._patience_s))
            try:
                await asyncio.wait((serving, losing), return_when=asyncio.FIRST_COMPLETED)
            finally:
                losing.cancel()
                if not serving.done():
                    serving.cancel()
                    with contextlib.suppress(asyncio.CancelledError):
                        await serving
            if not serving.cancelled():
                serving.result()


def _is_refusal(error: Exception) -> bool:
    if isinstance(error, discord.ConnectionClosed):
        return error.code == AUTHENTICATION_FAILED
    unauthorized = isinstance(error, discord.HTTPException) and error.status == 401
    return unauthorized or isinstance(error, discord.LoginFailure)
