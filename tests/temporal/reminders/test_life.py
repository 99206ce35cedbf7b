"""What becomes of a reminder: series, skips, pauses, quiet hours, nags, outages."""

import asyncio
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from activities.reminders.update import Outcome
from panager.contracts.names import reminder_workflow_id
from panager.contracts.reminder import Phase, ReminderState, Verb
from panager.db import users
from panager.db.reminders import Reminder, Terms
from panager.when import Recurrence
from testing.eventually import assert_eventually
from testing.people import Someone
from testing.scheduling import change, look_at, occurrences_of, schedule

pytestmark = pytest.mark.usefixtures("worker")

SEOUL = ZoneInfo("Asia/Seoul")


def soon(**length: float) -> datetime:
    return datetime.now(UTC) + timedelta(**length)


def hourly(first: datetime) -> Recurrence:
    wall = first.astimezone(SEOUL).replace(tzinfo=None, microsecond=0)
    return Recurrence(rrule="FREQ=HOURLY", start=wall)


async def state_of(person: Someone, reminder: Reminder) -> ReminderState:
    handle = person.client.get_workflow_handle(reminder_workflow_id(reminder.reminder_id))
    state: ReminderState = await handle.query("get", result_type=ReminderState)
    return state


async def set_quiet(person: Someone, start: time | None, end: time | None) -> None:
    async with person.db.user(person.user_id) as connection:
        await users.set_quiet_hours(connection, person.user_id, start=start, end=end)


async def test_series_goes_on_after_each_delivery(alice: Someone) -> None:
    due_at = soon(seconds=1).replace(microsecond=0) + timedelta(seconds=1)
    made = await schedule(alice, due_at, recurrence=hourly(due_at))

    await alice.wait_for_reminders(1)
    await assert_eventually(lambda: is_at(alice, made, due_at + timedelta(hours=1), 2))

    row = await look_at(alice, made)
    assert (row.state, row.due_at, row.occurrence) == ("scheduled", due_at + timedelta(hours=1), 2)
    [first] = await occurrences_of(alice, made)
    assert (first.state, first.due_at) == ("delivered", due_at)


async def is_at(person: Someone, reminder: Reminder, due_at: datetime, occurrence: int) -> bool:
    state = await state_of(person, reminder)
    return (state.phase, state.due_at, state.occurrence) == (Phase.WAITING, due_at, occurrence)


async def test_skipped_occurrence_does_not_come_and_the_next_does(alice: Someone) -> None:
    due_at = soon(seconds=6)
    made = await schedule(alice, due_at, recurrence=hourly(due_at))

    outcome = await change(alice, made, Verb.SKIP, due_at + timedelta(seconds=1))
    [item] = await alice.wait_for_reminders(1)

    assert outcome is Outcome.ACCEPTED
    assert item.at >= due_at + timedelta(seconds=0.5)
    skipped, delivered = await occurrences_of(alice, made)
    assert (skipped.number, skipped.state, skipped.reason) == (1, "skipped", "asked")
    assert (delivered.number, delivered.state) == (2, "delivered")


async def test_skipping_what_has_come_meanwhile_is_too_late(alice: Someone) -> None:
    due_at = soon(seconds=0.5)
    made = await schedule(alice, due_at, recurrence=hourly(due_at))
    await alice.wait_for_reminders(1)

    # `made` is what the person saw: occurrence 1, which has come.
    assert await change(alice, made, Verb.SKIP, soon(hours=3)) is Outcome.TOO_LATE


async def test_paused_reminder_waits_until_it_is_resumed(alice: Someone) -> None:
    due_at = soon(seconds=5)
    made = await schedule(alice, due_at)

    assert await change(alice, made, Verb.PAUSE) is Outcome.ACCEPTED
    assert (await look_at(alice, made)).state == "paused"
    await assert_eventually(lambda: datetime.now(UTC) > due_at + timedelta(seconds=1))
    assert await alice.received("reminder") == []
    assert await change(alice, made, Verb.RESUME, soon(seconds=0.5)) is Outcome.ACCEPTED

    await alice.wait_for_reminders(1)
    await assert_eventually(lambda: has_state(alice, made, "delivered"))


async def has_state(person: Someone, reminder: Reminder, state: str) -> bool:
    return (await look_at(person, reminder)).state == state


async def test_quiet_hours_hold_a_reminder_until_they_end(alice: Someone) -> None:
    now = datetime.now(SEOUL)
    end = now + timedelta(seconds=8)
    await set_quiet(alice, (now - timedelta(hours=1)).time(), end.time())
    made = await schedule(alice, soon(seconds=0.2))
    urgent = await schedule(alice, soon(seconds=0.2), "fire", terms=Terms(urgent=True))

    [first] = await alice.wait_for_reminders(1)
    assert first.reminder_id == urgent.reminder_id
    await assert_eventually(lambda: is_held(alice, made))
    _, second = await alice.wait_for_reminders(2)

    assert second.at >= end
    assert "quiet hours" in second.text
    [occurrence] = await occurrences_of(alice, made)
    assert (occurrence.state, occurrence.held_until) == ("delivered", end)


