"""What people wrote while the bot was away is found, in order, before anything newer."""

import asyncio

import asyncpg

from panager.db.discord import dms
from panager.db.service_health import list_health
from testing.eventually import assert_eventually
from testing.fake_discord import FakeDiscord, Person
from tests.integration.bot.conftest import Desk

READ = "GET /channels/{channel_id}/messages"


async def test_messages_of_the_time_without_a_bot_are_read_at_its_start(
    desk: Desk, fake: FakeDiscord, mina: Person
) -> None:
    jun = fake.people.join("Jun")
    missed = [str(number) for number in range(130)]
    async with desk.bot():
        for person in (mina, jun):
            fake.people.write(person, "before")
            await desk.expect(person, "before")

    for text in missed:
        fake.people.write(mina, text)
        fake.people.write(jun, text)
    async with desk.bot():
        fake.people.write(mina, "now")

        await desk.expect(mina, "before", *missed, "now")
        await desk.expect(jun, "before", *missed)


async def test_lost_session_is_read_again(desk: Desk, fake: FakeDiscord, mina: Person) -> None:
    async with desk.bot():
        fake.people.write(mina, "1")
        await desk.expect(mina, "1")

        fake.begin_outage()
        fake.sessions.end_all()
        fake.people.write(mina, "2")
        fake.end_outage()
        await assert_eventually(lambda: len(fake.journal.of("identified")) == 2, timeout_s=20)
        fake.people.write(mina, "3")

        await desk.expect(mina, "1", "2", "3")


async def test_invalid_session_is_begun_anew(desk: Desk, fake: FakeDiscord, mina: Person) -> None:
    async with desk.bot():
        fake.people.write(mina, "1")
        await desk.expect(mina, "1")

        fake.gateway.invalidate()
        fake.people.write(mina, "2")

        await desk.expect(mina, "1", "2")
    assert len(fake.journal.of("identified")) == 2


async def test_dropped_event_is_found_after_the_session_was_resumed(
    desk: Desk, fake: FakeDiscord, mina: Person
) -> None:
    async with desk.bot():
        fake.people.write(mina, "1")
        await desk.expect(mina, "1")
        fake.faults.events.drop = 1.0
        fake.people.write(mina, "2")
        fake.faults.events.drop = 0.0

        fake.gateway.cut()

        await desk.expect(mina, "1", "2")
    assert len(fake.journal.of("identified")) == 1


async def test_strangers_first_message_is_found_with_the_next(
    desk: Desk, fake: FakeDiscord, mina: Person
) -> None:
    fake.people.write(mina, "nobody is there")
    async with desk.bot():
        fake.people.write(mina, "hello?")

        await desk.expect(mina, "nobody is there", "hello?")


async def test_what_an_earlier_life_answered_is_not_answered_again(
    desk: Desk, fake: FakeDiscord, mina: Person
) -> None:
    fake.people.write(mina, "answered long ago")
    channel = fake.world.open_channel(mina)
    fake.world.add_message(channel, fake.world.bot, content="the answer")
    async with desk.bot():
        fake.people.write(mina, "hello again")

        await desk.expect(mina, "hello again")


async def test_live_messages_wait_until_older_ones_are_read(
    desk: Desk, fake: FakeDiscord, mina: Person
) -> None:
    async with desk.bot():
        fake.people.write(mina, "1")
        await desk.expect(mina, "1")
    fake.people.write(mina, "2")
    fake.faults.add("slow", READ, seconds=1.0)

    async with desk.bot():
        fake.people.write(mina, "3")

        await desk.expect(mina, "1", "2", "3")


async def test_unreadable_history_delays_nobody_and_is_read_later(
    desk: Desk, fake: FakeDiscord, mina: Person
) -> None:
    async with desk.bot():
        fake.people.write(mina, "1")
        await desk.expect(mina, "1")
    fake.people.write(mina, "2")
    channel = fake.world.open_channel(mina)
    broken = fake.faults.add("status", READ, status=503)

    async with desk.bot():
        fake.people.write(mina, "3")
        await desk.expect(mina, "1", "3")
        [dm] = await dms.list_known(desk.db)
        assert dm.last_message_id < max(channel.messages)
        broken.times = 0

        await assert_eventually(lambda: _has_all(desk, mina), timeout_s=20)


async def _has_all(desk: Desk, person: Person) -> bool:
    return sorted(await desk.texts(person)) == ["1", "2", "3"]


async def test_nothing_is_asked_twice_when_nothing_is_new(desk: Desk, fake: FakeDiscord) -> None:
    people = [fake.people.join(str(number)) for number in range(12)]
    async with desk.bot():
        for person in people:
            fake.people.write(person, "hello")
        for person in people:
            await desk.expect(person, "hello")
    before = fake.context.statistics.copy()

    async with desk.bot():
        await assert_eventually(lambda: _reads(fake) == _count(before) + len(people))
        await asyncio.sleep(0.5)

    assert _reads(fake) == _count(before) + len(people)


def _reads(fake: FakeDiscord) -> int:
    return _count(fake.context.statistics)


def _count(statistics: dict[str, int]) -> int:
    return statistics.get(f"{READ} 200", 0)


async def test_flood_beyond_the_queue_is_read_from_history(
    desk: Desk, fake: FakeDiscord, mina: Person
) -> None:
    expected = [str(number) for number in range(400)]

    async with desk.bot():
        for text in expected:
            fake.people.write(mina, text)

        await desk.expect(mina, *expected)


async def test_flood_is_read_in_order_while_an_older_gap_is_open(
    desk: Desk, fake: FakeDiscord, mina: Person
) -> None:
    async with desk.bot():
        fake.people.write(mina, "first")
        await desk.expect(mina, "first")
    expected = [str(number) for number in range(300)]
    fake.people.write(mina, "missed")

    async with desk.bot():
        for text in expected:
            fake.people.write(mina, text)

        await desk.expect(mina, "first", "missed", *expected)


async def test_reading_that_failed_in_an_unknown_way_begins_again(
    desk: Desk, fake: FakeDiscord, mina: Person, admin_url: str
) -> None:
    async with desk.bot():
        fake.people.write(mina, "before")
        await desk.expect(mina, "before")
    fake.people.write(mina, "missed")
    admin = await asyncpg.connect(admin_url)
    await admin.execute("ALTER FUNCTION list_discord_dms RENAME TO hidden_meanwhile")

    async with desk.bot():
        await assert_eventually(lambda: _is_ill(desk, "task backfill"))
        await admin.execute("ALTER FUNCTION hidden_meanwhile RENAME TO list_discord_dms")
        await admin.close()

        await desk.expect(mina, "before", "missed")


async def _is_ill(desk: Desk, part: str) -> bool:
    return any(each.part == part and not each.ok for each in await list_health(desk.db))


async def test_message_that_cannot_be_stored_keeps_back_none_that_follow(
    desk: Desk, fake: FakeDiscord, mina: Person, admin_url: str
) -> None:
    async with desk.bot():
        fake.people.write(mina, "before")
        await desk.expect(mina, "before")
    admin = await asyncpg.connect(admin_url)
    await admin.execute(
        "ALTER TABLE inbound_messages ADD CONSTRAINT no_poison CHECK (text <> 'poison')"
    )
    await admin.close()
    for text in ("poison", "missed"):
        fake.people.write(mina, text)

    async with desk.bot():
        fake.people.write(mina, "now")

        await desk.expect(mina, "before", "missed", "now")
