"""The fake as a process of its own."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from langchain_openai import ChatOpenAI
from openai import DefaultAsyncHttpxClient
from pydantic import SecretStr

from testing.eventually import assert_eventually
from tests.integration.fake_openai.conftest import conversation

MODULE = "testing.fake_openai"


@asynccontextmanager
async def started(*options: str) -> AsyncIterator[str]:
    """Its base URL, which is the first line that it prints."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", MODULE, "--port", "0", *options, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    try:
        yield (await process.stdout.readline()).decode().strip()
    finally:
        process.kill()
        await process.communicate()


@pytest.mark.slow
async def test_journal_tells_who_hung_up(tmp_path: Path) -> None:
    journal = tmp_path / "openai.jsonl"
    async with (
        started("--delay", "60", "--journal", str(journal)) as base_url,
        DefaultAsyncHttpxClient() as http,
    ):
        model = ChatOpenAI(
            base_url=base_url, api_key=SecretStr("any"), model="m", http_async_client=http
        )
        call = asyncio.create_task(model.ainvoke(conversation("안녕")))
        await assert_eventually(lambda: len(entries(journal)) == 1)

        call.cancel()

        await assert_eventually(lambda: len(entries(journal)) == 2)
    begun, ended = entries(journal)
    assert (begun["last_said"], begun["ended"]) == ("안녕", "")
    assert (ended["id"], ended["ended"]) == (begun["id"], "disconnected")


def entries(journal: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in journal.read_text("utf-8").splitlines()]
