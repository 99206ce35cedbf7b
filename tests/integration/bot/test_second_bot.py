"""A second bot with the same token is refused; a killed one leaves its place at once."""

import asyncio
import sys
from pathlib import Path

import asyncpg
import pytest
from pydantic import HttpUrl, SecretStr
from temporalio.client import Client

from panager.bot.only_one import APPLICATION_NAME, AnotherBotError, only_bot
from panager.bot.process import run_bot
from panager.settings import Settings
from testing.eventually import assert_eventually
from testing.fake_discord import FakeDiscord
from testing.keys import UPDATE_KEY

TOKEN, NEWER = SecretStr("MTIz.first.token"), SecretStr("MTIz.second.token")
HOLDING = """
import asyncio, sys
from pydantic import SecretStr
from panager.bot.only_one import only_bot

async def hold():
    async with only_bot(sys.argv[1], SecretStr(sys.argv[2])):
        print("held", flush=True)
        await asyncio.Event().wait()

asyncio.run(hold())
"""


async def test_second_bot_is_refused_before_it_connects(
    fake: FakeDiscord, app_url: str, temporal_client: Client, tmp_path: Path
) -> None:
    settings = Settings(
        data_dir=tmp_path,
        database_url=SecretStr(app_url),
        temporal_address=temporal_client.service_client.config.target_host,
        update_key=UPDATE_KEY,
        discord_token=SecretStr(fake.settings.token),
        discord_api_base=HttpUrl(fake.api_base),
    )

    async with only_bot(app_url, SecretStr(fake.settings.token)):
        with pytest.raises(AnotherBotError, match="Another bot with this token"):
            await run_bot(settings)

    assert fake.gateway.identifies.count == 0


async def test_newer_token_of_the_same_bot_is_the_same_bot(app_url: str) -> None:
    async with only_bot(app_url, TOKEN):
        with pytest.raises(AnotherBotError):
            async with only_bot(app_url, NEWER):
                pass


async def test_killed_bot_leaves_its_place_at_once(app_url: str) -> None:
    killed = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HOLDING, app_url, TOKEN.get_secret_value(),
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert killed.stdout is not None
    assert await killed.stdout.readline() == b"held\n"
    killed.kill()
    await killed.wait()

    async with only_bot(app_url, TOKEN):
        pass


async def test_lock_that_was_lost_is_taken_again(app_url: str, admin_url: str) -> None:
    admin = await asyncpg.connect(admin_url)
    async with only_bot(app_url, TOKEN) as lock:
        keeping = asyncio.create_task(lock.keep())
        pid = await _holder(admin)
        await admin.execute("SELECT pg_terminate_backend($1)", pid)

        async def is_taken_again() -> bool:
            return await _holder(admin) not in (None, pid)

        await assert_eventually(is_taken_again)
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
    await admin.close()


async def test_bot_whose_place_was_taken_meanwhile_ends(app_url: str, admin_url: str) -> None:
    admin = await asyncpg.connect(admin_url)
    async with only_bot(app_url, TOKEN) as lock:
        await admin.execute("SELECT pg_terminate_backend($1)", await _holder(admin))
        async with only_bot(app_url, TOKEN):
            with pytest.raises(AnotherBotError):
                await lock.keep()
    await admin.close()


async def _holder(admin: "asyncpg.Connection[asyncpg.Record]") -> int | None:
    pid: int | None = await admin.fetchval(
        "SELECT a.pid FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
        " WHERE l.locktype = 'advisory' AND l.granted AND a.application_name = $1"
        " AND a.datname = current_database()",
        APPLICATION_NAME,
    )
    return pid
