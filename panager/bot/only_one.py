"""One bot for each token: a second one would store, run and answer everything twice."""

import asyncio
import contextlib
import hashlib
from collections.abc import AsyncIterator

import asyncpg
import structlog
from pydantic import SecretStr

from panager.bot.inbox import through_outages
from panager.db.pool import until_lost
from panager.errors import PanagerError

APPLICATION_NAME = "panager-bot-lock"
PATIENCE_S = 5.0
"""How long a bot that was just killed may take until Postgres has noticed."""
PAUSE_S = 0.2
TIMEOUT_S = 5.0
KEEPALIVE = {
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
}
"""So that a host that is gone without a word holds nothing for longer than half a minute."""

type Connection = asyncpg.Connection[asyncpg.Record]

log = structlog.get_logger(__name__)


class AnotherBotError(PanagerError):
    """Another bot has the lock."""


class BotLock:
    """A lock of Postgres that lives and dies with one connection of this process."""

    def __init__(self, url: str, token: SecretStr) -> None:
        """`url` of the database that bots of this token share."""
        self._url = url
        self._key = _key(token)
        self._connection: Connection | None = None

    async def take(self) -> None:
        """AnotherBotError when somebody else keeps it."""
        deadline = asyncio.get_running_loop().time() + PATIENCE_S
        while not await through_outages(self._try):
            if asyncio.get_running_loop().time() > deadline:
                raise AnotherBotError(
                    "Another bot with this token runs already on this database; two would answer"
                    " everything twice. Stop that one first."
                )
            await asyncio.sleep(PAUSE_S)

    async def keep(self) -> None:
        """Until cancelled: a lost lock is taken again; AnotherBotError when somebody was faster."""
        while True:
            if self._connection is not None:
                await until_lost(self._connection)
            log.warning("bot_lock_lost")
            await self.take()

    def release(self) -> None:
        if self._connection is not None:
            self._connection.terminate()
            self._connection = None

    async def _try(self) -> bool:
        self.release()
        self._connection = await asyncpg.connect(
            self._url,
            timeout=TIMEOUT_S,
            server_settings={"application_name": APPLICATION_NAME, **KEEPALIVE},
        )
        has_it: bool = await self._connection.fetchval(
            "SELECT pg_try_advisory_lock($1)", self._key, timeout=TIMEOUT_S
        )
        if not has_it:
            self.release()
        return has_it


@contextlib.asynccontextmanager
async def only_bot(url: str, token: SecretStr) -> AsyncIterator[BotLock]:
    """Hold the lock for the length of the block; whoever holds it must also `keep` it."""
    lock = BotLock(url, token)
    await lock.take()
    try:
        yield lock
    finally:
        lock.release()


def _key(token: SecretStr) -> int:
    """Of the bot, whose id is what a token begins with, also of a newer token."""
    bot = token.get_secret_value().partition(".")[0]
    digest = hashlib.sha256(f"panager-bot:{bot}".encode()).digest()
    return int.from_bytes(digest[:8], signed=True)
