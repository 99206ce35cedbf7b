"""Temporal's files are put back to an earlier copy, or deleted; the rows are the promises."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from activities.reminders.activities import ReminderActivities
from activities.reminders.recover import give_back
from activities.reminders.update import Outcome
from activities.upkeep.sweeper import ReminderSweeper
from panager.contracts.names import reminder_workflow_id
from panager.contracts.reminder import FireInput, Verb
from panager.db import users
from panager.db.pool import Database
from panager.db.reminders import Reminder, Terms
from panager.embedded import ports
from panager.embedded.temporal import binary
from panager.embedded.temporal.server import TemporalServer
from panager.llm.offline.model import OfflineModel
from panager.llm.providers.chain import ModelChain
from panager.process.supervision import supervised
from panager.temporal import connect
from panager.worker.running import running_worker
from testing.eventually import assert_eventually
from testing.keys import UPDATE_KEY
from testing.people import Someone
from testing.scheduling import change, look_at, occurrences_of, schedule, write
from testing.temporal_files import TemporalFiles
from tests.support.reports import Reports

SEOUL = ZoneInfo("Asia/Seoul")
LATER = timedelta(hours=1)


class Machine:
    """Temporal's files, and a server and a worker that can be stopped."""

    def __init__(self, directory: Path, db: Database) -> None:
        self._directory, self._db = directory, db
        self.files = TemporalFiles(directory)
        self._port = ports.find_free_port()

    @contextlib.asynccontextmanager
    async def running(self, name: str) -> AsyncIterator[Someone]:
        """A person of this name while everything runs."""
        server = TemporalServer(await binary.find(), self._directory, port=self._port)
        await server.start()
        try:
            client = await connect(server.address, update_key=UPDATE_KEY)
            models = ModelChain.of(OfflineModel())
            often = ReminderSweeper(self._db, client, every_s=0.5)
            async with (
                running_worker(client, self._db, models, isolated=True),
                supervised("often", often.run, Reports()),
            ):
                yield await Someone.register(self._db, client, name)
        finally:
            await server.stop()


@pytest.fixture
def machine(tmp_path: Path, database: Database) -> Machine:
    return Machine(tmp_path, database)


async def require_each_once(person: Someone, made: Sequence[Reminder]) -> None:
    """All have come, each once and none before it was due by its row."""
    await person.wait_for_reminders(len(made), timeout_s=40)
    items = {item.reminder_id: item for item in await person.received("reminder")}
    assert len(await person.received("reminder")) == len(items)
    assert items.keys() == {each.reminder_id for each in made}
    for each in made:
        assert items[each.reminder_id].at >= each.due_at


async def moved(person: Someone, reminder: Reminder, due_at: datetime) -> Reminder:
    assert await change(person, reminder, Verb.EDIT, due_at) is Outcome.ACCEPTED
    return replace(reminder, due_at=due_at)


@pytest.mark.timeout(120)
async def test_all_come_once_after_an_older_copy_was_put_back(machine: Machine) -> None:
    async with machine.running("alice") as alice:
        early = datetime.now(UTC) + timedelta(seconds=25)
        due_at = early + timedelta(seconds=5)
        known = [await schedule(alice, due_at) for _ in range(6)]
        to_come_earlier = [await schedule(alice, due_at + LATER) for _ in range(4)]
        to_come_later = [await schedule(alice, early) for _ in range(4)]
        to_be_cancelled = await schedule(alice, due_at)
        await asyncio.to_thread(machine.files.keep_a_copy)
        changed = [await moved(alice, each, due_at) for each in to_come_later + to_come_earlier]
        forgotten = [await schedule(alice, due_at) for _ in range(6)]
        assert await change(alice, to_be_cancelled, Verb.CANCEL) is Outcome.ACCEPTED
    assert await alice.received("reminder") == []

    machine.files.put_the_copy_back()

    async with machine.running("alice") as alice:
        await require_each_once(alice, known + forgotten + changed)
        assert (await look_at(alice, to_be_cancelled)).state == "cancelled"


@pytest.mark.timeout(120)
async def test_all_come_once_after_the_files_were_deleted(machine: Machine) -> None:
    async with machine.running("alice") as alice:
        due_at = datetime.now(UTC) + timedelta(seconds=20)
        made = [await schedule(alice, due_at) for _ in range(17)]
        paused = [await schedule(alice, due_at) for _ in range(2)]
        for each in paused:
            assert await change(alice, each, Verb.PAUSE) is Outcome.ACCEPTED
        cancelled = await schedule(alice, due_at)

    machine.files.delete()

    async with machine.running("alice") as alice:
        # What has no workflow any more can be changed all the same.
        assert await change(alice, cancelled, Verb.CANCEL) is Outcome.ACCEPTED
        assert await change(alice, paused[0], Verb.RESUME, due_at) is Outcome.ACCEPTED
        await require_each_once(alice, [*made, paused[0]])
        assert (await look_at(alice, paused[1])).state == "paused"


@pytest.mark.timeout(120)
async def test_snoozed_held_and_nagging_ones_come_after_the_files_were_deleted(
    machine: Machine,
) -> None:
    quiet_until = datetime.now(SEOUL).replace(microsecond=0) + timedelta(seconds=25)
    async with machine.running("alice") as alice:
        snoozed = await schedule(alice, datetime.now(UTC))
        nagging = await schedule(
            alice, datetime.now(UTC), terms=Terms(nag_every_s=20, nag_limit=1, urgent=True)
        )
        await alice.wait_for_reminders(2)
        again = quiet_until.astimezone(UTC) + timedelta(seconds=1)
        assert await change(alice, snoozed, Verb.SNOOZE, again) is Outcome.ACCEPTED
        await set_quiet(alice, quiet_until)
        held = await schedule(alice, datetime.now(UTC))
        await assert_eventually(lambda: is_held(alice, held))

    machine.files.delete()

    async with machine.running("alice") as alice:
        came = [item.reminder_id for item in await alice.wait_for_reminders(5, timeout_s=60)]
    assert sorted(map(str, came)) == sorted(
        str(each.reminder_id) for each in (snoozed, snoozed, nagging, nagging, held)
    )


async def set_quiet(person: Someone, end: datetime) -> None:
    async with person.db.user(person.user_id) as connection:
        await users.set_quiet_hours(
            connection, person.user_id, start=(end - LATER).time(), end=end.time()
        )


async def is_held(person: Someone, reminder: Reminder) -> bool:
    return [each.state for each in await occurrences_of(person, reminder)] == ["held"]


@pytest.mark.usefixtures("worker")
async def test_message_that_was_left_on_its_way_is_sent(alice: Someone) -> None:
    now = datetime.now(UTC)
    # Late after an outage: one line of a message that waits a moment for others.
    made = await write(alice, now - LATER)
    fired = await ReminderActivities(alice.db, running_since=now).fire(
        FireInput(
            user_id=alice.user_id,
            reminder_id=made.reminder_id,
            occurrence=1,
            due_at=made.due_at,
        )
    )
    assert fired.delivery_id is not None

    assert await give_back(alice.db, alice.client, alice.user_id, made.reminder_id)

    await alice.wait_for_reminders(1, timeout_s=40)
    handle = alice.client.get_workflow_handle(reminder_workflow_id(made.reminder_id))
    await handle.result()
    assert (await look_at(alice, made)).state == "delivered"
    assert len(await alice.received("reminder")) == 1
