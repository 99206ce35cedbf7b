"""The connection itself: tokens, sessions, outages, a crash loop."""

import asyncio
import functools
from pathlib import Path

import discord
import pytest

from panager.bot.connection import TokenRefusedError
from panager.bot.process import TokenMissingError, run_bot
from panager.bot.status import TOKEN_REFUSED
from panager.db import service_health
from panager.settings import Settings
from testing.eventually import assert_eventually
from testing.fake_discord import FakeDiscord, Person
from tests.integration.bot.conftest import Desk


async def health(desk: Desk) -> tuple[bool, str]:
    [found] = await service_health.list_health(desk.db)
    return found.ok, found.detail


async def test_bot_says_who_it_is_and_asks_for_direct_messages_only(
    desk: Desk, fake: FakeDiscord
) -> None:
    async with desk.bot():
        assert desk.status == "connected as panager"
        await assert_eventually(lambda: _says(desk, True, "connected as panager"))

    [identified] = fake.journal.of("identified")
    assert discord.Intents._from_value(identified["intents"]) == discord.Intents(dm_messages=True)


async def _says(desk: Desk, ok: bool, beginning: str) -> bool:
    found = await service_health.list_health(desk.db)
    return [f.ok for f in found] == [ok] and found[0].detail.startswith(beginning)


async def test_without_a_token_it_says_what_to_do(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, discord_token=None)

    with pytest.raises(TokenMissingError, match="set DISCORD_TOKEN"):
        await run_bot(settings)


async def test_wrong_token_ends_the_bot_after_one_attempt(desk: Desk, fake: FakeDiscord) -> None:
    fake.settings.token = "right"
    desk.token = "wrong"

    with pytest.raises(TokenRefusedError, match="Reset Token") as refused:
        async with desk.starting() as serving:
            await serving

    assert refused.value.exit_code == TOKEN_REFUSED
    assert await health(desk) == (False, str(refused.value))
    assert fake.limits.invalid_requests == 1
    assert desk.identifies.count == 0


async def test_revoked_token_ends_a_running_bot(desk: Desk, fake: FakeDiscord) -> None:
    with pytest.raises(TokenRefusedError):
        await _serve_with_revoked_token(desk, fake)

    assert (await health(desk))[0] is False


async def _serve_with_revoked_token(desk: Desk, fake: FakeDiscord) -> None:
    async with desk.bot() as serving:
        fake.revoke_token()
        await asyncio.wait([serving], timeout=20)
        assert serving.done()


async def test_resumed_session_is_not_counted(desk: Desk, fake: FakeDiscord) -> None:
    async with desk.bot():
        for times in (1, 2, 3):
            fake.gateway.cut()
            await assert_eventually(functools.partial(_resumed, fake, times))

    assert (desk.identifies.count, fake.gateway.identifies.count) == (1, 1)


def _resumed(fake: FakeDiscord, times: int) -> bool:
    return len(fake.journal.of("resumed")) == times


def _identified(fake: FakeDiscord, times: int) -> bool:
    return fake.gateway.identifies.count == times


async def test_crash_loop_waits_before_the_next_session(desk: Desk, fake: FakeDiscord) -> None:
    for count in range(1, 16):
        async with desk.bot():
            assert desk.identifies.count == fake.gateway.identifies.count == count

    async with desk.starting():
        await assert_eventually(lambda: desk.status.startswith("waiting"))

    assert 0 < desk.identifies.delay_s() <= 10
    assert fake.gateway.identifies.count == 15


async def test_sessions_that_end_at_once_wait_as_well(desk: Desk, fake: FakeDiscord) -> None:
    async with desk.bot():
        for count in range(1, 15):
            fake.gateway.invalidate()
            await assert_eventually(functools.partial(_identified, fake, count + 1))
        fake.gateway.invalidate()
        await assert_eventually(lambda: desk.status != "connected as panager")
        await asyncio.sleep(1)

    assert (desk.identifies.count, fake.gateway.identifies.count) == (15, 15)


async def test_discord_is_away_at_the_start(desk: Desk, fake: FakeDiscord, mina: Person) -> None:
    fake.faults.outage = True
    async with desk.starting() as serving:
        await assert_eventually(lambda: desk.status.startswith("not connected"))
        fake.end_outage()
        await assert_eventually(lambda: desk.status == "connected as panager", timeout_s=20)

        fake.people.write(mina, "hello")
        await desk.expect(mina, "hello")
        assert not serving.done()


async def test_connection_that_stays_lost_is_given_up_for_a_new_one(
    desk: Desk, fake: FakeDiscord, mina: Person
) -> None:
    desk.patience_s = 1.0
    async with desk.bot():
        fake.people.write(mina, "1")
        await desk.expect(mina, "1")
        fake.begin_outage()
        fake.sessions.end_all()
        await assert_eventually(lambda: desk.status.startswith("not connected"))
        await assert_eventually(lambda: _says(desk, False, "the bot has no connection"))
        fake.people.write(mina, "2")
        fake.end_outage()

        await assert_eventually(lambda: desk.status == "connected as panager", timeout_s=20)
        fake.people.write(mina, "3")
        await desk.expect(mina, "1", "2", "3")
        await assert_eventually(lambda: _says(desk, True, "connected as panager"))
