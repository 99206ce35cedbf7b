"""A worker with a fake Discord, set up as `panager worker` does it."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from discord.http import Route
from pydantic import HttpUrl, SecretStr
from temporalio.client import Client

from panager.channels.discord.base import use_api_base
from panager.channels.discord.http import DiscordHttp
from panager.channels.discord.opening import open_discord
from panager.channels.rate_limiter import ProcessRateLimiter
from panager.db.pool import Database
from panager.process.health import open_health
from panager.settings import Settings
from testing.fake_discord import FakeDiscord, running
from tests.support.discord_post import Post


@pytest.fixture
async def fake(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeDiscord]:
    monkeypatch.setattr(Route, "BASE", Route.BASE)  # set for the process: put it back
    async with running() as server:
        yield server


@pytest.fixture
def post(fake: FakeDiscord, database: Database, temporal_client: Client) -> Post:
    return Post(fake, database, temporal_client)


@pytest.fixture
async def rest(fake: FakeDiscord, database: Database, tmp_path: Path) -> AsyncIterator[DiscordHttp]:
    settings = Settings(
        data_dir=tmp_path,
        discord_token=SecretStr(fake.settings.token),
        discord_api_base=HttpUrl(fake.api_base),
    )
    async with open_health(database) as health, open_discord(settings, health.put) as client:
        assert client is not None
        yield client


@pytest.fixture
async def worker(post: Post, rest: DiscordHttp) -> AsyncIterator[None]:
    async with post.working(rest):
        yield


class Told:
    """Notes what is reported about the token."""

    def __init__(self) -> None:
        self.reports: list[bool] = []

    async def __call__(self, *, ok: bool, detail: str) -> None:
        self.reports.append(ok)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
async def impatient(fake: FakeDiscord, told: Told) -> AsyncIterator[DiscordHttp]:
    """A client that waits for little and tries a refused token again at once."""
    use_api_base(fake.api_base)
    token = SecretStr(fake.settings.token)
    rest = DiscordHttp(
        token, ProcessRateLimiter(45), told, probe_every=timedelta(0), patience_s=0.5
    )
    yield rest
    await rest.aclose()
