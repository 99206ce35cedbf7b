"""A call that needs its person first: how that ended reaches the turn that waits, or a new one."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import pytest
from temporalio.client import Client
from temporalio.testing import ActivityEnvironment

from activities.actions.activities import ActionActivities
from activities.actions.updates import Outcome
from panager.channels.sweeper import Sweeper
from panager.channels.wake import wake
from panager.contracts.action import ActionRef, ActionState, Verdict
from panager.contracts.names import chat_workflow_id
from panager.db import users
from panager.db.conversation import messages
from panager.db.conversation.messages import Item
from panager.sentences import say
from testing.eventually import assert_eventually
from testing.models import ScriptedModel
from testing.people import Someone
from tests.support.cards import press, the_action, wait_for
from tests.temporal.mind.parked.door import KINDS, OPENED, PARKED, working

READ = f"Read: {OPENED}"


@pytest.fixture
async def model(alice: Someone) -> AsyncIterator[ScriptedModel]:
    async with working(alice.client, alice.db) as scripted:
        yield scripted


async def replies(person: Someone, count: int) -> list[str]:
    """Their texts, once there are so many."""
    return [
        item.text.partition("\n\n")[0].strip() for item in await wait_for(person, "reply", count)
    ]


async def kinds(person: Someone) -> list[str]:
    """Of all that was said, in order."""
    return [item.kind for item in await person.conversation()]


async def events(person: Someone) -> int:
    async with person.db.user(person.user_id) as connection:
        count: int = await connection.fetchval(
            "SELECT count(*) FROM inbound_messages WHERE kind = 'event'"
        )
    return count


async def turns(person: Someone) -> list[str]:
    async with person.db.user(person.user_id) as connection:
        rows = await connection.fetch("SELECT state FROM turns ORDER BY started_at")
    return [row["state"] for row in rows]


async def has_read_it(person: Someone) -> bool:
    return (await replies(person, 1))[-1] == READ


async def is_ended(person: Someone) -> bool:
    return (await the_action(person)).ended_at is not None


async def idle(person: Someone) -> None:
    """No turn of this person runs."""
    handle = person.client.get_workflow_handle(chat_workflow_id(person.user_id))
    await handle.result()


@pytest.mark.usefixtures("model")
async def test_waiting_turn_is_given_the_outcome(alice: Someone) -> None:
    message = await alice.write("wait")
    [card] = await wait_for(alice, "card")

    answered = await press(alice, Verdict.APPROVE)
    answer = await alice.answer_to(message)

    assert answered.outcome is Outcome.ACCEPTED
    assert "Shall I open the door?" in card.text
    assert (answer.text.strip(), answer.answers) == (READ, [message])
    assert await kinds(alice) == ["message", "card", "outcome", "reply"]
    assert await turns(alice) == ["answered"]


@pytest.mark.usefixtures("model")
async def test_outcome_starts_a_new_turn(alice: Someone) -> None:
    message = await alice.write("later")
    [card] = await wait_for(alice, "card")
    await idle(alice)

    await press(alice, Verdict.APPROVE)
    answers = await replies(alice, 2)

    assert answers == [PARKED, READ]
    assert await kinds(alice) == ["message", "reply", "card", "outcome", "reply"]
    said: list[Item] = await alice.received("reply")
    assert [one.answers for one in said] == [[message], []]
    assert card.action_id == (await the_action(alice)).action_id
    assert await turns(alice) == ["answered", "answered"]


@pytest.mark.usefixtures("model")
async def test_turn_waits_no_longer_than_it_may(alice: Someone) -> None:
    await alice.write("wait 1")
    before = await replies(alice, 1)
    await idle(alice)

    await press(alice, Verdict.APPROVE)

    assert before == [PARKED]
    assert await replies(alice, 2) == [PARKED, READ]


@pytest.mark.parametrize("how", ["wait", "later"])
@pytest.mark.usefixtures("model")
async def test_person_says_no(alice: Someone, how: str) -> None:
    await alice.write(how)
    await wait_for(alice, "card")

    await press(alice, Verdict.REJECT)

    declined = say("en", "action.ended_rejected", title="open the door")
    assert (await replies(alice, 1 if how == "wait" else 2))[-1] == f"Read: {declined}"


@pytest.mark.parametrize("how", ["wait soon", "later soon"])
@pytest.mark.usefixtures("model")
async def test_nobody_answers_in_time(alice: Someone, how: str) -> None:
    await alice.write(how)

    expired = say("en", "action.ended_expired", title="open the door")
    assert (await replies(alice, 1 if how == "wait soon" else 2))[-1] == f"Read: {expired}"
    assert (await the_action(alice)).state is ActionState.EXPIRED


@pytest.mark.parametrize("how", ["wait stuck", "later stuck"])
@pytest.mark.usefixtures("model")
async def test_what_was_approved_cannot_be_done(alice: Someone, how: str) -> None:
    await alice.write(how)
    await wait_for(alice, "card")

    await press(alice, Verdict.APPROVE)

    failed = say("en", "action.ended_failed", title="open the door")
    assert (await replies(alice, 1 if how == "wait stuck" else 2))[-1] == f"Read: {failed}"


@pytest.mark.usefixtures("model")
async def test_person_who_writes_meanwhile_is_answered_at_once(alice: Someone) -> None:
    first = await alice.write("wait")
    await wait_for(alice, "card")

    second = await alice.write("hello")
    answer = await alice.answer_to(second)
    await idle(alice)
    await press(alice, Verdict.APPROVE)

    assert (answer.text.strip(), answer.answers) == ("You said hello", [first, second])
    assert await replies(alice, 2) == ["You said hello", READ]


async def test_stop_ends_the_wait_and_withdraws_the_card(
    alice: Someone, model: ScriptedModel
) -> None:
    message = await alice.write("wait")
    await wait_for(alice, "card")

    await alice.client.get_workflow_handle(chat_workflow_id(alice.user_id)).signal("stop")
    answer = await alice.answer_to(message)
    await assert_eventually(lambda: is_ended(alice))
    late = await press(alice, Verdict.APPROVE)

    assert answer.text == say("en", "stopped.text")
    [card] = await alice.received("card")
    assert card.text.startswith(say("en", "action.card_stopped"))
    assert (late.outcome, late.state) == (Outcome.DECIDED, ActionState.REJECTED)
    assert (await alice.received("outcome"), await events(alice)) == ([], 0)
    assert len(model.calls) == 1


async def test_message_that_asked_cannot_be_taken_back_while_its_turn_waits(
    alice: Someone, model: ScriptedModel
) -> None:
    message = await alice.write("wait", key="m1")
    await wait_for(alice, "card")

    async with alice.db.user(alice.user_id) as connection:
        was_deleted = await messages.delete_unanswered(
            connection, alice.user_id, channel=alice.channel, channel_message_id="m1"
        )
    await wake(alice.client, alice.user_id)
    await alice.answer_to(message)
    await press(alice, Verdict.APPROVE)

    assert not was_deleted
    # The signal ended the wait, so that the model saw the card and the outcome is another turn.
    assert (await replies(alice, 2))[-1] == READ


@pytest.mark.parametrize("how", ["wait", "later"])
async def test_outcome_that_is_told_twice_is_read_once(
    alice: Someone, model: ScriptedModel, how: str
) -> None:
    await alice.write(how)
    await wait_for(alice, "card")
    await press(alice, Verdict.APPROVE)
    before = await replies(alice, 1 if how == "wait" else 2)
    calls = len(model.calls)

    again = ActionActivities(alice.db, alice.client, KINDS)
    action = ActionRef(user_id=alice.user_id, action_id=(await the_action(alice)).action_id)
    for _ in range(2):
        await ActivityEnvironment().run(again.conclude, action)
        await ActivityEnvironment().run(again.wake_turn, action)
    await idle(alice)

    assert (await replies(alice, 1), await events(alice)) == (before, 1)
    assert len(model.calls) == calls


@pytest.mark.usefixtures("model")
async def test_sweeper_finds_an_event_of_which_nobody_was_told(alice: Someone) -> None:
    await insert_event(alice, OPENED)

    await Sweeper(alice.db, alice.client).sweep(await users.list_waiting(alice.db, older_than_s=0))

    assert await replies(alice, 1) == [READ]


@pytest.mark.parametrize("text", ["yes", "네", "undo", "stop", "open it"])
@pytest.mark.usefixtures("model")
async def test_event_confirms_nothing(alice: Someone, text: str) -> None:
    await alice.write("later")
    await wait_for(alice, "card")
    await idle(alice)

    await insert_event(alice, text)
    await wake(alice.client, alice.user_id)

    assert await replies(alice, 2) == [PARKED, f"Read: {text}"]
    assert (await the_action(alice)).state is ActionState.WAITING


@pytest.mark.usefixtures("model")
async def test_yes_of_the_person_still_confirms(alice: Someone) -> None:
    await alice.write("later")
    await wait_for(alice, "card")
    await idle(alice)

    await alice.write("yes")

    # The event may come so soon that it is read together with the yes.
    await assert_eventually(lambda: has_read_it(alice))
    assert (await the_action(alice)).state is ActionState.DONE


@pytest.mark.parametrize("how", ["wait", "later"])
async def test_worker_is_replaced_between_card_and_answer(alice: Someone, how: str) -> None:
    async with working(alice.client, alice.db):
        await alice.write(how)
        await wait_for(alice, "card")

    async with working(alice.client, alice.db):
        await press(alice, Verdict.APPROVE)

        assert (await replies(alice, 1 if how == "wait" else 2))[-1] == READ


@pytest.mark.parametrize("how", ["wait", "later"])
async def test_worker_is_killed_between_card_and_outcome(
    alice: Someone, temporal_address: str, app_url: str, how: str
) -> None:
    async with process(alice.client, temporal_address, app_url) as victim:
        message = await alice.write(how)
        await wait_for(alice, "card")
        pressing = asyncio.create_task(press(alice, Verdict.APPROVE))
        victim.send_signal(signal.SIGKILL)
        await victim.wait()

    async with process(alice.client, temporal_address, app_url):
        await pressing
        answers = await replies(alice, 1 if how == "wait" else 2)
        await idle(alice)

    assert answers[-1] == READ
    assert (len(await alice.received("outcome")), await events(alice)) == (1, 1)
    said = await alice.received("reply")
    assert [one.answers for one in said] == [[message], []][: len(said)]


async def insert_event(person: Someone, text: str) -> None:
    async with person.db.user(person.user_id) as connection:
        await messages.insert_event(
            connection, person.user_id, channel=person.channel, event_id=uuid4(), text=text
        )


@asynccontextmanager
async def process(
    client: Client, address: str, url: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """The worker in a process of its own, once it works."""
    worker = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.temporal.mind.parked.door",
        address,
        client.namespace,
        url,
        stdout=asyncio.subprocess.PIPE,
    )
    assert worker.stdout
    try:
        assert await worker.stdout.readline() == b"working\n"
        yield worker
    finally:
        if worker.returncode is None:
            worker.kill()
        await worker.wait()
