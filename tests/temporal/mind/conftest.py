"""Real models of langchain-openai, at a fake server."""

from collections.abc import AsyncIterator

import pytest

from tests.support import fake_openai
from tests.support.fake_openai import FakeOpenAI


@pytest.fixture
async def openai() -> AsyncIterator[FakeOpenAI]:
    async with fake_openai.running() as server:
        yield server
