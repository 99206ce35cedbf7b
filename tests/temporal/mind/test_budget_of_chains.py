"""Each call of a chain of models is counted by itself, and the limits hold for all of them."""

from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from decimal import Decimal

import pytest
from structlog.testing import capture_logs

from panager.db import service_health
from panager.llm.providers.prices import NO_PRICE
from panager.process.health import open_health
from panager.sentences import say
from panager.settings import OFFLINE, Fallback, Price
from panager.worker.clients import open_models
from panager.worker.running import running_worker
from testing.fake_openai import Answer, Cut, Fails, FakeOpenAI, Request, Says, Silent
from testing.openai_models import FIRST, chain_to, settings_for
from testing.people import Someone
from tests.support.spent import Spent, spent_by

SECOND = Fallback(model="second")
LAST = Fallback(model=OFFLINE)
HALF = Cut("Half of an", after=4)
HELLO = "hello"


@asynccontextmanager
async def working(someone: Someone, openai: FakeOpenAI, **settings: object) -> AsyncIterator[None]:
    chosen = {"llm_output_tokens": 256, "llm_timeout_s": 1.0, **settings}
    async with (
        aclosing(chain_to(openai, **chosen)) as models,
        running_worker(someone.client, someone.db, models, settings=settings_for(openai, **chosen)),
    ):
        yield


def script_of(openai: FakeOpenAI, *, first: Answer, second: Answer) -> None:
    openai.script = lambda request: first if request.model == FIRST else second


def asked(openai: FakeOpenAI) -> list[str]:
    return [request.model for request in openai.requests]


def kinds(rows: list[Spent]) -> list[tuple[str, bool]]:
    return [(row.model, row.is_estimate) for row in rows]


async def test_each_call_of_a_chain_has_a_row_of_its_own(
    alice: Someone, openai: FakeOpenAI
) -> None:
    script_of(openai, first=HALF, second=Says("Whole.", usage=(300, 7)))
    prices = {
        FIRST: Price(input=Decimal(1000), output=Decimal(1000)),
        "second": Price(input=Decimal(1), output=Decimal(10)),
    }

    async with working(alice, openai, llm_fallbacks=[SECOND], llm_prices=prices):
        assert await alice.ask(HELLO) == "Whole."

    half, whole = await spent_by(alice)
    assert kinds([half, whole]) == [(FIRST, True), ("second", False)]
    assert half.output_tokens == 256
    assert half.cost_micros == 1000 * (half.input_tokens + 256)
    assert (whole.input_tokens, whole.output_tokens, whole.cost_micros) == (300, 7, 370)


@pytest.mark.parametrize("cut_off", [HALF, Silent(), Says("  ")], ids=["half", "silent", "empty"])
async def test_offline_model_after_a_call_that_was_cut_off_deletes_nothing(
    alice: Someone, openai: FakeOpenAI, cut_off: Answer
) -> None:
    openai.script = lambda request: cut_off

    async with working(alice, openai, llm_fallbacks=[LAST]):
        assert await alice.ask(HELLO) not in ("", say("en", "turn.no_model"))

    [row] = await spent_by(alice)
    assert row.model == FIRST
    assert row.input_tokens > 0
    assert row.output_tokens > 0


async def test_call_that_was_turned_away_costs_nothing_whoever_answers(
    alice: Someone, openai: FakeOpenAI
) -> None:
    script_of(openai, first=Fails(503), second=Says("Whole."))

    async with working(alice, openai, llm_fallbacks=[SECOND, LAST]):
        assert await alice.ask(HELLO) == "Whole."

    assert kinds(await spent_by(alice)) == [("second", False)]


async def test_server_that_is_away_costs_nothing(alice: Someone, openai: FakeOpenAI) -> None:
    await openai.stop()

    async with working(alice, openai, llm_fallbacks=[LAST]):
        await alice.ask(HELLO)

    assert await spent_by(alice) == []


