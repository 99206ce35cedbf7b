"""A plain yes or no right after a card decides it without a model; nothing else does."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage
from temporalio.client import Client

from activities.actions.updates import Outcome, request_decision
from panager.contracts.action import ActionState, Verdict
from panager.contracts.names import chat_workflow_id
from panager.db.conversation import messages
from panager.db.pool import Database
from panager.llm.providers.chain import ModelChain
from panager.sentences import say
from panager.worker.running import running_worker
from testing.eventually import assert_eventually
from testing.models import ScriptedModel
from testing.people import Someone
from testing.scheduling import schedule
from tests.support.cards import all_actions, the_action, wait_for

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


async def test_card_is_the_last_thing_and_code_leads_to_it(alice: Someone) -> None:
    await shown_card(alice)

    *_, reply, card = await alice.conversation()

    assert (reply.kind, card.kind) == ("reply", "card")
    assert reply.text == f"Look at the card.\n\n{say('en', 'action.follows')}"


async def test_replaced_card_says_so(alice: Someone) -> None:
    await shown_card(alice)
    old = await the_action(alice)
    await alice.ask("cancel all of them")
    await wait_for(alice, "card", 2)

    async def says_so() -> bool:
        first, _ = await alice.received("card")
        return first.text.startswith(say("en", "action.card_replaced"))

    await assert_eventually(says_so)
    late = await request_decision(
        alice.db, alice.client, old, Verdict.APPROVE, revision=1, decision_id=uuid4()
    )

    assert (late.outcome, late.state) == (Outcome.DECIDED, ActionState.REPLACED)
    assert await dentist(alice) == "scheduled"
    assert [item.kind for item in await alice.conversation()][-1] == "card"


async def test_yes_twice_in_one_breath_is_one_yes(alice: Someone) -> None:
    await shown_card(alice)

    await asyncio.gather(alice.write("yes"), alice.write("yes please"))
    [outcome] = await wait_for(alice, "outcome")

    assert outcome.text.startswith("Cancelled: 1")


async def test_word_before_the_yes_that_nobody_answered_decides_nothing(alice: Someone) -> None:
    await shown_card(alice)
    async with alice.db.user(alice.user_id) as connection:
        await messages.insert_inbound(
            connection, alice.user_id, channel=alice.channel, channel_message_id="1", text="wait"
        )
        await messages.delete_unanswered(
            connection, alice.user_id, channel=alice.channel, channel_message_id="1"
        )

    answer = await alice.ask("yes")

    assert answer == "I am only a model."
    assert (await the_action(alice)).state is ActionState.WAITING


async def test_stopped_turn_shows_no_card(alice: Someone, model: ScriptedModel) -> None:
    await schedule(alice, datetime.now(UTC) + timedelta(days=1), "dentist")

    def stopping(messages: list[BaseMessage]) -> AIMessage:
        if isinstance(messages[-1], ToolMessage):
            stopped.set()
        return script(messages)

    stopped = asyncio.Event()
    model.script = stopping
    model.word_delay_s = 0.5
    message_id = await alice.write("cancel all of them")
    await stopped.wait()
    await alice.client.get_workflow_handle(chat_workflow_id(alice.user_id)).signal("stop")
    answer = await alice.answer_to(message_id)

    assert answer.text == say("en", "stopped.text")
    assert (await the_action(alice)).state is ActionState.REJECTED
    assert await alice.received("card") == []


async def test_no_leaves_it_and_no_model_is_asked(alice: Someone, model: ScriptedModel) -> None:
    await shown_card(alice)
    asked_before = len(model.calls)

    answer = await alice.ask("no thanks")
    await wait_for(alice, "outcome")

    assert answer == "All right."
    assert await dentist(alice) == "scheduled"
    assert (await the_action(alice)).state is ActionState.REJECTED
    assert len(model.calls) == asked_before


@pytest.mark.parametrize("said", ["yes, but not the dentist", "hm", "yes?", "ok thanks", "확인"])
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

    for number in range(2):
        await alice.ask(TAKEN_OVER)
        await wait_for(alice, "card", number + 1)

    newer, older = await all_actions(alice)  # one for each of the turns
    assert (newer.state, older.state) == (ActionState.WAITING, ActionState.REPLACED)
    assert await dentist(alice) == "scheduled"
