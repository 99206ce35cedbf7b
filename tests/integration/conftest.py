"""A Discord for those who need one."""

from collections.abc import AsyncIterator

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from testing.fake_discord import FakeDiscord, Person, running


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
