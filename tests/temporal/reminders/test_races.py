"""Cancelling, editing and snoozing at the very moment when a reminder is due."""

import asyncio
import random
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from activities.reminders.start import start_reminder
from activities.reminders.update import Outcome, request_change
from panager.contracts.names import reminder_workflow_id
from panager.contracts.reminder import ChangeInput, Verb
from panager.db.changes import Change
from panager.db.reminders import Reminder
from testing.eventually import assert_eventually
from testing.people import Someone
from testing.scheduling import change, look_at, occurrences_of, schedule

pytestmark = pytest.mark.usefixtures("worker")

A_WHILE = timedelta(hours=1)
"""So late that its message waits a moment for others, and is on its way for so long."""


async def wait_until_over(person: Someone, ids: list[UUID]) -> None:
    async def over() -> bool:
        for reminder_id in ids:
            handle = person.client.get_workflow_handle(reminder_workflow_id(reminder_id))
            if (await handle.describe()).close_time is None:
                return False
        return True

    await assert_eventually(over, timeout_s=40)


async def test_cancels_racing_with_the_due_moment_are_true(alice: Someone) -> None:
    jitter, edge_s = random.Random(20261121), 0.0
    made: list[Reminder] = []
    outcomes: list[Outcome] = []
    while len(made) < 100 or (len(made) < 400 and len(set(outcomes)) < 2):
        due_at = datetime.now(UTC) + timedelta(seconds=2)
        batch = [await schedule(alice, due_at) for _ in range(20)]

        async def cancel(reminder: Reminder, moment: datetime) -> Outcome:
            await asyncio.sleep(max(0.0, (moment - datetime.now(UTC)).total_seconds()))
            return await change(alice, reminder, Verb.CANCEL)

        moments = [due_at + timedelta(seconds=edge_s + jitter.uniform(-0.2, 0.2)) for _ in batch]
        ended = await asyncio.gather(*(cancel(*race) for race in zip(batch, moments, strict=True)))
        # How long after its due time a reminder fires depends on the load: look for the edge.
        edge_s += 0.4 * (ended.count(Outcome.ACCEPTED) / len(ended) - 0.5)
        made += batch
        outcomes += ended
    await wait_until_over(alice, [reminder.reminder_id for reminder in made])

    delivered = [item.reminder_id for item in await alice.received("reminder")]
    states = {reminder.reminder_id: reminder.state for reminder in await alice.reminders()}
    for reminder, outcome in zip(made, outcomes, strict=True):
        times = delivered.count(reminder.reminder_id)
        state = states[reminder.reminder_id]
        if outcome is Outcome.ACCEPTED:
            assert (times, state) == (0, "cancelled")
        else:
            assert (outcome, times, state) == (Outcome.TOO_LATE, 1, "delivered")
    assert set(outcomes) == {Outcome.ACCEPTED, Outcome.TOO_LATE}, "the race was not at the edge"


async def test_edits_racing_with_the_due_moment_deliver_once(alice: Someone) -> None:
    due_at = datetime.now(UTC) + timedelta(seconds=2)
    made = [await schedule(alice, due_at) for _ in range(20)]
    jitter = random.Random(7)

    async def postpone(reminder: Reminder) -> Outcome:
        moment = due_at + timedelta(milliseconds=jitter.uniform(-200, 200))
        await asyncio.sleep(max(0.0, (moment - datetime.now(UTC)).total_seconds()))
        return await change(alice, reminder, Verb.EDIT, due_at + timedelta(seconds=2))

    outcomes = await asyncio.gather(*(postpone(reminder) for reminder in made))
    await wait_until_over(alice, [reminder.reminder_id for reminder in made])

    items = await alice.received("reminder")
    assert sorted(str(i.reminder_id) for i in items) == sorted(str(r.reminder_id) for r in made)
    for reminder, outcome in zip(made, outcomes, strict=True):
        [item] = [i for i in items if i.reminder_id == reminder.reminder_id]
        expected = due_at + timedelta(seconds=2 if outcome is Outcome.ACCEPTED else 0)
        assert item.at >= expected, "never early"


async def test_snooze_during_firing_waits_and_gives_one_more(alice: Someone) -> None:
    on_its_way = await schedule(alice, datetime.now(UTC) - A_WHILE)
    await assert_eventually(lambda: is_firing(alice, on_its_way))

    snoozed, cancelled = await asyncio.gather(
        change(alice, on_its_way, Verb.SNOOZE, datetime.now(UTC) + A_WHILE),
        change(alice, on_its_way, Verb.CANCEL),
    )

    assert (snoozed, cancelled) == (Outcome.ACCEPTED, Outcome.TOO_LATE)
    assert len(await alice.received("reminder")) == 1, "told before the first had come"
    row = await look_at(alice, on_its_way)
    assert (row.state, row.occurrence) == ("scheduled", 2)
    assert row.due_at > datetime.now(UTC) + A_WHILE / 2


async def is_firing(person: Someone, reminder: Reminder) -> bool:
    return [each.state for each in await occurrences_of(person, reminder)] == ["sending"]


async def test_same_change_twice_is_one(alice: Someone) -> None:
    due_at = datetime.now(UTC) + timedelta(hours=1)
    reminder = await schedule(alice, due_at)
    request = Change(change_id=uuid4(), verb=Verb.CANCEL, reminder=reminder)

    outcomes = [await request_change(alice.db, alice.client, request) for _ in range(2)]

    assert outcomes == [Outcome.ACCEPTED, Outcome.ACCEPTED]


async def test_another_person_cannot_cancel(alice: Someone, minsu: Someone) -> None:
    reminder = await schedule(alice, datetime.now(UTC) + timedelta(hours=1))
    request = ChangeInput(user_id=minsu.user_id, change_id=uuid4())
    handle = alice.client.get_workflow_handle(reminder_workflow_id(reminder.reminder_id))

    with pytest.raises(Exception, match="update") as refused:
        await handle.execute_update(Verb.CANCEL, request)

    assert "not the owner" in str(refused.value.__cause__)
    [row] = await alice.reminders()
    assert row.state == "scheduled"


async def test_starting_a_finished_reminder_again_does_nothing(alice: Someone) -> None:
    reminder = await schedule(alice, datetime.now(UTC))
    await wait_until_over(alice, [reminder.reminder_id])

    await start_reminder(alice.client, reminder)

    await wait_until_over(alice, [reminder.reminder_id])
    assert len(await alice.received("reminder")) == 1
