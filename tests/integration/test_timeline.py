"""The story of a reminder, told from its rows alone."""

from datetime import datetime, time, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from activities.delivery.send import Delivery
from activities.reminders.activities import ReminderActivities
from panager.channels.local import LocalChannel
from panager.contracts.delivery import SendInput
from panager.contracts.reminder import FireInput, NagInput, ReminderState, Verb
from panager.db import changes, occurrences, reminders, standings, timeline, users
from panager.db.changes import Change
from panager.db.pool import Database
from panager.db.reminders import Reminder, Terms
from panager.timeline import Teller, Told
from panager.when import Recurrence

ONCE = Terms()
SEOUL = ZoneInfo("Asia/Seoul")
TELLER = Teller(language="en", zone=SEOUL)
START = datetime(2026, 11, 21, 9, tzinfo=SEOUL)
DAILY = Recurrence(rrule="FREQ=DAILY", start=START.replace(tzinfo=None))


class Life:
    """Makes a reminder and lets things happen to it at chosen moments."""

    def __init__(self, db: Database, user_id: UUID) -> None:
        self._db, self._user_id, self._id = db, user_id, uuid4()
        self.now = START - timedelta(hours=1)
        self._activities = ReminderActivities(
            db, running_since=START - timedelta(days=1), clock=lambda: self.now
        )

    async def make(self, recurrence: Recurrence | None = None, terms: Terms = ONCE) -> Reminder:
        async with self._db.user(self._user_id) as connection:
            return await reminders.insert_reminder(
                connection,
                self._user_id,
                reminder_id=self._id,
                text="tea",
                due_at=START,
                zone="Asia/Seoul",
                language="en",
                recurrence=recurrence,
                terms=terms,
            )

    async def row(self) -> Reminder:
        async with self._db.user(self._user_id) as connection:
            row = await reminders.get_reminder(connection, self._user_id, self._id)
        assert row is not None
        return row

    async def change(
        self,
        verb: Verb,
        *,
        due_at: datetime | None = None,
        text: str | None = None,
        recurrence: Recurrence | None = None,
    ) -> None:
        reminder = await self.row()
        wanted = Change(
            change_id=uuid4(),
            verb=verb,
            reminder=reminder,
            due_at=due_at,
            text=text,
            recurrence=recurrence,
        )
        async with self._db.user(self._user_id) as connection:
            await changes.insert_change(connection, wanted)
        async with self._db.user(self._user_id) as connection:
            await changes.apply_change(connection, self._user_id, self._id, wanted.change_id)

    async def state(self) -> ReminderState:
        async with self._db.user(self._user_id) as connection:
            standing = await standings.get_standing(connection, self._user_id, self._id)
        assert standing is not None
        return standing.state

    async def fire(self, at: datetime) -> None:
        self.now, state = at, await self.state()
        fired = await self._activities.fire(
            FireInput(
                user_id=self._user_id,
                reminder_id=self._id,
                occurrence=state.occurrence,
                due_at=state.due_at,
                held_until=state.held_until,
            )
        )
        if fired.delivery_id is not None:
            await Delivery(self._db, LocalChannel()).send(
                SendInput(user_id=self._user_id, delivery_id=fired.delivery_id)
            )

    async def nag(self) -> None:
        nag = (await self.state()).nag
        assert nag is not None
        await self._activities.nag(NagInput(user_id=self._user_id, reminder_id=self._id, nag=nag))

    async def told(self) -> list[Told]:
        async with self._db.user(self._user_id) as connection:
            entries = await timeline.list_entries(
                connection, self._user_id, self._id, before=None, limit=100
            )
        return [TELLER.tell(entry) for entry in entries]

    async def next(self) -> str:
        row = await self.row()
        async with self._db.user(self._user_id) as connection:
            current = await occurrences.get_occurrence(
                connection, self._user_id, self._id, row.occurrence
            )
        return TELLER.tell_next(row, current, self.now).sentence


@pytest.fixture
async def user_id(database: Database) -> UUID:
    return await users.ensure_user(
        database, channel="local", channel_user_id="alice", language="en", zone="Asia/Seoul"
    )


@pytest.fixture
def life(database: Database, user_id: UUID) -> Life:
    return Life(database, user_id)


def sentences(told: list[Told], kind: str) -> list[str]:
    return [each.sentence for each in told if each.kind == kind]


