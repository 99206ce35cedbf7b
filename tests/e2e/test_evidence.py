"""The evidence suite in small: what was promised reaches people, whoever is killed meanwhile."""

import asyncio
import zlib
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from fault_injection.discord.stage import DiscordStage, open_discord_stage
from fault_injection.killer import Killer, Part, Plan
from fault_injection.scenarios import burst, discord_reminders, frozen, races
from fault_injection.scenarios.burst import Burst
from fault_injection.stage import Stage, open_stage, open_stage_beside
from fault_injection.table import Row
from panager.contracts.reminder import Verb
from testing.eventually import assert_eventually

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]
SEED = 20261121
SIZE = 200
MURDER = [Plan(Part.WORKER, 3), Plan(Part.TEMPORAL, 1), Plan(Part.POSTGRES, 1)]


@pytest.fixture(scope="module")
async def shared(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """One Panager for all who talk in terminals: what is killed in it is started again."""
    directory = tmp_path_factory.mktemp("evidence") / "shared"
    async with open_stage(directory, people=20, seed=SEED, report=print) as stage:
        yield stage


@pytest.fixture
async def stage(shared: Stage, tmp_path: Path) -> AsyncIterator[Stage]:
    await assert_eventually(shared.stack.ready, timeout_s=120)
    seed = SEED + zlib.crc32(tmp_path.name.encode())
    async with open_stage_beside(shared, tmp_path / tmp_path.name, seed=seed) as stage:
        yield stage


@pytest.fixture(scope="module")
async def raced(shared: Stage, tmp_path_factory: pytest.TempPathFactory) -> dict[Verb, Row]:
    """What came of all kinds of races, which were run at the same time."""
    directory = tmp_path_factory.mktemp("races")

    async def race(number: int, verb: Verb) -> Row:
        async with open_stage_beside(shared, directory / verb, seed=SEED + 1 + number) as stage:
            return await races.run(stage, verb, 40)

    rows = await asyncio.gather(*(race(*each) for each in enumerate(races.VERBS)))
    return dict(zip(races.VERBS, rows, strict=True))


@pytest.fixture
async def discord_stage(tmp_path: Path) -> AsyncIterator[DiscordStage]:
    async with open_discord_stage(tmp_path / "stage", people=10, seed=SEED, report=print) as stage:
        yield stage


@pytest.mark.parametrize("verb", races.VERBS)
async def test_what_was_acknowledged_is_what_happens(raced: dict[Verb, Row], verb: Verb) -> None:
    row = raced[verb]

    # Whether the changes met the moment depends on the machine; tests/temporal look for it.
    assert row.verdict.kept, row.line()


async def test_burst_arrives_once_though_everything_is_killed(stage: Stage) -> None:
    row = await burst.run(stage, Burst("burst", "burst", SIZE, MURDER))

    assert (row.verdict.sent, row.verdict.kept) == (SIZE, True), row.line()


async def test_frozen_parts_are_started_again_and_nothing_is_lost(stage: Stage) -> None:
    row = await frozen.run(stage, count=20, parts=(Part.WORKER, Part.POSTGRES), for_s=25)

    assert (row.verdict.sent, row.verdict.kept) == (20, True), row.line()


async def test_every_part_is_really_killed(stage: Stage) -> None:
    killer = Killer(stage)
    plans = [replace(plan, times=1, longest_s=0.5) for plan in MURDER]

    await killer.run(*plans)

    assert sorted(killer.kills) == sorted([Part.WORKER, Part.TEMPORAL, Part.POSTGRES])


async def test_burst_on_discord_arrives_once_within_its_limits(
    discord_stage: DiscordStage,
) -> None:
    row = await discord_reminders.burst(discord_stage, size=60, quiet_s=3)

    assert (row.verdict.sent, row.verdict.kept) == (60, True), row.line()
    assert row.notes[0].startswith("0 of "), row.line()
