"""What a person may use up, and who hears what when it is spent."""

import asyncio
import functools
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, asynccontextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from langchain_core.messages import HumanMessage

from activities.turn.budget import Budget, ModelRequest
from panager.contracts.limits import MAX_STEPS
from panager.db import users
from panager.llm.providers.failures import BudgetSpentError
from panager.sentences import say
from panager.settings import Price
from panager.worker.running import running_worker
from testing.fake_openai import Call, Cut, Fails, FakeOpenAI, Request, Says, wire
from testing.fake_openai.answers import Answer
from testing.openai_models import chain_to, settings_for
from testing.people import Someone
from testing.scheduling import schedule
from tests.support.spent import spent_by

ANSWER = "I hear you."
EAST, WEST = "Pacific/Kiritimati", "Pacific/Pago_Pago"
"""25 hours apart: in the east it is always a later date."""


@asynccontextmanager
async def working(someone: Someone, openai: FakeOpenAI, **settings: object) -> AsyncIterator[None]:
    chosen = {"budget_messages_per_minute": 0, "llm_output_tokens": 256, **settings}
    async with (
        aclosing(chain_to(openai, **chosen)) as models,
        running_worker(someone.client, someone.db, models, settings=settings_for(openai, **chosen)),
    ):
        yield


def cost_of(requests: list[Request]) -> list[int]:
    """Tokens of each, as if every answer had been heard to its end."""
    return [sum(wire.usage_of(request, Says(ANSWER))) for request in requests]


async def test_parallel_messages_exceed_the_day_by_one_call_at_most(
    alice: Someone, openai: FakeOpenAI
) -> None:
    openai.script = lambda _: Says(ANSWER, first_after_s=0.5)
    budget, answers = 150_000, {ANSWER}
    async with working(alice, openai, budget_day_tokens=budget):
        while ANSWER in answers:
            written = await asyncio.gather(*(alice.write("are you there?") for _ in range(10)))
            # One after the other, so that some come while the model is being asked.
            written += [await alice.write("hello?") for _ in range(10)]
            answers = {(await alice.answer_to(message)).text for message in written}

    costs = cost_of(openai.requests)
    assert answers == {say("en", "turn.budget_spent")}
    assert any(request.ended == "disconnected" for request in openai.requests)
    assert sum(costs) < budget + max(costs)
    assert sum(costs) > budget / 3


async def test_calls_that_begin_at_once_exceed_the_day_by_one_at_most(
    alice: Someone, openai: FakeOpenAI
) -> None:
    chosen = {"budget_day_tokens": 2_000, "llm_output_tokens": 256}
    openai.script = lambda _: Says(ANSWER, usage=(200, 50), first_after_s=0.1)
    async with alice.db.user(alice.user_id) as connection:
        person = await users.get_person(connection, alice.user_id)
    request = ModelRequest(messages=[HumanMessage("word " * 120)])

    async with aclosing(chain_to(openai, **chosen)) as models:
        budget = Budget(alice.db, models, settings_for(openai, **chosen))

        async def is_let_through() -> bool:
            try:
                meter = functools.partial(budget.call, person, request)
                await models.complete(request.messages, (), meter=meter)
            except BudgetSpentError:
                return False
            return True

        at_once = await asyncio.gather(*(is_let_through() for _ in range(20)))
        while await is_let_through():
            pass

    assert 2 <= at_once.count(True) <= 8
    assert len(openai.requests) == 8
    assert {row.purpose for row in await spent_by(alice)} == {"summary"}


async def test_each_message_hears_once_that_the_day_is_spent(
    alice: Someone, openai: FakeOpenAI
) -> None:
    async with working(alice, openai, budget_day_tokens=1):
        answers = [await alice.ask("one"), await alice.ask("two"), await alice.ask("three")]

    spent = say("en", "turn.budget_spent")
    assert answers == ["ok", spent, spent]
    assert len(openai.requests) == 1
    assert [item.text for item in await alice.received("reply")] == answers


async def test_reminders_come_when_the_day_is_spent(alice: Someone, openai: FakeOpenAI) -> None:
    async with working(alice, openai, budget_day_tokens=1):
        await alice.ask("hello")
        assert await alice.ask("hello?") == say("en", "turn.budget_spent")
        await schedule(alice, datetime.now(UTC) + timedelta(seconds=1), text="drink water")
        came = await alice.wait_for_reminders(1)

    assert "drink water" in came[0].text


