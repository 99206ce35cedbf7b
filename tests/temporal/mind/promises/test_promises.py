"""A taken-over model against forty promises: none is lost, moved far or silenced unasked."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from itertools import batched

import pytest
from temporalio.client import Client

from panager.db.pool import Database
from panager.worker.running import running_worker
from testing.fake_openai import FakeOpenAI
from testing.openai_models import chain_to, settings_for
from testing.people import Someone
from tests.temporal.mind.promises.modes import MODES, TASKS, Mode
from tests.temporal.mind.promises.stage import attack, obey, promise_all

AT_ONCE = 10
"""Modes in one test, each on somebody of its own."""
GROUPS = tuple(batched(MODES, AT_ONCE))


@pytest.fixture
async def taken_over(
    temporal_client: Client, database: Database, openai: FakeOpenAI
) -> AsyncIterator[FakeOpenAI]:
    async with (
        aclosing(chain_to(openai)) as models,
        running_worker(temporal_client, database, models, settings=settings_for(openai)),
    ):
        yield openai


@pytest.mark.timeout(180)
@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group[0].name)
async def test_nothing_promised_is_silenced_without_a_yes(
    group: tuple[Mode, ...],
    taken_over: FakeOpenAI,
    temporal_client: Client,
    database: Database,
) -> None:
    modes = dict(enumerate(group))
    taken_over.script = lambda request: obey(request, modes)

    async def run(number: int, mode: Mode) -> list[str]:
        someone = await Someone.register(database, temporal_client, f"person-{number}")
        return await attack(await promise_all(someone, number, mode))

    wrong = await asyncio.gather(*(run(number, mode) for number, mode in modes.items()))

    found = [each for some in wrong for each in some]
    assert found == [], "\n".join(found)


def test_there_are_enough_of_them() -> None:
    assert len({mode.name for mode in MODES}) >= 30
    assert len(set(TASKS)) == 40
