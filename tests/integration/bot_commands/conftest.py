from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import HttpUrl, SecretStr
from temporalio.client import Client

from panager.channels.discord.opening import open_discord
from panager.db.pool import Database
from panager.llm.offline.model import OfflineModel
from panager.llm.providers.chain import ModelChain
from panager.process.health import open_health
from panager.settings import Settings
from panager.worker.running import running_worker
from testing.channels import channels_of
from testing.fake_discord import FakeDiscord, Person
from tests.integration.bot_commands.panager_on_discord import Stage


@pytest.fixture
def alice(fake: FakeDiscord) -> Person:
    return fake.people.join("Alice", locale="en-US")


@pytest.fixture
def stage(fake: FakeDiscord, database: Database, temporal_client: Client) -> Stage:
    """Without a worker: nobody carries out what is asked of Temporal."""
    return Stage(fake, database, temporal_client)


@pytest.fixture
async def worker(stage: Stage, tmp_path: Path) -> AsyncIterator[None]:
    settings = Settings(
        data_dir=tmp_path,
        discord_token=SecretStr(stage.fake.settings.token),
        discord_api_base=HttpUrl(stage.fake.api_base),
    )
    async with (
        open_health(stage.db) as health,
        open_discord(settings, health.put) as rest,
        running_worker(
            stage.temporal,
            stage.db,
            ModelChain.of(OfflineModel()),
            isolated=True,
            channels=channels_of(stage.db, rest),
        ),
    ):
        yield
