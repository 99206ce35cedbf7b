"""A whole Panager in this process: worker and people, on real servers."""

from collections.abc import AsyncIterator

import pytest
from temporalio.client import Client

from panager.db.pool import Database
from panager.llm.offline.model import OfflineModel
from panager.llm.providers.chain import ModelChain
from panager.worker.running import running_worker
from testing.people import Someone


@pytest.fixture
async def worker(temporal_client: Client, database: Database) -> AsyncIterator[None]:
    async with running_worker(
        temporal_client, database, ModelChain.of(OfflineModel()), isolated=True
    ):
        yield


@pytest.fixture
async def minsu(temporal_client: Client, database: Database) -> Someone:
    return await Someone.register(database, temporal_client, "minsu", language="ko")


@pytest.fixture
async def alice(temporal_client: Client, database: Database) -> Someone:
    return await Someone.register(database, temporal_client, "alice", language="en")
