"""A real API on a port of its own, over a real database and a real Temporal server."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr
from temporalio.client import Client

from panager.api.server import ApiServer
from panager.client.connection import open_client
from panager.db.pool import Database
from panager.embedded import ports
from panager.features import registry
from panager.llm.providers.models import create_models
from panager.settings import Settings
from panager.worker.running import running_worker
from testing.eventually import assert_eventually
from testing.keys import UPDATE_KEY

TOKEN = "an operator's token"


@contextlib.asynccontextmanager
async def running_api(settings: Settings) -> AsyncIterator[ApiServer]:
    """As `panager api`, stopped as by a signal."""
    server = ApiServer(settings, registry.routers())
    task = asyncio.create_task(server.serve())
    await assert_eventually(lambda: server.started or task.done())
    try:
        yield server
    finally:
        server.should_exit = True
        await task


@pytest.fixture
def settings(tmp_path: Path, app_url: str, temporal_client: Client) -> Settings:
    return Settings(
        data_dir=tmp_path,
        database_url=SecretStr(app_url),
        temporal_address=temporal_client.service_client.config.target_host,
        temporal_namespace=temporal_client.namespace,
        api_port=ports.find_free_port(),
        operator_token=SecretStr(TOKEN),
        update_key=UPDATE_KEY,
        zone="Asia/Seoul",
    )


@pytest.fixture
async def running(settings: Settings) -> AsyncIterator[None]:
    async with running_api(settings):
        yield


@pytest.fixture
async def api(settings: Settings, running: None) -> AsyncIterator[httpx.AsyncClient]:
    async with open_client(settings, "operator") as client:
        yield client


@pytest.fixture
async def other(settings: Settings, running: None) -> AsyncIterator[httpx.AsyncClient]:
    async with open_client(settings, "김하나") as client:
        yield client


@pytest.fixture
async def worker(
    settings: Settings, database: Database, temporal_client: Client
) -> AsyncIterator[None]:
    async with running_worker(temporal_client, database, create_models(settings)):
        yield


async def say(api: httpx.AsyncClient, text: str, key: str) -> httpx.Response:
    return await api.post("/v1/messages", json={"text": text}, headers={"Idempotency-Key": key})
