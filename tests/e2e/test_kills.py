"""kill -9 at some of the operations of a turn; `poe evidence mind-kills` does it at all of them."""

import random
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from fault_injection.killer import Part
from fault_injection.kills.servers import Servers
from fault_injection.scenarios.mind_kills import Sample, kill
from panager.embedded.postgres.server import EmbeddedPostgres
from testing import fake_openai

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
LANES = 4


@pytest.fixture
async def servers(postgres: EmbeddedPostgres, temporal_address: str) -> AsyncIterator[Servers]:
    async with fake_openai.running() as openai:
        yield Servers(postgres, temporal_address, openai)


@pytest.mark.parametrize(
    ("part", "server", "every"),
    [
        (Part.WORKER, "postgres", 100),
        (Part.WORKER, "temporal", 20),
        (Part.WORKER, "model", 5),
        (Part.API, "", 20),
    ],
)
async def test_turn_survives_a_kill_at_any_moment(
    servers: Servers, tmp_path: Path, part: Part, server: str, every: int
) -> None:
    sample = Sample(every=every, seed=random.randrange(1_000_000), only=server)

    result = await kill(part, servers, tmp_path, sample=sample, lanes=LANES, report=print)

    assert any(run.was_killed for run in result.runs)
    assert [(str(run.point), run.faults) for run in result.runs if run.faults] == [], sample