async def test_dollars_are_a_budget_as_well(alice: Someone, openai: FakeOpenAI) -> None:
    openai.script = lambda _: Says(ANSWER, usage=(3_000, 100))
    prices = {"fake-model": Price(input=Decimal(2), output=Decimal(10))}  # 7,000 µ$ a call
    async with working(
        alice, openai, llm_prices=prices, budget_day_usd=Decimal("0.02"), budget_day_tokens=0
    ):
        answers = [await alice.ask("again") for _ in range(4)]

    assert answers == [ANSWER, ANSWER, ANSWER, say("en", "turn.budget_spent")]
    assert [row.cost_micros for row in await spent_by(alice)] == [7_000] * 3


async def test_next_day_has_a_budget_of_its_own(alice: Someone, openai: FakeOpenAI) -> None:
    async with working(alice, openai, budget_day_tokens=1):
        assert await alice.ask("one") == "ok"
        assert await alice.ask("two") == say("en", "turn.budget_spent")
        async with alice.db.user(alice.user_id) as connection:
            await connection.execute("UPDATE usage SET day = day - 1")

        assert await alice.ask("three") == "ok"


async def test_each_date_has_one_budget_whatever_zones_are_named(
    alice: Someone, openai: FakeOpenAI
) -> None:
    answers = []
    async with working(alice, openai, budget_day_tokens=1):
        for zone in (WEST, EAST, WEST, EAST):
            async with alice.db.user(alice.user_id) as connection:
                await users.set_zone(connection, alice.user_id, zone)
            answers.append(await alice.ask("hello"))

    assert answers == ["ok", "ok", *[say("en", "turn.budget_spent")] * 2]


async def test_people_do_not_share_a_budget(
    alice: Someone, minsu: Someone, openai: FakeOpenAI
) -> None:
    async with working(alice, openai, budget_day_tokens=1):
        await alice.ask("hello")

        assert await alice.ask("hello") == say("en", "turn.budget_spent")
        assert await minsu.ask("안녕") == "ok"
        assert await minsu.ask("안녕") == say("ko", "turn.budget_spent")


async def test_turn_ends_when_it_has_used_up_its_tokens(alice: Someone, openai: FakeOpenAI) -> None:
    openai.script = lambda _: Says(calls=(Call("current_time"),), usage=(4_000, 10))

    async with working(alice, openai, budget_turn_tokens=10_000):
        answer = await alice.ask("what time is it?")

    assert answer == say("en", "turn.turn_too_long")
    assert len(openai.requests) == 3 < MAX_STEPS


async def test_who_writes_too_fast_hears_it_and_no_model_is_asked(
    alice: Someone, openai: FakeOpenAI
) -> None:
    async with working(alice, openai, budget_messages_per_minute=3):
        answers = [await alice.ask(f"message {n}") for n in range(5)]

    assert answers == ["ok"] * 3 + [say("en", "turn.too_fast")] * 2
    assert len(openai.requests) == 3


async def test_usage_is_what_the_server_counted(alice: Someone, openai: FakeOpenAI) -> None:
    def script(request: Request) -> Answer:
        if request.results_since_said:
            return Says(ANSWER)
        return Says(calls=(Call("current_time"),))

    openai.script = script
    async with working(alice, openai):
        for _ in range(3):
            await alice.ask("what time is it?")

    rows = await spent_by(alice)
    assert [(row.input_tokens, row.output_tokens) for row in rows] == [
        request.usage for request in openai.requests
    ]
    assert {(row.model, row.is_estimate, row.purpose) for row in rows} == {
        ("fake-model", False, "turn")
    }
    assert len(rows) == 6


async def test_refused_call_costs_nothing_and_half_an_answer_its_estimate(
    alice: Someone, openai: FakeOpenAI
) -> None:
    answers: Iterator[Answer] = iter([Fails(500), Cut("Half of an", after=4), Says(ANSWER)])
    openai.script = lambda _: next(answers)

    async with working(alice, openai):
        assert await alice.ask("hello") == ANSWER

    rows = await spent_by(alice)
    assert [row.is_estimate for row in rows] == [True, False]
    assert (rows[1].input_tokens, rows[1].output_tokens) == openai.total_usage
    assert rows[0].input_tokens >= rows[1].input_tokens
