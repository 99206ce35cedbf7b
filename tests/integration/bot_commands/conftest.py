from collections.abc import AsyncIterator

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from temporalio.client import Client
from temporalio.worker import Worker

from panager.contracts.names import Queue
from panager.db.pool import Database
from panager.llm.offline.model import OfflineModel
from panager.worker import running_worker
from tests.integration.bot_commands.panager_on_discord import Sender, Stage
from tests.support.fake_discord import FakeDiscord, Person, running


@pytest.fixture(autouse=True)
def discord_py_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where discord.py connects is set for the process: put it back after each test."""
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)


@pytest.fixture
async def fake() -> AsyncIterator[FakeDiscord]:
    async with running() as server:
        yield server


@pytest.fixture
def mina(fake: FakeDiscord) -> Person:
    return fake.people.join("Mina", locale="ko")


@pytest.fixture
def alice(fake: FakeDiscord) -> Person:
    return fake.people.join("Alice", locale="en-US")


@pytest.fixture
def stage(fake: FakeDiscord, database: Database, temporal_client: Client) -> Stage:
    """Without a worker: nobody carries out what is asked of Temporal."""
    return Stage(fake, database, temporal_client)


@pytest.fixture
async def worker(stage: Stage) -> AsyncIterator[None]:
    sender = Sender(stage.db, stage.fake)
    async with (
        running_worker(stage.temporal, stage.db, OfflineModel(), isolated=True),
        Worker(stage.temporal, task_queue=Queue.DISCORD_REMINDERS, activities=[sender.send]),
        Worker(stage.temporal, task_queue=Queue.DISCORD, activities=[sender.send]),
    ):
        yield
