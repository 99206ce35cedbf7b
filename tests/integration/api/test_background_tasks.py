"""Sweeper, listener and backfill when something that nobody foresaw ends them."""

import contextlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import asyncpg
import httpx
import pytest
from temporalio.client import Client

from panager.api.conversation.listener import APPLICATION_NAME
from panager.db import service_health
from panager.db.conversation import messages
from panager.db.pool import Database
from panager.llm.offline.model import OfflineModel
from panager.llm.providers.chain import ModelChain
from panager.worker.running import running_worker
from testing.eventually import assert_eventually
from testing.people import Someone

type Admin = asyncpg.Connection[asyncpg.Record]


@pytest.fixture
async def admin(admin_url: str) -> AsyncIterator["Admin"]:
    connection = await asyncpg.connect(admin_url)
    yield connection
    await connection.close()


@contextlib.asynccontextmanager
async def without_function(admin: "Admin", name: str) -> AsyncIterator[None]:
    """As after a migration that went wrong."""
    await admin.execute(f"ALTER FUNCTION {name} RENAME TO hidden_meanwhile")
    yield
    await admin.execute(f"ALTER FUNCTION hidden_meanwhile RENAME TO {name}")


async def is_ill(db: Database, part: str) -> bool:
    return any(each.part == part and not each.ok for each in await service_health.list_health(db))


async def test_sweeper_that_failed_sweeps_again(
    temporal_client: Client, database: Database, admin: "Admin"
) -> None:
    alice = await Someone.register(database, temporal_client, "alice")
    async with running_worker(temporal_client, database, ModelChain.of(OfflineModel())):
        async with without_function(admin, "users_waiting"):
            await assert_eventually(lambda: is_ill(database, "task sweeper"))
        async with database.user(alice.user_id) as connection:
            message, _ = await messages.insert_inbound(
                connection,
                alice.user_id,
                channel="local",
                channel_message_id=uuid4().hex,
                text="hello",
                received_at=datetime.now(UTC) - timedelta(minutes=1),
            )

        answer = await alice.answer_to(message.message_id)

    assert answer.text


async def test_listener_that_was_shut_out_listens_again(
    api: httpx.AsyncClient, database: Database, admin: "Admin", database_name: str
) -> None:
    await admin.execute(f"REVOKE CONNECT ON DATABASE {database_name} FROM PUBLIC, panager_app")
    await admin.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1"
        " AND datname = current_database()",
        APPLICATION_NAME,
    )
    await assert_eventually(lambda: is_ill(database, "task listener"))
    await admin.execute(f"GRANT CONNECT ON DATABASE {database_name} TO panager_app")

    async def listens() -> bool:
        return bool(
            await admin.fetchval(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = $1"
                " AND datname = current_database()",
                APPLICATION_NAME,
            )
        )

    await assert_eventually(listens)
    readiness = (await api.get("/readyz")).json()["parts"]["work"]
    assert (readiness["ok"], "listener failed" in readiness["detail"]) == (False, True)
