"""People on Discord and a whole Panager: real processes, the unmodified discord.py, kill -9."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from fault_injection.discord.server import discord_server
from fault_injection.discord.stage import open_discord_stage
from fault_injection.scenarios import discord_turns
from testing.eventually import assert_eventually
from testing.fake_discord.control.remote import RemoteDiscord
from tests.e2e.stack import Stack

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]
SEED = 20261121
QUIET_S = 3.0
"""How long nothing more may come; a retry would, within two of the sweeper's rounds."""


@dataclass
class Town:
    """A Panager and the people who write to it."""

    stack: Stack
    discord: RemoteDiscord

    async def start(self) -> None:
        """Until the bot listens: nobody could tell it later of a stranger's first message."""
        await self.stack.start_and_wait()
        await assert_eventually(self.discord.is_connected, timeout_s=60)

    async def received(self, person: str) -> list[str]:
        """The words of the bot, as the person sees them now."""
        return [message["content"] for message in await self.discord.received(person)]

    async def expect(self, person: str, *words: str, timeout_s: float = 90) -> None:
        """Until a message contains all of these words."""

        async def came() -> bool:
            return any(contains(text, words) for text in await self.received(person))

        await assert_eventually(came, timeout_s=timeout_s)

    async def count(self, person: str, *words: str) -> int:
        return sum(contains(text, words) for text in await self.received(person))


def contains(text: str, words: tuple[str, ...]) -> bool:
    return all(word in text for word in words)


@pytest.fixture
async def town(tmp_path: Path, stack: Stack) -> AsyncIterator[Town]:
    async with discord_server(tmp_path / "journal.jsonl") as (server, remote):
        stack.discord = server.environment
        yield Town(stack, remote)


async def test_two_people_converse_and_set_reminders_at_the_same_time(town: Town) -> None:
    await town.start()
    mina = await town.discord.join("Mina", locale="ko")
    jun = await town.discord.join("Jun")

    await asyncio.gather(
        talk(town, mina, ["20초 뒤에 물 마시라고 알려줘", "알림 뭐 있어?"], ["물 마시", "물 마시"]),
        talk(
            town,
            jun,
            ["remind me to call Ada in 20 seconds", "remind me to pay rent in 25 seconds"],
            ["call Ada", "pay rent"],
        ),
    )
    await town.expect(mina, "⏰", "물 마시")
    await town.expect(jun, "⏰", "call Ada")
    await town.expect(jun, "⏰", "pay rent")
    await asyncio.sleep(QUIET_S)

    assert await town.count(mina, "⏰") == 1
    assert await town.count(jun, "⏰") == 2
    assert await town.count(mina, "Ada") == await town.count(jun, "물") == 0


async def talk(town: Town, person: str, said: list[str], answers: list[str]) -> None:
    """One thing after the other, each when the one before is answered."""
    for text, answer in zip(said, answers, strict=True):
        before = len(await town.received(person))
        await town.discord.write(person, text)

        async def answered(before: int = before, answer: str = answer) -> bool:
            return any(answer in text for text in (await town.received(person))[before:])

        await assert_eventually(answered, timeout_s=60)


async def test_messages_written_while_nothing_runs_are_answered_afterwards(town: Town) -> None:
    await town.start()
    mina = await town.discord.join("Mina")
    await town.discord.write(mina, "what time is it?")
    await assert_eventually(lambda: _has_answer(town, mina), timeout_s=60)

    await town.stack.kill_everything()
    for number in range(3):
        await town.discord.write(mina, f"remind me to ITEM-{number} tomorrow at 3pm")
    await town.start()

    for number in range(3):
        await town.expect(mina, f"ITEM-{number}")
    await asyncio.sleep(QUIET_S)
    texts = "\n".join(await town.received(mina))
    positions = [texts.index(f"ITEM-{number}") for number in range(3)]
    assert [texts.count(f"ITEM-{number}") for number in range(3)] == [1, 1, 1]
    assert positions == sorted(positions)


async def _has_answer(town: Town, person: str) -> bool:
    return bool(await town.received(person))


async def test_every_message_is_answered_once_in_order_through_kill_9(tmp_path: Path) -> None:
    """`python -m fault_injection` does this with 500 rounds and 10 kills."""
    async with open_discord_stage(tmp_path / "stage", people=5, seed=SEED, report=print) as stage:
        row = await discord_turns.turns(stage, rounds=30, kills=3)

    assert row.verdict.kept, row.line()
    assert "killed 3 times together" in row.notes
