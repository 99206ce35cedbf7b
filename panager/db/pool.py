"""The connection pool and the tenant that row-level security sees."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import UUID

import asyncpg

from panager.outages import DATABASE_OUTAGES

type Pool = asyncpg.Pool[asyncpg.Record]
type Connection = asyncpg.pool.PoolConnectionProxy[asyncpg.Record]

PROBE_EVERY_S = 30.0
PROBE_TIMEOUT_S = 5.0
EVENTS_CHANNEL = "panager_events"
"""NOTIFY channel; the payload is the id of the user who has news, nothing else."""

ROLLBACK_TIMEOUT_S = 5.0
GONE = (OSError, asyncpg.InterfaceError, asyncpg.InternalClientError, asyncpg.PostgresError)
"""What a connection says that is gone, or that waits for its rollback."""


@dataclass(frozen=True)
class Database:
    """Hands out connections; everything that belongs to a person goes through `user`."""

    pool: Pool

    @contextlib.asynccontextmanager
    async def user(self, user_id: UUID) -> AsyncIterator[Connection]:
        """One transaction in which only this person's rows exist."""
        connection = await self.pool.acquire()
        try:
            # Both in one round trip; it is made for every step of every turn.
            await connection.execute(
                f"BEGIN; SELECT set_config('panager.user_id', '{user_id.hex}', true)"
            )
            yield connection
            await connection.execute("COMMIT")
        except BaseException:
            # Whoever is cancelled in the middle of a statement, even of BEGIN, does not know what
            # the server did; cancelled again, they leave and this goes on alone.
            await asyncio.shield(self._abandon(connection))
            raise
        await self.pool.release(connection)

    async def _abandon(self, connection: Connection) -> None:
        """Give it back without a transaction, or close it: an open one would become the next
        person's.
        """
        try:
            await connection.execute("ROLLBACK", timeout=ROLLBACK_TIMEOUT_S)
        except GONE:
            with contextlib.suppress(asyncpg.InterfaceError):  # it is closed already
                connection.terminate()
        finally:
            await self.pool.release(connection)

    @contextlib.asynccontextmanager
    async def edge(self) -> AsyncIterator[Connection]:
        """No person: only the edge functions (who is this, who waits) answer here."""
        async with self.pool.acquire() as connection:
            yield connection


async def until_lost(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    """Return when this connection is of no more use.

    One that broke without a word is noticed by asking now and then.
    """
    lost = asyncio.Event()
    connection.add_termination_listener(lambda _: lost.set())
    while not connection.is_closed():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(lost.wait(), PROBE_EVERY_S)
            return
        try:
            await connection.execute("SELECT 1", timeout=PROBE_TIMEOUT_S)
        except DATABASE_OUTAGES:
            return


@contextlib.asynccontextmanager
async def open_database(url: str, *, max_size: int = 10) -> AsyncIterator[Database]:
    """A pool for the application's role; closed on leaving."""
    pool = await asyncpg.create_pool(
        url, min_size=1, max_size=max_size, init=_use_json, reset=_keep_session
    )
    try:
        yield Database(pool)
    finally:
        await pool.close()


async def _keep_session(connection: object) -> None:
    """Nothing to undo: whatever we set ends with its transaction, so save the round trip."""


async def _use_json(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    # Binary, because only so it is read within a record as well; the first byte is a version.
    await connection.set_type_codec(
        "jsonb",
        encoder=lambda value: b"\x01" + json.dumps(value).encode(),
        decoder=lambda data: json.loads(data[1:]),
        schema="pg_catalog",
        format="binary",
    )
