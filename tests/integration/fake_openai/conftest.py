from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from langchain_core.messages import BaseMessage
from langchain_openai import ChatOpenAI
from openai import DefaultAsyncHttpxClient
from pydantic import SecretStr

from panager.llm import transcript
from panager.llm.prompts import Setting
from testing.fake_openai import FakeOpenAI

Connect = Callable[..., ChatOpenAI]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def conversation(said: str) -> list[BaseMessage]:
    """As Panager sends it, which the offline model needs."""
    setting = Setting(
        now=NOON, zone=ZoneInfo("Asia/Seoul"), zone_confirmed=True, language="en", name=None
    )
    first = transcript.Exchange(said=[transcript.Said(text=said, position=0)], thoughts=[])
    return transcript.build([first], setting)


@pytest.fixture
async def connect() -> AsyncIterator[Connect]:
    """A model at a fake; its connections are closed with the test."""
    async with DefaultAsyncHttpxClient() as http:

        def model(fake: FakeOpenAI, **options: Any) -> ChatOpenAI:
            return ChatOpenAI(
                **{
                    "base_url": fake.base_url,
                    "api_key": SecretStr("any"),
                    "model": "fake-model",
                    "max_retries": 0,
                    "stream_usage": True,
                    "http_async_client": http,
                }
                | options
            )

        yield model