async def test_changes_are_told_and_the_beginning_stays_what_it_was(life: Life) -> None:
    await life.make()
    await life.change(Verb.EDIT, text="coffee")
    await life.change(Verb.EDIT, due_at=START + timedelta(hours=2))
    await life.change(Verb.EDIT, due_at=START, recurrence=DAILY)
    await life.change(Verb.SNOOZE, due_at=START + timedelta(hours=3))
    await life.change(Verb.PAUSE)
    paused = await life.next()
    await life.change(Verb.RESUME, due_at=START + timedelta(days=1))
    await life.change(Verb.CANCEL)

    told = await life.told()

    assert [each.kind for each in told] == [
        "made", "changed", "changed", "changed", "snoozed", "paused", "resumed", "cancelled",
    ]  # fmt: skip
    assert told[0].sentence == "Made: “tea”, due Sat, November 21, 9:00 AM KST."
    assert told[1].sentence == "The words became “coffee”."
    assert "11:00 AM" in told[2].sentence
    assert "every day" in told[3].sentence
    assert "12:00 PM" in told[4].sentence
    assert "November 22" in told[6].sentence
    assert paused == "Nothing comes until it is resumed."
    assert await life.next() == "Nothing more comes."


async def test_what_was_refused_is_not_told(life: Life, database: Database) -> None:
    reminder = await life.make()
    wanted = Change(change_id=uuid4(), verb=Verb.CANCEL, reminder=reminder)
    async with database.user(reminder.user_id) as connection:
        await changes.insert_change(connection, wanted)

    assert [each.kind for each in await life.told()] == ["made"]


async def test_delivery_is_told_with_its_proof_and_what_follows(life: Life) -> None:
    await life.make(DAILY, Terms(nag_every_s=60, nag_limit=3))
    await life.fire(START)
    await life.nag()
    await life.change(Verb.ACKNOWLEDGE)

    told = await life.told()

    assert [each.kind for each in told if each.kind != "due"] == [
        "made", "sending", "delivered", "nagged", "acknowledged",
    ]  # fmt: skip
    assert len(sentences(told, "due")) == 1
    [delivered] = sentences(told, "delivered")
    assert "local:" in delivered
    assert "number 1" in sentences(told, "nagged")[0]
    assert "November 22, 9:00 AM" in await life.next()


async def test_what_should_have_come_is_told_as_overdue(life: Life) -> None:
    await life.make()
    life.now = START + timedelta(minutes=10)

    assert "9:00 AM KST and has not come yet" in await life.next()


async def test_skipped_occurrence_is_told_once(life: Life) -> None:
    await life.make(DAILY)
    await life.change(Verb.SKIP, due_at=START + timedelta(days=1))

    told = await life.told()

    assert [each.kind for each in told] == ["made", "skipped"]
    assert "November 21, 9:00 AM KST was left out, as asked" in told[1].sentence


async def test_held_occurrence_is_told_with_its_end(
    life: Life, database: Database, user_id: UUID
) -> None:
    async with database.user(user_id) as connection:
        await users.set_quiet_hours(connection, user_id, start=time(8), end=time(10))
    await life.make()
    await life.fire(START)

    told, following = await life.told(), await life.next()
    await life.fire(START + timedelta(hours=1))
    after = await life.told()

    assert "10:00 AM" in sentences(told, "held")[0]
    assert "quiet hours" in following
    assert "10:00 AM" in following
    assert len(sentences(after, "delivered")) == 1
    assert await life.next() == "Nothing more comes."


async def test_missed_and_late_occurrences_are_told(life: Life) -> None:
    await life.make(DAILY, Terms(if_late="skip"))
    await life.fire(START + timedelta(days=2, hours=1))

    skipped = sentences(await life.told(), "skipped")

    assert len(skipped) == 3
    assert "too late" in skipped[0]
    assert all("was missed" in each for each in skipped[1:])


async def test_pages_tell_everything_once(life: Life, database: Database, user_id: UUID) -> None:
    reminder = await life.make(DAILY)
    for day in range(5):
        await life.fire(START + timedelta(days=day))
    everything = await life.told()
    before: timeline.Place | None = None
    pages: list[list[Told]] = []

    while True:
        async with database.user(user_id) as connection:
            page = await timeline.list_entries(
                connection, user_id, reminder.reminder_id, before=before, limit=3
            )
        if not page:
            break
        pages.insert(0, [TELLER.tell(entry) for entry in page])
        before = page[0].place

    assert len(everything) == 1 + 5 * 3
    assert [each for page in pages for each in page] == everything


@pytest.mark.parametrize("language", ["ko", "en"])
async def test_every_kind_is_told_in_both_languages(
    life: Life, database: Database, user_id: UUID, language: str
) -> None:
    reminder = await life.make(DAILY)
    await life.change(Verb.EDIT, text="coffee")
    await life.fire(START)
    teller = Teller(language="ko" if language == "ko" else "en", zone=SEOUL)

    async with database.user(user_id) as connection:
        entries = await timeline.list_entries(
            connection, user_id, reminder.reminder_id, before=None, limit=100
        )
    told = [teller.tell(entry).sentence for entry in entries]

    assert any("가" <= letter <= "힣" for line in told for letter in line) == (language == "ko")
