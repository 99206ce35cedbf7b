"""The same tests over every channel: `local`, `discord`, and one that can do hardly anything."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from discord.http import Route
from pydantic import SecretStr
from temporalio.client import Client

from panager.channels.discord.base import use_api_base
from panager.channels.discord.channel import DiscordChannel
from panager.channels.discord.http import DiscordHttp
from panager.channels.protocol import LostAnswer
from panager.channels.rate_limiter import ProcessRateLimiter
from panager.db.pool import Database
from testing import fake_discord
from testing.plain_channel import channel as plain_channel
from testing.plain_channel import server as plain_server
from tests.temporal.channels.mail import Mail
from tests.temporal.channels.stages import DiscordStage, LocalStage, PlainStage, Stage


async def _told(*, ok: bool, detail: str) -> None:
    """Nobody asks."""


@asynccontextmanager
async def _discord(db: Database) -> AsyncIterator[DiscordStage]:
    async with fake_discord.running() as fake:
        use_api_base(fake.api_base)
        rest = DiscordHttp(SecretStr(fake.settings.token), ProcessRateLimiter(45), _told)
        yield DiscordStage(fake, DiscordChannel(db, rest))
        await rest.aclose()


@asynccontextmanager
async def _plain(lost_answer: LostAnswer) -> AsyncIterator[PlainStage]:
    async with (
        plain_server.running() as service,
        plain_channel.opened(service.url, lost_answer) as channel,
    ):
        yield PlainStage(service, channel)


@pytest.fixture
async def stage(
    request: pytest.FixtureRequest, database: Database, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Stage]:
    monkeypatch.setattr(Route, "BASE", Route.BASE)  # set for the process: put it back
    match request.param:
        case "local":
            yield LocalStage(database)
        case "discord":
            async with _discord(database) as discord:
                yield discord
        case lost_answer:
            async with _plain(LostAnswer(lost_answer)) as plain:
                yield plain


@pytest.fixture
async def mail(stage: Stage, database: Database, temporal_client: Client) -> AsyncIterator[Mail]:
    mail = Mail(stage, database, temporal_client)
    async with mail.working():
        yield mail
