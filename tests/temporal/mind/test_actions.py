"""Cards: nothing is done before their person says yes, and then exactly what they show."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import asyncpg
import pytest
from temporalio.client import Client, WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.actions.action_kind import EditProblem
from activities.actions.activities import ActionActivities
from activities.actions.updates import Outcome
from activities.upkeep.reconcile import ReconcileActivities
from panager.contracts.action import (
    NOT_OWNER,
    ActionRef,
    ActionState,
    DecideInput,
    Verdict,
)
from panager.contracts.names import action_workflow_id
from panager.contracts.reminder import Verb
from panager.db.pool import Database
from panager.llm.offline.model import OfflineModel
from panager.llm.providers.chain import ModelChain
from panager.replies.results import Status
from panager.worker.running import running_worker
from testing.people import Someone
from testing.scheduling import change, look_at, schedule
from tests.support.cards import all_actions, edit, press, propose, the_action, wait_for

TOMORROW = timedelta(days=1)


def ahead(days: int = 1) -> datetime:
    return (datetime.now(UTC) + timedelta(days=days)).replace(microsecond=0)


async def states(person: Someone) -> dict[str, str]:
    return {reminder.text: reminder.state for reminder in await person.reminders()}


async def with_card(person: Someone, *texts: str) -> str:
    """The card about reminders with these texts."""
    for days, text in enumerate(texts, start=1):
        await schedule(person, ahead(days), text)
    await propose(person)
    return (await wait_for(person, "card"))[0].text


@pytest.mark.usefixtures("worker")
async def test_card_shows_all_and_a_yes_does_exactly_that(alice: Someone) -> None:
    card = await with_card(alice, "dentist", "pills")
    await schedule(alice, ahead(9), "made later")
    before = await states(alice)

    answered = await press(alice, Verdict.APPROVE)
    [outcome] = await wait_for(alice, "outcome")

    assert "dentist" in card
    assert "pills" in card
    assert "Answer “yes” or “no”" in card
    assert set(before.values()) == {"scheduled"}
    assert (answered.outcome, answered.state) == (Outcome.ACCEPTED, ActionState.APPROVED)
    assert await states(alice) == {
        "dentist": "cancelled",
        "pills": "cancelled",
        "made later": "scheduled",
    }
    assert outcome.text.startswith("Cancelled: 2")
    assert "undo" in outcome.text
    assert (await the_action(alice)).state is ActionState.DONE


@pytest.mark.usefixtures("worker")
async def test_card_says_until_when_it_waits(minsu: Someone) -> None:
    card = await with_card(minsu, "치과")

    until = (await the_action(minsu)).expires_at
    local = until + timedelta(hours=9)
    assert f"{local.month}월 {local.day}일" in card.splitlines()[-1]
    assert timedelta(days=6, hours=23) < until - datetime.now(UTC) <= timedelta(days=7)


@pytest.mark.usefixtures("worker")
async def test_no_leaves_everything(alice: Someone) -> None:
    await with_card(alice, "dentist")

    await press(alice, Verdict.REJECT)
    [outcome] = await wait_for(alice, "outcome")

    assert await states(alice) == {"dentist": "scheduled"}
    assert outcome.text.startswith("Not done")
    assert (await the_action(alice)).state is ActionState.REJECTED


@pytest.mark.usefixtures("worker")
async def test_changed_card_is_what_is_done(alice: Someone) -> None:
    await with_card(alice, "dentist", "pills", "water")

    await edit(alice, "1, 3")
    cards = await wait_for(alice, "card", 2)
    stale = await press(alice, Verdict.APPROVE, revision=1)
    untouched = await states(alice)
    await press(alice, Verdict.APPROVE, revision=2)
    [outcome] = await wait_for(alice, "outcome")

    assert "pills" in cards[1].text
    assert "dentist" not in cards[1].text
    assert stale.outcome is Outcome.REPLACED
    assert set(untouched.values()) == {"scheduled"}
    assert await states(alice) == {
        "dentist": "scheduled",
        "pills": "cancelled",
        "water": "scheduled",
    }
    assert outcome.text.startswith("Cancelled: 1")


@pytest.mark.usefixtures("worker")
async def test_unclear_change_leaves_the_card(alice: Someone) -> None:
    await with_card(alice, "dentist", "pills")

    unclear = await edit(alice, "the purple one")
    everything = await edit(alice, "1 2")

    assert unclear is EditProblem.UNCLEAR
    assert everything is EditProblem.NOTHING_LEFT
    assert (await the_action(alice)).revision == 1


@pytest.mark.usefixtures("worker")
async def test_two_changes_at_once_count_once(alice: Someone) -> None:
    await with_card(alice, "dentist", "pills", "water")

    both = await asyncio.gather(edit(alice, "1"), edit(alice, "2"))
    cards = await wait_for(alice, "card", 2)

    outcomes = {each.outcome for each in both if not isinstance(each, EditProblem)}
    assert outcomes == {Outcome.ACCEPTED, Outcome.REPLACED}
    action = await the_action(alice)
    assert action.revision == 2
    assert [card.text for card in cards][1:] == [action.card]


@pytest.mark.usefixtures("worker")
async def test_no_answer_in_time_does_nothing_and_is_told(alice: Someone) -> None:
    await schedule(alice, ahead(), "dentist")
    await propose(alice, expires_after=timedelta(seconds=3))

    [outcome] = await wait_for(alice, "outcome")
    late = await press(alice, Verdict.APPROVE)

    assert "no answer in time" in outcome.text
    assert (late.outcome, late.state) == (Outcome.DECIDED, ActionState.EXPIRED)
    assert await states(alice) == {"dentist": "scheduled"}


@pytest.mark.usefixtures("worker")
async def test_pressing_yes_twice_at_once_does_it_once(alice: Someone) -> None:
    await with_card(alice, "dentist")

    both = await asyncio.gather(*(press(alice, Verdict.APPROVE) for _ in range(2)))
    [outcome] = await wait_for(alice, "outcome")

    assert sorted(each.outcome.name for each in both) == ["ACCEPTED", "DECIDED"]
    assert all(each.state in (ActionState.APPROVED, ActionState.DONE) for each in both)
    assert outcome.text.startswith("Cancelled: 1")


@pytest.mark.usefixtures("worker")
async def test_yes_and_no_at_once_one_wins_and_the_other_is_told(alice: Someone) -> None:
    await with_card(alice, "dentist")

    both = await asyncio.gather(press(alice, Verdict.APPROVE), press(alice, Verdict.REJECT))
    await wait_for(alice, "outcome")

    [won] = [each for each in both if each.outcome is Outcome.ACCEPTED]
    [lost] = [each for each in both if each.outcome is Outcome.DECIDED]
    is_rejected = won.state is ActionState.REJECTED
    assert (lost.state is ActionState.REJECTED) == is_rejected
    assert await states(alice) == {"dentist": "scheduled" if is_rejected else "cancelled"}


@pytest.mark.usefixtures("worker")
async def test_same_press_again_is_told_the_same(alice: Someone) -> None:
    await with_card(alice, "dentist")
    decision_id = uuid4()

    first = await press(alice, Verdict.APPROVE, decision_id=decision_id)
    await wait_for(alice, "outcome")
    again = await press(alice, Verdict.APPROVE, decision_id=decision_id)

    assert (first.outcome, again.outcome) == (Outcome.ACCEPTED, Outcome.ACCEPTED)


@pytest.mark.usefixtures("worker")
async def test_somebody_else_decides_nothing(alice: Someone, minsu: Someone) -> None:
    await with_card(alice, "dentist")
    action = await the_action(alice)

    handle = alice.client.get_workflow_handle(action_workflow_id(action.action_id))
    with pytest.raises(WorkflowUpdateFailedError) as refused:
        await handle.execute_update(
            "decide",
            DecideInput(
                user_id=minsu.user_id,
                decision_id=uuid4(),
                verdict=Verdict.APPROVE,
                revision=1,
            ),
        )

    assert isinstance(refused.value.cause, ApplicationError)
    assert refused.value.cause.type == NOT_OWNER
    assert await all_actions(minsu) == []
    assert (await the_action(alice)).state is ActionState.WAITING
    assert await states(alice) == {"dentist": "scheduled"}


async def test_card_outlives_the_worker(
    alice: Someone, temporal_client: Client, database: Database
) -> None:
    models = ModelChain.of(OfflineModel())
    async with running_worker(temporal_client, database, models, isolated=True):
        await with_card(alice, "dentist")
    pressed = asyncio.create_task(press(alice, Verdict.APPROVE))
    async with running_worker(temporal_client, database, models, isolated=True):
        answered = await pressed
        await wait_for(alice, "outcome")

    assert answered.outcome is Outcome.ACCEPTED
    assert await states(alice) == {"dentist": "cancelled"}
    assert len(await alice.received("card")) == 1


@pytest.mark.usefixtures("worker")
async def test_what_changed_since_the_card_is_left_alone(alice: Someone) -> None:
    moved = await schedule(alice, ahead(2), "dentist")
    await with_card(alice, "pills")
    await change(alice, moved, Verb.SNOOZE, ahead(4))

    await press(alice, Verdict.APPROVE)
    [outcome] = await wait_for(alice, "outcome")

    assert await states(alice) == {"dentist": "scheduled", "pills": "cancelled"}
    done, left = outcome.text.split("Left as they are")
    assert "pills" in done
    assert "dentist" in left


@pytest.mark.usefixtures("worker")
async def test_doing_it_twice_is_doing_it_once(alice: Someone, admin_url: str) -> None:
    await with_card(alice, "dentist")
    await press(alice, Verdict.APPROVE)
    await wait_for(alice, "outcome")
    action = await the_action(alice)

    again = ActionActivities(alice.db, alice.client)
    await ActivityEnvironment().run(
        again.execute, ActionRef(user_id=alice.user_id, action_id=action.action_id)
    )

    connection = await asyncpg.connect(admin_url)
    effects = await connection.fetch("SELECT effect_id, turn_id, tool FROM effects")
    await connection.close()
    assert [tuple(row) for row in effects] == [(action.action_id, action.turn_id, "change_several")]
    assert await the_action(alice) == action


@pytest.mark.usefixtures("worker")
async def test_half_done_is_finished_and_tells_all(alice: Someone, admin_url: str) -> None:
    await with_card(alice, "dentist", "pills")
    await press(alice, Verdict.APPROVE)
    [told] = await wait_for(alice, "outcome")
    action = await the_action(alice)

    # As if the first attempt had died before it could write down what it had done.
    connection = await asyncpg.connect(admin_url)
    await connection.execute("UPDATE actions SET state = 'approved', result = NULL")
    await connection.close()
    again = ActionActivities(alice.db, alice.client)
    await ActivityEnvironment().run(
        again.execute, ActionRef(user_id=alice.user_id, action_id=action.action_id)
    )

    assert told.text.startswith("Cancelled: 2")
    assert (await the_action(alice)).result == action.result


@pytest.mark.usefixtures("worker")
async def test_lost_workflow_is_started_again(alice: Someone, admin_url: str) -> None:
    await with_card(alice, "dentist")
    action = await the_action(alice)
    handle = alice.client.get_workflow_handle(action_workflow_id(action.action_id))
    await handle.terminate()
    connection = await asyncpg.connect(admin_url)
    await connection.execute("UPDATE actions SET created_at = now() - interval '1 hour'")
    await connection.close()

    await ActivityEnvironment().run(ReconcileActivities(alice.db, alice.client).reconcile)
    status = (await handle.describe()).status
    await press(alice, Verdict.APPROVE)
    await wait_for(alice, "outcome")

    assert status is not None
    assert status.name == "RUNNING"
    assert await states(alice) == {"dentist": "cancelled"}
    assert len(await alice.received("card")) == 1


@pytest.mark.usefixtures("worker")
async def test_press_finds_a_workflow_that_was_lost(alice: Someone) -> None:
    await with_card(alice, "dentist")
    action = await the_action(alice)
    await alice.client.get_workflow_handle(action_workflow_id(action.action_id)).terminate()

    answered = await press(alice, Verdict.APPROVE)
    await wait_for(alice, "outcome")

    assert answered.outcome is Outcome.ACCEPTED
    assert await states(alice) == {"dentist": "cancelled"}


@pytest.mark.usefixtures("worker")
async def test_nothing_to_cancel_shows_no_card(alice: Someone) -> None:
    result = await propose(alice)

    assert result.status is Status.NOT_FOUND
    assert await all_actions(alice) == []


@pytest.mark.usefixtures("worker")
async def test_history_holds_no_words(alice: Someone) -> None:
    reminder = await schedule(alice, ahead(), "canary-in-the-card")
    await propose(alice)
    await wait_for(alice, "card")
    await press(alice, Verdict.APPROVE)
    await wait_for(alice, "outcome")

    action = await the_action(alice)
    handle = alice.client.get_workflow_handle(action_workflow_id(action.action_id))
    await handle.result()
    history = (await handle.fetch_history()).to_json()
    assert (await look_at(alice, reminder)).state == "cancelled"
    assert "canary" not in history


@pytest.mark.usefixtures("worker")
async def test_what_was_done_is_undone_by_saying_so(minsu: Someone) -> None:
    await with_card(minsu, "치과", "약 먹기")
    await press(minsu, Verdict.APPROVE)
    await wait_for(minsu, "outcome")

    await minsu.ask("되돌려줘")

    open_now = [one.text for one in await minsu.reminders() if one.state == "scheduled"]
    assert sorted(open_now) == sorted(["치과", "약 먹기"])
