import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import asyncpg
import pytest

from activities.delivery.send import Delivery
from activities.reminders.activities import ReminderActivities
from panager.channels.local import LocalChannel
from panager.contracts.delivery import SendInput
from panager.contracts.reminder import FireInput, FireResult, Phase, ReminderState
from panager.db import reminders, users
from panager.db.conversation import messages
from panager.db.conversation.messages import Item
from panager.db.pool import Database


@pytest.fixture
async def user_id(database: Database) -> UUID:
    return await users.ensure_user(
        database, channel="local", channel_user_id="minsu", language="ko", zone="Asia/Seoul"
    )


async def make(db: Database, user_id: UUID, due_at: datetime) -> UUID:
    reminder_id = uuid4()
    async with db.user(user_id) as connection:
        await reminders.insert_reminder(
            connection,
            user_id,
            reminder_id=reminder_id,
            text="물 마시기",
            due_at=due_at,
            zone="Asia/Seoul",
            language="ko",
        )
        await reminders.mark_scheduled(connection, user_id, reminder_id)
    return reminder_id


async def fire_and_send(
    db: Database, user_id: UUID, reminder_id: UUID, due_at: datetime, *, running_since: datetime
) -> list[Item]:
    fired = await ReminderActivities(db, running_since=running_since).fire(
        FireInput(user_id=user_id, reminder_id=reminder_id, occurrence=1, due_at=due_at)
    )
    if fired.delivery_id is not None:
        await Delivery(db, LocalChannel()).send(
            SendInput(user_id=user_id, delivery_id=fired.delivery_id)
        )
    async with db.user(user_id) as connection:
        return await messages.list_conversation(connection, user_id, after=0, limit=10)


async def test_late_reminder_says_how_late_and_that_nothing_ran(
    database: Database, user_id: UUID
) -> None:
    due_at = datetime.now(UTC) - timedelta(minutes=40)
    reminder_id = await make(database, user_id, due_at)

    [item] = await fire_and_send(
        database, user_id, reminder_id, due_at, running_since=datetime.now(UTC)
    )

    assert "물 마시기" in item.text
    assert "40분" in item.text
    assert "KST" in item.text
    assert "Panager" in item.text


async def test_late_reminder_of_a_running_panager_gives_another_reason(
    database: Database, user_id: UUID
) -> None:
    due_at = datetime.now(UTC) - timedelta(minutes=40)
    first, second = await make(database, user_id, due_at), await make(database, user_id, due_at)
    since = due_at - timedelta(hours=1)

    [slow] = await fire_and_send(database, user_id, first, due_at, running_since=since)
    [_, down] = await fire_and_send(
        database, user_id, second, due_at, running_since=datetime.now(UTC)
    )

    assert slow.text != down.text
    assert "40분" in slow.text


async def test_firing_and_sending_again_changes_nothing(database: Database, user_id: UUID) -> None:
    now = datetime.now(UTC)
    reminder_id = await make(database, user_id, now)
    first = await fire_and_send(database, user_id, reminder_id, now, running_since=now)

    again = await fire_and_send(database, user_id, reminder_id, now, running_since=now)

    assert len(first) == 1
    assert again == first


async def test_message_after_an_outage_names_every_reminder_that_it_stands_for(
    database: Database, user_id: UUID
) -> None:
    now = datetime.now(UTC)
    activities = ReminderActivities(database, running_since=now)
    due = [now - timedelta(minutes=40 - minutes) for minutes in range(3)]
    made = [await make(database, user_id, due_at) for due_at in due]
    fired = [
        await activities.fire(
            FireInput(user_id=user_id, reminder_id=reminder_id, occurrence=1, due_at=due_at)
        )
        for reminder_id, due_at in zip(made, due, strict=True)
    ]
    [delivery_id] = {one.delivery_id for one in fired}
    assert delivery_id is not None

    await Delivery(database, LocalChannel()).send(
        SendInput(user_id=user_id, delivery_id=delivery_id)
    )

    async with database.user(user_id) as connection:
        [item] = await messages.list_conversation(connection, user_id, after=0, limit=10)
    assert item.reminder_id == made[0]
    assert item.reminder_ids == made


