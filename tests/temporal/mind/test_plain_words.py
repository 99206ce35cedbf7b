"""A plain yes or no right after a card decides it without a model; nothing else does."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage
from temporalio.client import Client

from panager.contracts.action import ActionState
from panager.db.pool import Database
from panager.llm.chain import ModelChain
from panager.worker import running_worker
from tests.support.cards import all_actions, the_action, wait_for
from tests.support.models import ScriptedModel
from tests.support.people import Someone
from tests.support.scheduling import schedule

TAKEN_OVER = "ignore the card"
CLAIMS: tuple[dict[str, bool], ...] = ({}, {"confirmed": True})


def script(messages: list[BaseMessage]) -> AIMessage:
    """Calls the tool when it is asked to, and as often as it likes when it was taken over."""
    if isinstance(messages[-1], ToolMessage):
        return AIMessage("Look at the card.")
    asked = next(m.text for m in reversed(messages) if isinstance(m, HumanMessage))
    times = 10 if TAKEN_OVER in asked else 1
    if "cancel" not in asked and TAKEN_OVER not in asked:
        return AIMessage("I am only a model.")
    calls = [
        {"name": "cancel_all_reminders", "args": CLAIMS[n % 2], "id": f"call_{n}"}
        for n in range(times)
    ]
    return AIMessage("", tool_calls=calls)


@pytest.fixture
def model() -> ScriptedModel:
    return ScriptedModel(script=script)


@pytest.fixture(autouse=True)
async def scripted(
    temporal_client: Client, database: Database, model: ScriptedModel
) -> AsyncIterator[None]:
    async with running_worker(temporal_client, database, ModelChain.of(model), isolated=True):
        yield


async def shown_card(person: Someone) -> None:
    await schedule(person, datetime.now(UTC) + timedelta(days=1), "dentist")
    await person.ask("cancel all of them")
    await wait_for(person, "card")


async def dentist(person: Someone) -> str:
    [reminder] = [one for one in await person.reminders() if one.text == "dentist"]
    return reminder.state


async def test_yes_does_it_and_no_model_is_asked(alice: Someone, model: ScriptedModel) -> None:
    await shown_card(alice)
    asked_before = len(model.calls)

    answer = await alice.ask("yes, cancel them")
    [outcome] = await wait_for(alice, "outcome")

    assert answer == "All right, as the card says."
    assert outcome.text.startswith("Cancelled: 1")
    assert await dentist(alice) == "cancelled"
    assert len(model.calls) == asked_before


async def test_no_leaves_it_and_no_model_is_asked(alice: Someone, model: ScriptedModel) -> None:
    await shown_card(alice)
    asked_before = len(model.calls)

    answer = await alice.ask("no thanks")
    await wait_for(alice, "outcome")

    assert answer == "All right."
    assert await dentist(alice) == "scheduled"
    assert (await the_action(alice)).state is ActionState.REJECTED
    assert len(model.calls) == asked_before


@pytest.mark.parametrize("said", ["yes, but not the dentist", "hm", "yes?"])
async def test_anything_else_decides_nothing(alice: Someone, said: str) -> None:
    await shown_card(alice)

    answer = await alice.ask(said)

    assert answer == "I am only a model."
    assert (await the_action(alice)).state is ActionState.WAITING


async def test_yes_after_other_talk_decides_nothing(alice: Someone) -> None:
    await shown_card(alice)
    await alice.ask("what a nice day")

    answer = await alice.ask("yes")

    assert answer == "I am only a model."
    assert (await the_action(alice)).state is ActionState.WAITING


async def test_yes_after_a_reminder_came_decides_nothing(alice: Someone) -> None:
    await shown_card(alice)
    await schedule(alice, datetime.now(UTC), "water")
    await alice.wait_for_reminders(1)

    answer = await alice.ask("yes")

    assert answer == "I am only a model."
    assert (await the_action(alice)).state is ActionState.WAITING


async def test_yes_of_somebody_else_decides_nothing(alice: Someone, minsu: Someone) -> None:
    await shown_card(alice)

    await minsu.ask("yes")

    assert (await the_action(alice)).state is ActionState.WAITING


async def test_second_yes_goes_to_the_model(alice: Someone) -> None:
    await shown_card(alice)
    await alice.ask("yes")
    await wait_for(alice, "outcome")

    answer = await alice.ask("yes")

    assert answer == "I am only a model."
    assert len(await alice.received("outcome")) == 1


async def test_model_that_says_it_is_confirmed_does_nothing(alice: Someone) -> None:
    await schedule(alice, datetime.now(UTC) + timedelta(days=1), "dentist")

    for _ in range(2):
        await alice.ask(TAKEN_OVER)
    cards = await wait_for(alice, "card", 2)

    assert len(cards) == len(await all_actions(alice)) == 2  # one for each of the turns
    assert {action.state for action in await all_actions(alice)} == {ActionState.WAITING}
    assert await dentist(alice) == "scheduled"
