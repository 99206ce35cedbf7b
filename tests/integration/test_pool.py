"""Whoever is cancelled leaves nothing of a transaction to the next person."""

import asyncio
import random
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import pytest

from panager.db import users
from panager.db.conversation import messages
from panager.db.pool import Database, open_database

SIZE = 3
"""Connections of the pool."""
TIMES = 150


@pytest.fixture
async def small(app_url: str) -> AsyncIterator[Database]:
    async with open_database(app_url, max_size=SIZE) as db:
        yield db


@pytest.fixture
async def complaints() -> AsyncIterator[list[str]]:
    """What libraries tell the event loop because they cannot raise it."""
    loop, told = asyncio.get_running_loop(), list[str]()

    def hear(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        told.append(context["message"])

    before = loop.get_exception_handler()
    loop.set_exception_handler(hear)
    yield told
    loop.set_exception_handler(before)


async def register(db: Database) -> UUID:
    return await users.ensure_user(
        db, channel="local", channel_user_id=uuid4().hex, language="en", zone="UTC"
    )


async def write(db: Database, user_id: UUID) -> None:
    async with db.user(user_id) as connection:
        await messages.insert_inbound(
            connection, user_id, channel="local", channel_message_id=uuid4().hex, text="hello"
        )
        await connection.fetchval("SELECT pg_sleep(0.001)")


async def cancelled_after(rounds: int, again_after: int, db: Database, user_id: UUID) -> None:
    """Write, and be cancelled after so many rounds of the event loop, and once more."""
    task = asyncio.create_task(write(db, user_id))
    for wait in (rounds, again_after):
        for _ in range(wait):
            await asyncio.sleep(0)
        task.cancel()
    await asyncio.wait([task])


async def states(db: Database) -> list[tuple[bool, str]]:
    """Of every connection: whether a transaction is open, and whose rows it shows."""
    connections = [await db.pool.acquire() for _ in range(SIZE)]
    found = [
        (
            connection.is_in_transaction(),
            await connection.fetchval("SELECT current_setting('panager.user_id', true)") or "",
        )
        for connection in connections
    ]
    for connection in connections:
        await db.pool.release(connection)
    return found


async def test_cancelled_at_any_point_leaves_every_connection_clean(
    small: Database, complaints: list[str]
) -> None:
    people = [await register(small) for _ in range(SIZE)]
    points = random.Random(20)

    for _ in range(TIMES):
        await asyncio.gather(
            *(
                cancelled_after(points.randrange(60), points.randrange(6), small, user_id)
                for user_id in people
            )
        )
        assert await states(small) == [(False, "")] * SIZE

    await asyncio.gather(*(write(small, user_id) for user_id in people))
    assert complaints == []