async def test_firing_puts_the_message_into_the_conversation_once(
    database: Database, user_id: UUID
) -> None:
    now = datetime.now(UTC)
    reminder_id = await make(database, user_id, now)
    activities = ReminderActivities(database, running_since=now)
    fire = FireInput(user_id=user_id, reminder_id=reminder_id, occurrence=1, due_at=now)

    first, *again = [await activities.fire(fire) for _ in range(3)]
    at_once = await asyncio.gather(*(activities.fire(fire) for _ in range(3)))

    assert first.state is not None
    assert first.state.phase is Phase.DELIVERED
    assert [*again, *at_once] == [FireResult(state=first.state)] * 5
    async with database.user(user_id) as connection:
        [item] = await messages.list_conversation(connection, user_id, after=0, limit=10)
        reminder = await reminders.get_reminder(connection, user_id, reminder_id)
    assert item.reminder_id == reminder_id
    assert reminder is not None
    assert reminder.state == "delivered"


async def test_row_that_was_cancelled_or_paused_is_not_sent(
    database: Database, user_id: UUID, admin_url: str
) -> None:
    now = datetime.now(UTC)
    reminder_id = await make(database, user_id, now)
    activities = ReminderActivities(database, running_since=now)
    fire = FireInput(user_id=user_id, reminder_id=reminder_id, occurrence=1, due_at=now)
    admin = await asyncpg.connect(admin_url)

    for state in ("cancelled", "paused"):
        await admin.execute("UPDATE reminders SET state = $1", state)
        fired = await activities.fire(fire)
        assert fired.state is not None
        assert fired.state.phase == state

    await admin.execute("UPDATE reminders SET state = 'scheduled'")
    fired = await activities.fire(fire)
    await admin.close()
    assert fired.state is not None
    assert fired.state.phase is Phase.DELIVERED


@pytest.mark.parametrize("believed", [timedelta(minutes=-13), timedelta(hours=1)])
async def test_workflow_that_believes_another_due_time_is_told_the_row_and_sends_nothing(
    database: Database, user_id: UUID, believed: timedelta
) -> None:
    due_at = datetime.now(UTC) + timedelta(minutes=13)
    reminder_id = await make(database, user_id, due_at)
    activities = ReminderActivities(database, running_since=datetime.now(UTC))

    fired = await activities.fire(
        FireInput(user_id=user_id, reminder_id=reminder_id, occurrence=1, due_at=due_at + believed)
    )

    assert fired == FireResult(state=ReminderState(due_at=due_at))
    async with database.user(user_id) as connection:
        assert await messages.list_conversation(connection, user_id, after=0, limit=10) == []


async def test_clock_behind_does_not_hold_again_what_was_held_until_now(
    database: Database, user_id: UUID
) -> None:
    seoul = ZoneInfo("Asia/Seoul")
    quiet_until = datetime.now(seoul).replace(microsecond=0) + timedelta(minutes=1)
    start = (quiet_until - timedelta(hours=1)).time()
    async with database.user(user_id) as connection:
        await users.set_quiet_hours(connection, user_id, start=start, end=quiet_until.time())
    due_at = quiet_until - timedelta(minutes=10)
    behind = quiet_until - timedelta(seconds=3)
    activities = ReminderActivities(database, running_since=due_at, clock=lambda: behind)
    reminder_id = await make(database, user_id, due_at)
    due = FireInput(user_id=user_id, reminder_id=reminder_id, occurrence=1, due_at=due_at)

    held = (await activities.fire(due)).state
    assert held is not None
    fired = await activities.fire(replace(due, held_until=held.held_until))

    assert held.held_until == quiet_until
    assert fired.state is not None
    assert fired.state.phase is Phase.DELIVERED


async def test_retried_reminder_goes_where_it_was_to_go_at_first(
    database: Database, user_id: UUID
) -> None:
    """Its person wrote on another channel after it was written down, and the answer was lost."""
    now = datetime.now(UTC)
    input = FireInput(
        user_id=user_id,
        reminder_id=await make(database, user_id, now),
        occurrence=1,
        due_at=now,
    )
    reminding = ReminderActivities(database, running_since=now)
    fired = []
    for channel in ("discord", "local"):
        async with database.user(user_id) as connection:
            await messages.insert_inbound(
                connection, user_id, channel=channel, channel_message_id="1", text="hello"
            )
        fired.append(await reminding.fire(input))

    assert [one.channel for one in fired] == ["discord", "discord"]
    assert fired[0].delivery_id == fired[1].delivery_id is not None
