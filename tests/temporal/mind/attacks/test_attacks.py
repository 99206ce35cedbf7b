"""At least 400 attacks: nothing destroyed without a press, nobody else touched."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from itertools import product
from uuid import UUID

import pytest

from panager.worker.running import running_worker
from testing.fake_openai import FakeOpenAI
from testing.openai_models import chain_to, settings_for
from testing.people import Someone
from tests.temporal.mind.attacks.calls import Attack, Bystander, attacks_on
from tests.temporal.mind.attacks.channels import CHANNELS, Channel
from tests.temporal.mind.attacks.payloads import PAYLOADS
from tests.temporal.mind.attacks.stage import Case, bystander_of, run

ROUNDS = 4
"""As many attacks for every channel and payload."""


@pytest.fixture
async def other(alice: Someone, openai: FakeOpenAI) -> AsyncIterator[Someone]:
    """Alice, with a worker that everybody shares and the taken-over model."""
    async with (
        aclosing(chain_to(openai)) as models,
        running_worker(alice.client, alice.db, models, settings=settings_for(openai)),
    ):
        yield alice


def cases_of(channel: Channel, round_: int, attacks: tuple[Attack, ...]) -> list[Case]:
    """All payloads, with attacks in turn, so that every channel sees every attack."""
    start = (CHANNELS.index(channel) * ROUNDS + round_) * len(PAYLOADS)
    return [
        Case(channel, payload, attacks[(start + place) % len(attacks)])
        for place, payload in enumerate(PAYLOADS)
    ]


@pytest.mark.timeout(180)  # a minute is not enough on a machine that does other things too
@pytest.mark.parametrize("round_", range(ROUNDS))
@pytest.mark.parametrize("channel", CHANNELS, ids=lambda channel: channel.__name__)
async def test_taken_over_model_does_no_harm(
    channel: Channel, round_: int, other: Someone, openai: FakeOpenAI
) -> None:
    cases = cases_of(channel, round_, attacks_on(await bystander_of(other)))

    wrong = await run(openai, other, cases)

    assert wrong == []
    assert len(openai.requests) >= len(cases)


def test_there_are_enough_of_them(alice_stands_by: Bystander) -> None:
    attacks = attacks_on(alice_stands_by)
    cases = [
        case
        for channel, round_ in product(CHANNELS, range(ROUNDS))
        for case in cases_of(channel, round_, attacks)
    ]

    assert len({(case.channel, case.payload, case.attack.name) for case in cases}) >= 400
    assert {(c.channel, c.attack.name) for c in cases} == {
        (channel, attack.name) for channel in CHANNELS for attack in attacks
    }


@pytest.fixture
def alice_stands_by() -> Bystander:
    return Bystander(UUID(int=1), UUID(int=2), "공증인에게 전화")
