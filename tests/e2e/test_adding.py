"""docs/adding.md, followed step by step: each part of the new feature works."""

import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from fault_injection.discord.server import discord_server
from testing.eventually import assert_eventually
from testing.fake_discord.control.remote import RemoteDiscord
from testing.fake_openai import Answer, Call, FakeOpenAI, Request, Says, running
from testing.openai_models import FIRST
from tests.e2e.stack import ROOT, Stack
from tests.support.adding import follow

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def counts(request: Request) -> Answer:
    if request.results_since_said:
        return Says("Counted.")
    return Says(calls=(Call("count_up", {"thing": "coffee"}),))


@pytest.fixture
async def openai() -> AsyncIterator[FakeOpenAI]:
    async with running() as fake:
        fake.script = counts
        yield fake


@pytest.fixture
async def discord(tmp_path: Path, stack: Stack, openai: FakeOpenAI) -> AsyncIterator[RemoteDiscord]:
    """With a Panager that has the feature of the document, its bot, and a model that counts."""
    tree = tmp_path / "tree"
    follow(ROOT / "docs" / "adding.md", tree)
    async with discord_server(tmp_path / "journal.jsonl") as (server, remote):
        stack.program = (sys.executable, "-m", "panager")
        stack.more_environment = server.environment | {
            "PYTHONPATH": str(tree),
            "LLM_MODEL": FIRST,
            "LLM_BASE_URL": openai.base_url,
            "LLM_API_KEY": "a-key",
        }
        await stack.start_and_wait()
        await assert_eventually(remote.is_connected, timeout_s=60)
        yield remote


async def test_every_part_of_a_feature_that_was_added_works(
    stack: Stack, discord: RemoteDiscord
) -> None:
    headers = {"Authorization": f"Bearer {(stack.data_dir / 'operator-token').read_text().strip()}"}
    async with httpx.AsyncClient(base_url=stack.url, headers=headers, timeout=30) as client:
        for _ in range(2):  # the tool
            code, said, complaint = await stack.panager("chat", "--once", "one more coffee")
            assert (code, "Counted." in said) == (0, True), complaint
        counted = (await client.get("/v1/tallies")).json()  # the endpoint, of the table
        forgetting = await client.delete("/v1/tallies")  # the workflow and its activity
        left = (await client.get("/v1/tallies")).json()
    assert (counted, forgetting.status_code, left) == ({"coffee": 2}, 204, {})

    mina = await discord.join("Mina", locale="ko")  # the command
    await discord.write(mina, "커피 한 잔 더")
    await assert_eventually(lambda: has_heard(discord, mina), timeout_s=60)
    asked = await discord.run(mina, "tallies")

    async def answered() -> bool:
        return "coffee: 1번" in json.dumps(
            await discord.interaction(asked["id"]), ensure_ascii=False
        )

    await assert_eventually(answered, timeout_s=60)

    _, found, _ = await stack.panager("doctor", "--json")  # the check
    [tallies] = [finding for finding in json.loads(found) if finding["part"] == "tallies"]
    assert tallies["ok"]


async def has_heard(discord: RemoteDiscord, person: str) -> bool:
    return any("Counted." in message["content"] for message in await discord.received(person))
