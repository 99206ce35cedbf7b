"""Who is asked when somebody fails, and when the failed one is asked again."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace

import pytest
from langchain_core.messages import HumanMessage
from pydantic import HttpUrl, SecretStr

from panager.llm.providers.chain import ModelChain
from panager.llm.providers.circuit_breaker import LONGEST_OPEN, OPEN_WITHOUT_KEY, CircuitBreaker
from panager.llm.providers.failures import (
    ContextTooLongError,
    KeyRefusedError,
    ModelUnavailableError,
)
from panager.settings import Fallback
from testing.fake_openai import Answer, Fails, FakeOpenAI, Request, Says, Silent, running
from testing.openai_models import chain_to


@dataclass
class Stage:
    """Two models of one server; `answers` by model, `asked` who was."""

    openai: FakeOpenAI
    chain: ModelChain
    clock: "Clock"
    answers: dict[str, Answer] = field(default_factory=dict)
    told: list[tuple[bool, str]] = field(default_factory=list)

    async def ask(self) -> str:
        return (await self.chain.complete([HumanMessage("hi")], [])).message.text

    async def asked_for(self) -> list[str]:
        """The models that one more question goes to, in order."""
        before = len(self.openai.requests)
        await self.ask()
        return [request.model for request in self.openai.requests[before:]]

    async def report(self, *, ok: bool, detail: str) -> None:
        self.told.append((ok, detail))


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def stage(openai: FakeOpenAI) -> AsyncIterator[Stage]:
    clock = Clock()
    made = chain_to(openai, llm_timeout_s=1.5, llm_fallbacks=[Fallback(model="second")])
    stage = Stage(openai, made, clock)
    models = [replace(model, breaker=CircuitBreaker(clock=clock)) for model in made.models]
    stage.chain = ModelChain(models, timeout_s=1.5, report=stage.report)

    def script(request: Request) -> Answer:
        return stage.answers.get(request.model, Says(f"{request.model} says so"))

    openai.script = script
    yield stage
    await made.aclose()


async def test_second_answers_while_the_first_is_dead(stage: Stage) -> None:
    stage.answers["fake-model"] = Fails(500)

    assert await stage.ask() == "second says so"


async def test_silent_first_leaves_time_for_the_second(stage: Stage) -> None:
    stage.answers["fake-model"] = Silent()

    assert await stage.ask() == "second says so"


async def test_failing_model_is_passed_over_and_comes_back(stage: Stage) -> None:
    stage.answers["fake-model"] = Fails(500)
    assert await stage.asked_for() == ["fake-model", "second"]
    stage.answers.clear()

    assert await stage.asked_for() == ["second"]
    stage.clock.now += 11
    assert await stage.asked_for() == ["fake-model"]
    assert await stage.asked_for() == ["fake-model"]


async def test_each_failure_in_a_row_makes_the_rest_longer(stage: Stage) -> None:
    stage.answers["fake-model"] = Fails(500)
    waits = []
    for _ in range(8):
        assert await stage.asked_for() == ["fake-model", "second"]
        before = stage.clock.now
        while await stage.asked_for() == ["second"]:
            stage.clock.now += 5
        waits.append(stage.clock.now - before)
        stage.clock.now += LONGEST_OPEN.total_seconds()

    assert waits == sorted(waits)
    assert waits[0] < waits[-1] <= LONGEST_OPEN.total_seconds()


async def test_retry_after_passes_a_model_over_for_as_long(stage: Stage) -> None:
    stage.answers["fake-model"] = Fails(429, headers={"Retry-After": "100"})
    await stage.ask()

    stage.clock.now += 99
    assert await stage.asked_for() == ["second"]
    stage.clock.now += 2
    assert await stage.asked_for() == ["fake-model", "second"]


async def test_resting_model_is_better_than_none(stage: Stage) -> None:
    stage.answers["fake-model"] = Fails(500)
    await stage.ask()
    stage.answers = {"second": Fails(500)}

    assert await stage.asked_for() == ["second", "fake-model"]


async def test_all_failing_is_to_be_tried_again(stage: Stage) -> None:
    stage.answers = {"fake-model": Fails(401), "second": Fails(500)}

    with pytest.raises(ModelUnavailableError):
        await stage.ask()


async def test_soonest_retry_after_counts(stage: Stage) -> None:
    stage.answers = {
        "fake-model": Fails(429, headers={"Retry-After": "30"}),
        "second": Fails(429, headers={"Retry-After": "20"}),
    }

    with pytest.raises(ModelUnavailableError) as failed:
        await stage.ask()

    assert failed.value.retry_after is not None
    assert failed.value.retry_after.total_seconds() == 20


async def test_model_with_a_longer_context_answers(stage: Stage) -> None:
    stage.answers["fake-model"] = Fails(400, "context_length_exceeded")

    assert await stage.asked_for() == ["fake-model", "second"]
    assert await stage.asked_for() == ["fake-model", "second"]  # the next one may be short


async def test_too_long_for_all_tells_more_than_a_refused_key(stage: Stage) -> None:
    stage.answers = {"fake-model": Fails(400, "context_length_exceeded"), "second": Fails(401)}

    with pytest.raises(ContextTooLongError):
        await stage.ask()


async def test_refused_key_is_told_once_and_taken_back(stage: Stage) -> None:
    stage.answers["fake-model"] = Fails(401)
    await stage.ask()
    stage.clock.now += OPEN_WITHOUT_KEY.total_seconds() + 1
    await stage.ask()
    stage.answers.clear()
    stage.clock.now += OPEN_WITHOUT_KEY.total_seconds() + 1
    await stage.ask()
    await stage.ask()

    [(was_ok, detail), after] = stage.told
    assert was_ok, "the second lets us in"
    assert detail.startswith("fake-model at 127.0.0.1:")
    assert "401" in detail
    assert after == (True, "")


async def test_nobody_lets_us_in_is_not_well(stage: Stage) -> None:
    stage.answers = {"fake-model": Fails(401), "second": Fails(402)}

    with pytest.raises(KeyRefusedError):
        await stage.ask()

    assert [ok for ok, _ in stage.told] == [True, False]


async def test_key_goes_to_its_own_server_only(openai: FakeOpenAI) -> None:
    async with running() as other:
        openai.script = lambda request: Fails(500)
        chain = chain_to(
            openai,
            llm_api_key=SecretStr("of-the-first"),
            llm_fallbacks=[Fallback(model="second", base_url=HttpUrl(other.base_url))],
        )
        await chain.complete([HumanMessage("hi")], [])
        await chain.aclose()

        assert [request.api_key for request in openai.requests] == ["of-the-first"]
        assert [request.api_key for request in other.requests] == ["none"]
