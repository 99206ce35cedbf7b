"""Somebody who reaches Temporal, but has not the key of Panager's own processes."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from pydantic import SecretStr
from temporalio.client import Client, WorkflowFailureError, WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError

from panager.contracts.action import ActionInput, ActionState, DecideInput, EditInput, Verdict
from panager.contracts.names import (
    Queue,
    action_workflow_id,
    chat_workflow_id,
    reminder_workflow_id,
)
from panager.contracts.reminder import ChangeInput, ReminderInput, ReminderState, Verb
from panager.llm.providers.chain import ModelChain
from panager.proof import NOT_PROVEN
from panager.temporal import connect
from panager.worker.running import running_worker
from testing.eventually import assert_eventually
from testing.models import ScriptedModel, says
from testing.people import Someone
from testing.scheduling import look_at, occurrences_of, schedule
from tests.support.cards import press, propose, the_action, wait_for

GUESSED = SecretStr("a guess")


def ahead(**amount: float) -> datetime:
    return (datetime.now(UTC) + timedelta(**amount)).replace(microsecond=0)


@pytest.fixture(params=[None, GUESSED], ids=["no key", "another key"])
async def stranger(temporal_client: Client, request: pytest.FixtureRequest) -> Client:
    address = temporal_client.service_client.config.target_host
    key: SecretStr | None = request.param
    return await connect(address, namespace=temporal_client.namespace, update_key=key)


def kind_of(error: WorkflowFailureError | WorkflowUpdateFailedError) -> str | None:
    assert isinstance(error.cause, ApplicationError)
    return error.cause.type


@pytest.mark.usefixtures("worker")
async def test_stranger_decides_nothing(alice: Someone, stranger: Client) -> None:
    reminder = await schedule(alice, ahead(days=1))
    await propose(alice)
    await wait_for(alice, "card")
    action = await the_action(alice)
    handle = stranger.get_workflow_handle(action_workflow_id(action.action_id))
    decision = DecideInput(
        user_id=alice.user_id, decision_id=uuid4(), verdict=Verdict.APPROVE, revision=1
    )
    edit = EditInput(user_id=alice.user_id, edit_id=uuid4(), revision=1)

    for name, payload in (("decide", decision), ("edit", edit)):
        with pytest.raises(WorkflowUpdateFailedError) as refused:
            await handle.execute_update(name, payload)
        assert kind_of(refused.value) == NOT_PROVEN

    assert (await the_action(alice)).state is ActionState.WAITING
    assert (await look_at(alice, reminder)).state == "scheduled"


@pytest.mark.usefixtures("worker")
async def test_stranger_changes_no_reminder(alice: Someone, stranger: Client) -> None:
    reminder = await schedule(alice, ahead(days=1))
    handle = stranger.get_workflow_handle(reminder_workflow_id(reminder.reminder_id))

    for verb in Verb:
        change = ChangeInput(user_id=alice.user_id, change_id=uuid4(), due_at=ahead(days=2))
        with pytest.raises(WorkflowUpdateFailedError) as refused:
            await handle.execute_update(verb, change)
        assert kind_of(refused.value) == NOT_PROVEN

    row = await look_at(alice, reminder)
    assert (row.state, row.due_at) == ("scheduled", reminder.due_at)


def forged_starts(user_id: UUID, action_id: UUID) -> list[tuple[str, object, Queue]]:
    """Approved, and expired before its time."""
    return [
        (
            "ActionWorkflow",
            ActionInput(user_id=user_id, action_id=action_id, expires_at=expires_at, state=state),
            Queue.CHAT,
        )
        for state, expires_at in (
            (ActionState.APPROVED, ahead(days=1)),
            (ActionState.WAITING, ahead(days=-1)),
        )
    ]


@pytest.mark.usefixtures("worker")
async def test_forged_start_of_an_action_does_nothing(alice: Someone, stranger: Client) -> None:
    reminder = await schedule(alice, ahead(days=1))
    await propose(alice)
    await wait_for(alice, "card")
    action = await the_action(alice)

    for kind, payload, queue in forged_starts(alice.user_id, action.action_id):
        with pytest.raises(WorkflowFailureError) as refused:
            await stranger.execute_workflow(kind, payload, id=f"x:{uuid4()}", task_queue=queue)
        assert kind_of(refused.value) == NOT_PROVEN

    assert (await the_action(alice)).state is ActionState.WAITING
    assert (await look_at(alice, reminder)).state == "scheduled"
    assert await alice.received("outcome") == []
    await press(alice, Verdict.REJECT)
    assert len(await wait_for(alice, "outcome")) == 1


@pytest.mark.usefixtures("worker")
async def test_forged_start_of_a_reminder_does_nothing(alice: Someone, stranger: Client) -> None:
    reminder = await schedule(alice, ahead(days=1))
    forged = ReminderInput(
        user_id=alice.user_id,
        reminder_id=reminder.reminder_id,
        state=ReminderState(due_at=ahead(seconds=-1)),
    )

    with pytest.raises(WorkflowFailureError) as refused:
        await stranger.execute_workflow(
            "ReminderWorkflow", forged, id="x", task_queue=Queue.REMINDERS
        )

    assert kind_of(refused.value) == NOT_PROVEN
    assert await alice.received("reminder") == []
    assert await occurrences_of(alice, reminder) == []
    assert (await look_at(alice, reminder)).due_at == reminder.due_at


async def test_stranger_stops_no_turn(alice: Someone, stranger: Client) -> None:
    model = ScriptedModel(script=says("word " * 30), word_delay_s=0.05)
    async with running_worker(alice.client, alice.db, ModelChain.of(model), isolated=True):
        message = await alice.write("hello")
        await assert_eventually(lambda: len(model.calls) >= 1)

        await stranger.get_workflow_handle(chat_workflow_id(alice.user_id)).signal("stop")
        answer = await alice.answer_to(message)

    assert answer.text.count("word") == 30
