"""Rows without a workflow, workflows without a row, and what must not be touched."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg
import pytest
from temporalio.client import WorkflowExecutionStatus
from temporalio.testing import ActivityEnvironment

from activities.reminders.recover import RUNNING
from activities.upkeep.reconcile import FEW, PART, ReconcileActivities, ask_to_reconcile
from panager.contracts.names import RECONCILE_WORKFLOW_ID, reminder_workflow_id
from panager.contracts.reconcile import ReconcileResult
from panager.contracts.reminder import Phase, ReminderInput, ReminderState, Verb
from panager.db.reminders import Reminder
from testing.eventually import assert_eventually
from testing.people import Someone
from testing.scheduling import change, look_at, schedule, write
from tests.support.reports import Reports

pytestmark = pytest.mark.usefixtures("worker")
FAR = timedelta(days=3)


@pytest.fixture
async def admin(admin_url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(admin_url)
    yield connection
    await connection.close()


async def age(admin: asyncpg.Connection, state: str | None = None) -> None:
    """What was touched in the last minute is left alone; these were not."""
    await admin.execute(
        "UPDATE reminders SET updated_at = now() - interval '1 hour', state = coalesce($1, state)",
        state,
    )


async def reconcile(
    person: Someone,
    environment: ActivityEnvironment | None = None,
    reports: Reports | None = None,
) -> ReconcileResult:
    activities = ReconcileActivities(person.db, person.client, reports or Reports())
    environment = environment or ActivityEnvironment()
    return await environment.run(activities.reconcile)


async def status_of(person: Someone, reminder: Reminder) -> WorkflowExecutionStatus | None:
    workflow_id = reminder_workflow_id(reminder.reminder_id)
    return (await person.client.get_workflow_handle(workflow_id).describe()).status


async def started_with(person: Someone, reminder: Reminder) -> ReminderState:
    """Of the last run; it cannot be asked itself before it is due."""
    workflow_id = reminder_workflow_id(reminder.reminder_id)
    history = await person.client.get_workflow_handle(workflow_id).fetch_history()
    [payload] = history.events[0].workflow_execution_started_event_attributes.input.payloads
    [started] = await person.client.data_converter.decode([payload], [ReminderInput])
    assert isinstance(started, ReminderInput)
    return started.state


async def lose(person: Someone, reminder: Reminder) -> None:
    """End its workflow behind its back."""
    workflow_id = reminder_workflow_id(reminder.reminder_id)
    await person.client.get_workflow_handle(workflow_id).terminate()
    await indexed(person, set())


async def indexed(person: Someone, expected: set[UUID]) -> None:
    """Wait until the index of Temporal, which lags, shows these and no others as running."""

    async def shown() -> bool:
        found = {each.id async for each in person.client.list_workflows(RUNNING)}
        return found == {reminder_workflow_id(each) for each in expected}

    await assert_eventually(shown)


async def test_reminder_without_workflow_gets_one(
    alice: Someone, admin: asyncpg.Connection
) -> None:
    reminder = await write(alice, datetime.now(UTC) + timedelta(seconds=2))
    await age(admin)

    result = await reconcile(alice)

    assert result == ReconcileResult(looked_at=1, mended=1, ended=0)
    assert (await look_at(alice, reminder)).state == "scheduled"
    [item] = await alice.wait_for_reminders(1)
    assert item.reminder_id == reminder.reminder_id


async def test_lost_workflow_goes_on_with_the_next_occurrence(
    alice: Someone, admin: asyncpg.Connection
) -> None:
    reminder = await schedule(alice, datetime.now(UTC))
    await alice.wait_for_reminders(1)
    due_at = datetime.now(UTC) + FAR
    await change(alice, await look_at(alice, reminder), Verb.SNOOZE, due_at)
    await lose(alice, reminder)
    await age(admin)

    result = await reconcile(alice)

    state = await started_with(alice, reminder)
    assert result.mended == 1
    assert (state.phase, state.occurrence, state.due_at) == (Phase.WAITING, 2, due_at)


async def test_paused_reminder_stays_paused(alice: Someone, admin: asyncpg.Connection) -> None:
    reminder = await schedule(alice, datetime.now(UTC) + FAR)
    await change(alice, reminder, Verb.PAUSE)
    await lose(alice, reminder)
    await age(admin)

    await reconcile(alice)

    assert (await started_with(alice, reminder)).phase is Phase.PAUSED
    assert (await look_at(alice, reminder)).state == "paused"


async def test_delivered_occurrence_is_not_delivered_again(
    alice: Someone, admin: asyncpg.Connection
) -> None:
    reminder = await schedule(alice, datetime.now(UTC))
    await alice.wait_for_reminders(1)
    await indexed(alice, set())
    await age(admin, state="scheduled")

    result = await reconcile(alice)

    workflow_id = reminder_workflow_id(reminder.reminder_id)
    await alice.client.get_workflow_handle(workflow_id).result()
    assert result.mended == 1
    assert len(await alice.received("reminder")) == 1


async def test_workflow_without_row_is_ended(alice: Someone, admin: asyncpg.Connection) -> None:
    reminder = await schedule(alice, datetime.now(UTC) + FAR)
    await indexed(alice, {reminder.reminder_id})
    await admin.execute("DELETE FROM reminders")

    result = await reconcile(alice)

    assert result == ReconcileResult(looked_at=0, mended=0, ended=1)
    assert await status_of(alice, reminder) is WorkflowExecutionStatus.TERMINATED


async def test_many_without_rows_are_kept(alice: Someone, admin: asyncpg.Connection) -> None:
    """Somebody named another database: what is lost with it is not ended here as well."""
    made = [await schedule(alice, datetime.now(UTC) + FAR) for _ in range(FEW + 1)]
    await indexed(alice, {reminder.reminder_id for reminder in made})
    await admin.execute("DELETE FROM reminders")

    result = await reconcile(alice)

    assert result.ended == 0
    assert await status_of(alice, made[0]) is WorkflowExecutionStatus.RUNNING


async def test_workflow_of_a_cancelled_reminder_is_ended(
    alice: Someone, admin: asyncpg.Connection
) -> None:
    reminder = await schedule(alice, datetime.now(UTC) + FAR)
    await indexed(alice, {reminder.reminder_id})
    await age(admin, state="cancelled")

    first, second = await reconcile(alice), await reconcile(alice)

    assert (first.mended, first.ended, second.ended) == (0, 1, 0)
    assert (await look_at(alice, reminder)).state == "cancelled"
    assert await status_of(alice, reminder) is WorkflowExecutionStatus.TERMINATED


async def test_what_is_in_order_is_left_alone(alice: Someone, admin: asyncpg.Connection) -> None:
    made = [await schedule(alice, datetime.now(UTC) + FAR) for _ in range(3)]
    cancelled = await schedule(alice, datetime.now(UTC) + FAR)
    await change(alice, cancelled, Verb.CANCEL)
    await age(admin)

    result = await reconcile(alice)

    assert result == ReconcileResult(looked_at=3, mended=0, ended=0)
    for reminder in made:
        assert await status_of(alice, reminder) is WorkflowExecutionStatus.RUNNING


async def test_row_that_is_being_made_is_left_alone(alice: Someone) -> None:
    await write(alice, datetime.now(UTC) + FAR)

    assert await reconcile(alice) == ReconcileResult(looked_at=0, mended=0, ended=0)


async def test_second_call_does_what_a_killed_one_left(
    alice: Someone, admin: asyncpg.Connection
) -> None:
    made = [await write(alice, datetime.now(UTC) + FAR) for _ in range(30)]
    await age(admin)
    environment, beats = ActivityEnvironment(), 0

    def kill(*_: object) -> None:
        nonlocal beats
        beats += 1
        if beats == 5:
            raise RuntimeError("killed")

    environment.on_heartbeat = kill
    with pytest.raises(RuntimeError, match="killed"):
        await reconcile(alice, environment)
    await age(admin)

    second = await reconcile(alice)
    third = await reconcile(alice)

    assert 0 < second.mended < 30
    assert third.mended == 0
    for reminder in made:
        assert await status_of(alice, reminder) is WorkflowExecutionStatus.RUNNING
        assert (await look_at(alice, reminder)).state == "scheduled"


async def test_bad_row_is_told_and_the_others_go_on(
    alice: Someone, admin: asyncpg.Connection
) -> None:
    made = [await write(alice, datetime.now(UTC) + FAR) for _ in range(12)]
    bad, *good = sorted(made, key=lambda each: each.reminder_id)
    await age(admin)
    await admin.execute(
        "UPDATE reminders SET zone = 'Nowhere/At_All' WHERE reminder_id = $1", bad.reminder_id
    )
    reports = Reports()

    result = await reconcile(alice, reports=reports)

    assert (result.mended, result.failed) == (len(good), 1)
    assert not reports.parts[PART][0]
    for reminder in good:
        assert await status_of(alice, reminder) is WorkflowExecutionStatus.RUNNING


async def test_two_at_once_start_each_only_once(alice: Someone, admin: asyncpg.Connection) -> None:
    for _ in range(20):
        await write(alice, datetime.now(UTC) + FAR)
    await age(admin)

    results = await asyncio.gather(reconcile(alice), reconcile(alice))

    assert sum(result.mended for result in results) == 20


async def test_rows_that_end_meanwhile_are_delivered_once(
    alice: Someone, admin: asyncpg.Connection
) -> None:
    due_at = datetime.now(UTC) + timedelta(seconds=2)
    made = [await schedule(alice, due_at) for _ in range(20)]
    await age(admin)

    async def all_came() -> bool:
        await reconcile(alice)
        return len(await alice.received("reminder")) >= len(made)

    await assert_eventually(all_came, timeout_s=30)
    await indexed(alice, set())
    await reconcile(alice)

    came = [item.reminder_id for item in await alice.received("reminder")]
    assert sorted(map(str, came)) == sorted(str(each.reminder_id) for each in made)
    assert {row.state for row in await alice.reminders()} == {"delivered"}


async def test_workflow_looks_at_once_and_whenever_it_is_asked(
    alice: Someone, admin: asyncpg.Connection
) -> None:
    async def scheduled() -> bool:
        await ask_to_reconcile(alice.client)
        return {row.state for row in await alice.reminders()} == {"scheduled"}

    for _ in range(2):
        await write(alice, datetime.now(UTC) + FAR)
        await age(admin)
        await assert_eventually(scheduled)

    handle = alice.client.get_workflow_handle(RECONCILE_WORKFLOW_ID)
    assert (await handle.describe()).status is WorkflowExecutionStatus.RUNNING