async def is_held(person: Someone, reminder: Reminder) -> bool:
    return [o.state for o in await occurrences_of(person, reminder)] == ["held"]


async def test_held_reminder_can_be_cancelled(alice: Someone) -> None:
    now = datetime.now(SEOUL)
    await set_quiet(alice, (now - timedelta(hours=1)).time(), (now + timedelta(hours=1)).time())
    made = await schedule(alice, soon(seconds=0.2))
    await assert_eventually(lambda: is_held(alice, made))

    assert await change(alice, made, Verb.CANCEL) is Outcome.ACCEPTED

    [occurrence] = await occurrences_of(alice, made)
    assert (occurrence.state, occurrence.reason) == ("skipped", "cancel")


async def test_nagging_stops_when_acknowledged(alice: Someone) -> None:
    nagging = Terms(nag_every_s=1, nag_limit=20)
    made = await schedule(alice, soon(seconds=0.2), terms=nagging)
    await alice.wait_for_reminders(3)

    assert await change(alice, made, Verb.ACKNOWLEDGE) is Outcome.ACCEPTED
    said = len(await alice.received("reminder"))
    await asyncio.sleep(2)  # two more would have come

    assert len(await alice.received("reminder")) == said
    [occurrence] = await occurrences_of(alice, made)
    assert occurrence.acknowledged_at is not None


async def test_nagging_has_an_end(alice: Someone) -> None:
    made = await schedule(alice, soon(seconds=0.2), terms=Terms(nag_every_s=1, nag_limit=2))

    handle = alice.client.get_workflow_handle(reminder_workflow_id(made.reminder_id))
    await asyncio.wait_for(handle.result(), 20)

    assert len(await alice.received("reminder")) == 3
    assert await change(alice, made, Verb.ACKNOWLEDGE) is Outcome.ACCEPTED


async def test_after_an_outage_late_reminders_come_as_one_message(alice: Someone) -> None:
    due_at = soon(minutes=-20)
    for number in range(5):
        await schedule(alice, due_at, f"thing {number}")

    [item] = await alice.wait_for_reminders(1, timeout_s=40)

    async def all_delivered() -> bool:
        return {reminder.state for reminder in await alice.reminders()} == {"delivered"}

    await assert_eventually(all_delivered)

    assert len(await alice.received("reminder")) == 1
    for number in range(5):
        assert item.text.count(f"thing {number}") == 1
    assert "20 minutes" in item.text


async def test_late_reminder_does_what_was_wanted_then(alice: Someone) -> None:
    due_at = soon(minutes=-20)
    skipping = await schedule(alice, due_at, "train", terms=Terms(if_late="skip"))
    asking = await schedule(alice, due_at, "bake", terms=Terms(if_late="ask"))

    await assert_eventually(lambda: has_state(alice, skipping, "delivered"), timeout_s=40)
    await assert_eventually(lambda: has_state(alice, asking, "delivered"), timeout_s=40)

    [item] = await alice.received("reminder")
    assert "bake" in item.text
    assert "still of use" in item.text
    [skipped] = await occurrences_of(alice, skipping)
    assert (skipped.state, skipped.reason) == ("skipped", "late")


async def test_missed_occurrences_are_accounted_for(alice: Someone) -> None:
    due_at = soon(hours=-3, minutes=-30).replace(microsecond=0)
    made = await schedule(alice, due_at, recurrence=hourly(due_at), terms=Terms(if_late="ask"))

    [item] = await alice.wait_for_reminders(1, timeout_s=40)
    await assert_eventually(lambda: is_at(alice, made, due_at + timedelta(hours=4), 5))

    assert "3 more times" in item.text
    states = [(o.number, o.state, o.reason) for o in await occurrences_of(alice, made)]
    assert states == [
        (1, "delivered", None),
        *((number, "skipped", "missed") for number in (2, 3, 4)),
    ]


async def test_series_ends_with_its_last_occurrence(alice: Someone) -> None:
    due_at = soon(seconds=1).replace(microsecond=0) + timedelta(seconds=1)
    wall = due_at.astimezone(SEOUL).replace(tzinfo=None)
    once_more = Recurrence(
        rrule="FREQ=DAILY;COUNT=2",
        start=wall,
        except_dates=frozenset({wall.date() + timedelta(days=1)}),
    )
    made = await schedule(alice, due_at, recurrence=once_more)

    await alice.wait_for_reminders(1)
    await assert_eventually(lambda: has_state(alice, made, "delivered"))
