from collections.abc import AsyncIterator

import pytest

from tests.integration.fake_discord.bot import Bot, online
from tests.support.fake_discord import FakeDiscord


@pytest.fixture
async def bot(fake: FakeDiscord) -> AsyncIterator[Bot]:
    async with online(Bot(), fake) as client:
        yield client
