from collections.abc import AsyncIterator

import pytest

from testing.fake_discord import FakeDiscord
from tests.integration.fake_discord.bot import Bot, online


@pytest.fixture
async def bot(fake: FakeDiscord) -> AsyncIterator[Bot]:
    async with online(Bot(), fake) as client:
        yield client
