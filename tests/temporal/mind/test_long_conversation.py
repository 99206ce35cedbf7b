"""The sixtieth turn stores and reads what the tenth did."""

import contextlib

import pytest

from benchmarks.long_conversation import FIRST, LAST, answers, converse, median
from panager.worker.running import running_worker
from testing.fake_openai import running
from testing.openai_models import chain_to, settings_for
from testing.people import Someone

TURNS = 60
MOST_HISTORY = 200_000
AFTER_A_SUMMARY = slice(25, 35)


@pytest.mark.slow
@pytest.mark.timeout(240)
async def test_turn_costs_the_same_however_many_went_before(alice: Someone) -> None:
    async with (
        running() as openai,
        contextlib.aclosing(chain_to(openai)) as models,
        running_worker(alice.client, alice.db, models, settings=settings_for(openai)),
    ):
        openai.script = answers
        costs = await converse(alice, openai, TURNS)

    def grown(of: str, since: slice) -> float:
        first, last = (
            median(costs[part], lambda cost: float(getattr(cost, of))) for part in (since, LAST)
        )
        return last / first

    assert grown("stored_bytes", FIRST) <= 1.2
    assert grown("prompt_tokens", AFTER_A_SUMMARY) <= 1.2
    assert max(cost.history_bytes for cost in costs) < MOST_HISTORY
    assert min(cost.prompt_tokens for cost in costs) > 0