@pytest.mark.parametrize(
    ("limit", "sentence"),
    [
        ({"budget_day_tokens": 1}, "turn.budget_spent"),
        ({"budget_turn_tokens": 1}, "turn.turn_too_long"),
    ],
)
async def test_budget_that_the_first_model_has_used_up_stops_the_chain(
    alice: Someone, openai: FakeOpenAI, limit: dict[str, int], sentence: str
) -> None:
    script_of(openai, first=HALF, second=Says("Whole."))

    async with working(alice, openai, llm_fallbacks=[SECOND, LAST], **limit):
        assert await alice.ask(HELLO) == say("en", sentence)

    assert asked(openai) == [FIRST]


async def test_haste_is_refused_whoever_would_answer(alice: Someone, openai: FakeOpenAI) -> None:
    openai.script = lambda request: Fails(500)

    async with working(alice, openai, llm_fallbacks=[LAST], budget_messages_per_minute=3):
        answers = [await alice.ask(HELLO) for _ in range(5)]

    assert [answer == say("en", "turn.too_fast") for answer in answers] == [False] * 3 + [True] * 2
    assert asked(openai) == [FIRST], "it rests, so that the free model comes first"


@pytest.mark.parametrize("usage", [(0, 0), (-4_000, -50), (300, 0), (10**12, 5)], ids=str)
async def test_senseless_counts_of_a_server_count_as_the_estimate(
    alice: Someone, openai: FakeOpenAI, usage: tuple[int, int]
) -> None:
    openai.script = lambda request: Says("I hear you, loud and clear.", usage=usage)

    async with working(alice, openai):
        await alice.ask(HELLO)

    [row] = await spent_by(alice)
    assert row.is_estimate
    assert row.input_tokens > 500
    assert 5 <= row.output_tokens < 256


async def test_calls_for_a_summary_are_counted_one_by_one(
    alice: Someone, openai: FakeOpenAI
) -> None:
    def script(request: Request) -> Answer:
        if request.tools:
            return Says("I hear you.")
        return HALF if request.model == FIRST else Fails(500)

    openai.script = script
    async with working(alice, openai, llm_fallbacks=[SECOND, LAST]):
        for n in range(21):
            await alice.ask(f"message {n}")

    rows = [row for row in await spent_by(alice) if row.purpose == "summary"]
    assert kinds(rows)[:1] == [(FIRST, True)]
    assert {row.model for row in rows} == {FIRST}


async def test_model_without_a_price_is_not_asked_under_a_budget_in_dollars(
    alice: Someone, openai: FakeOpenAI
) -> None:
    async with working(alice, openai, budget_day_usd=Decimal(1)):
        assert await alice.ask(HELLO) == say("en", "turn.no_price")

    prices = {"second": Price(input=Decimal(0), output=Decimal(0))}
    async with working(
        alice, openai, budget_day_usd=Decimal(1), llm_prices=prices, llm_fallbacks=[SECOND]
    ):
        assert await alice.ask(HELLO) == "ok"

    assert asked(openai) == ["second"]


async def model_health(someone: Someone) -> list[service_health.ServiceHealth]:
    found = await service_health.list_health(someone.db)
    return [one for one in found if one.part == service_health.MODEL]


async def test_operator_hears_at_the_start_of_a_model_without_a_price(
    alice: Someone, openai: FakeOpenAI
) -> None:
    prices = {"second": Price(input=Decimal(0), output=Decimal(0))}
    settings = settings_for(
        openai, budget_day_usd=Decimal(1), llm_prices=prices, llm_fallbacks=[SECOND]
    )
    alone = settings_for(openai, budget_day_usd=Decimal(1))

    with capture_logs() as logs:
        async with open_health(alice.db) as health:
            async with open_models(settings, health):
                one_of_two = await model_health(alice)
            async with open_models(alone, health):
                all_of_them = await model_health(alice)

    warnings = [entry for entry in logs if entry["event"] == "models_without_price"]
    assert [(entry["log_level"], entry["models"]) for entry in warnings] == [
        ("warning", [FIRST]),
        ("warning", [FIRST]),
    ]
    assert [(found.ok, NO_PRICE in found.detail) for found in one_of_two] == [(True, True)]
    assert [(found.ok, NO_PRICE in found.detail) for found in all_of_them] == [(False, True)]
