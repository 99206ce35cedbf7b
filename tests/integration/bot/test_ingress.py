"""What people write becomes rows, once and in order, and rings."""

import asyncio
import functools
from typing import Any
from uuid import uuid4

import discord

from panager.db import deliveries, users
from panager.db.conversation import messages, turns
from panager.db.conversation.turns import Step
from panager.db.discord import dms
from panager.db.pool import open_database
from panager.embedded import ports
from panager.temporal import connect
from testing.eventually import assert_eventually
from testing.fake_discord import FakeDiscord, Message, Person
from testing.keys import UPDATE_KEY
from tests.integration.bot.conftest import Desk, Relay

NOW = "2026-11-21T12:00:00+00:00"
NOTHING: dict[str, Any] = {
    "edited_timestamp": None, "mentions": [], "mention_roles": [], "attachments": [],
    "embeds": [], "components": [], "flags": 0,
}  # fmt: skip


async def test_message_is_stored_and_wakes_the_conversation(
    desk: Desk, fake: FakeDiscord, mina: Person
) -> None:
    async with desk.bot():
        message = fake.people.write(mina, "내일 3시에 알려줘")
        await desk.expect(mina, "내일 3시에 알려줘")

        async def rung() -> bool:
            return await desk.rings(mina) > 0

        await assert_eventually(rung)

    [row] = await desk.rows(mina)
    assert row.channel_order == message.id
    async with desk.db.user(await desk.user_id(mina)) as connection:
        received_at = await connection.fetchval("SELECT received_at FROM inbound_messages")
        person = await users.get_person(connection, await desk.user_id(mina))
    [dm] = await dms.list_known(desk.db)
    assert (dm.channel_id, dm.last_message_id) == (message.channel_id, message.id)
    assert (person.channel, person.language, person.zone.key) == ("discord", "ko", "Asia/Seoul")
    assert received_at == discord.utils.snowflake_time(message.id)


async def test_many_messages_of_several_people_doubled_and_reordered(
    desk: Desk, fake: FakeDiscord
) -> None:
    people = [fake.people.join(name) for name in ("Mina", "Jun", "Ada")]
    fake.faults.events.double = fake.faults.events.reorder = 0.1

    async with desk.bot():
        for number in range(100):
            for person in people:
                fake.people.write(person, str(number))
            await asyncio.sleep(0)
        for person in people:
            await assert_eventually(functools.partial(_has, desk, person, 100), timeout_s=30)

    for person in people:
        rows = await desk.rows(person)
        by_discord = sorted(rows, key=lambda row: row.channel_order)
        assert [row.text for row in by_discord] == [str(number) for number in range(100)]
    faults = {entry["fault"] for entry in fake.journal.of("event_fault")}
    assert faults == {"double", "reorder"}


async def _has(desk: Desk, person: Person, count: int) -> bool:
    return len(await desk.rows(person)) == count


async def test_orderly_events_are_stored_in_order(
    desk: Desk, fake: FakeDiscord, mina: Person
) -> None:
    expected = [str(number) for number in range(150)]

    async with desk.bot():
        for text in expected:
            fake.people.write(mina, text)
            if text in ("40", "90"):
                fake.gateway.cut()
        await desk.expect(mina, *expected)


async def test_only_people_in_direct_messages_are_heard(
    desk: Desk, fake: FakeDiscord, mina: Person
) -> None:
    robot = fake.people.join("Robot")
    robot.bot = True
    async with desk.bot():
        own = fake.people.write(mina, "as a pattern")
        pattern = fake.context.message(own) | {"channel_type": 1}
        for change in (
            {"id": "1", "guild_id": "77", "content": "in a server"},
            {"id": "2", "type": 6, "content": "pinned a message"},
            {"id": "3", "webhook_id": "5", "content": "from a webhook"},
            {"id": "4", "author": pattern["author"] | {"id": str(fake.world.bot.id), "bot": True}},
        ):
            fake.sessions.dispatch("MESSAGE_CREATE", pattern | change, intent=1 << 12)
        fake.people.write(robot, "beep")
        fake.people.write(mina, "last")

        await desk.expect(mina, "as a pattern", "last")

    assert await desk.rows(robot) == []


async def test_message_without_words_names_what_it_carries(
    desk: Desk, fake: FakeDiscord, mina: Person
) -> None:
    async with desk.bot():
        alone = fake.people.write(mina, "", files={"shelf[1].png": b"x"})
        beside = fake.people.write(mina, "look at this", files={"shelf.png": b"x"})
        fake.people.write(mina, "x" * 5000)
        fake.people.write(mina, "zero\x00byte")

        await desk.expect(
            mina,
            f"[attachment: shelf 1 .png {link_to(alone)}]",
            f"look at this\n[attachment: shelf.png {link_to(beside)}]",
            "x" * 4000,
            "zerobyte",
        )

    async with desk.db.user(await desk.user_id(mina)) as connection:
        assert await connection.fetchval("SELECT language FROM user_settings") == "ko"


async def test_reply_is_stored_with_what_it_answers(
    desk: Desk, fake: FakeDiscord, mina: Person
) -> None:
    async with desk.bot():
        first = fake.people.write(mina, "first")
        await desk.expect(mina, "first")
        user_id = await desk.user_id(mina)
        async with desk.db.user(user_id) as connection:
            sent = await deliveries.insert_delivery(
                connection, user_id, kind="notice", owner_id=uuid4(), channel="discord", text="x"
            )
            await connection.execute(
                "UPDATE deliveries SET sent_message_ids = $1", ["1", str(first.id)]
            )
        fake.people.write(mina, "this", reply_to=first)
        await desk.expect(mina, "first", "this")

    async with desk.db.user(user_id) as connection:
        rows = await connection.fetch("SELECT reply_to FROM inbound_messages ORDER BY seq")
    assert [row["reply_to"] for row in rows] == [None, sent]


def link_to(message: Message) -> str:
    return f"https://discord.com/channels/@me/{message.channel_id}/{message.id}"


async def test_stickers_forwarded_messages_and_polls_are_named(
    desk: Desk, fake: FakeDiscord, mina: Person
) -> None:
    forwarded: dict[str, Any] = {
        "message": {"type": 0, "content": "milk and eggs", "timestamp": NOW} | NOTHING
    }
    poll: dict[str, Any] = {
        "question": {"text": "Tea?"},
        "answers": [],
        "allow_multiselect": False,
        "expiry": NOW,
    }
    changes: list[dict[str, Any]] = [
        {"sticker_items": [{"id": "1", "name": "Wave", "format_type": 1}]},
        {"message_snapshots": [forwarded], "flags": 1 << 14},
        {"poll": poll | {"layout_type": 1}},
        {},
    ]
    async with desk.bot():
        first = fake.people.write(mina, "first")
        pattern = fake.context.message(first) | {"channel_type": 1, "content": ""}
        for number, change in enumerate(changes, start=1):
            event = pattern | change | {"id": str(first.id + number)}
            fake.sessions.dispatch("MESSAGE_CREATE", event, intent=1 << 12)

        await desk.expect(
            mina, "first", "[sticker: Wave]", "milk and eggs", "[poll: Tea?]", "[empty message]"
        )


async def test_database_outage_delays_messages_and_loses_none(
    desk: Desk, fake: FakeDiscord, mina: Person, relay: Relay, app_url: str
) -> None:
    through_relay = app_url.replace(f":{relay.target}/", f":{relay.port}/")
    async with open_database(through_relay) as db, desk.bot(db):
        fake.people.write(mina, "before")
        await desk.expect(mina, "before")

        await relay.cut()
        for number in range(20):
            fake.people.write(mina, str(number))
        await asyncio.sleep(0.3)
        assert await desk.texts(mina) == ["before"]
        await relay.open()

        await desk.expect(mina, "before", *map(str, range(20)))


async def test_messages_are_stored_without_temporal(
    desk: Desk, fake: FakeDiscord, mina: Person
) -> None:
    nowhere = f"127.0.0.1:{ports.find_free_port()}"
    desk.temporal = await connect(nowhere, update_key=UPDATE_KEY, lazy=True)

    async with desk.bot():
        fake.people.write(mina, "hello")
        await desk.expect(mina, "hello")


async def test_edit_changes_what_is_not_answered_yet(
    desk: Desk, fake: FakeDiscord, mina: Person
) -> None:
    async with desk.bot():
        answered = fake.people.write(mina, "at one")
        await desk.expect(mina, "at one")
        await desk.answer_all(mina)
        waiting = fake.people.write(mina, "at three")
        await desk.expect(mina, "at one", "at three")

        fake.people.edit(answered, "at two")
        fake.people.edit(waiting, "at four")

        await desk.expect(mina, "at one", "at four")


async def test_answer_to_the_old_words_does_not_answer_the_new_ones(
    desk: Desk, fake: FakeDiscord, mina: Person
) -> None:
    async with desk.bot():
        message = fake.people.write(mina, "at three")
        await desk.expect(mina, "at three")
        user_id = await desk.user_id(mina)
        async with desk.db.user(user_id) as connection:
            read_upto = await messages.last_seq(connection, user_id)
        fake.people.edit(message, "at four")
        await desk.expect(mina, "at four")

    async with desk.db.user(user_id) as connection:
        turn_id = uuid4()
        await turns.end_turn(connection, user_id, turn_id, state="answered")
        claimed = await messages.claim(
            connection, user_id, turn_id, channel="discord", upto=read_upto
        )
    assert not claimed


async def test_deleted_message_is_never_answered(
    desk: Desk, fake: FakeDiscord, mina: Person
) -> None:
    async with desk.bot():
        fake.people.delete(fake.people.write(mina, "forget it"))
        await assert_eventually(lambda: _is_deleted(desk, mina))
    user_id = await desk.user_id(mina)

    async with desk.db.user(user_id) as connection:
        turn = await turns.get_current(connection, user_id, uuid4())
        shown = await messages.list_conversation(connection, user_id, after=0, limit=9)
        claimed = await messages.claim(connection, user_id, uuid4(), channel="discord", upto=None)
    waiting = await users.list_waiting(desk.db, older_than_s=0)
    assert (list(turn.open), shown, claimed, waiting) == ([], [], False, [])


async def _is_deleted(desk: Desk, person: Person) -> bool:
    return [row.deleted for row in await desk.rows(person)] == [True]


async def test_deletion_comes_too_late_once_tools_are_wanted(
    desk: Desk, fake: FakeDiscord, mina: Person
) -> None:
    async with desk.bot():
        message = fake.people.write(mina, "remind me at three")
        await desk.expect(mina, "remind me at three")
        user_id = await desk.user_id(mina)
        async with desk.db.user(user_id) as connection:
            turn_id = uuid4()
            turn = await turns.get_current(connection, user_id, turn_id)
            body = {
                "calls": [{"id": "a"}],
                "read": [str(message.message_id) for message in turn.open],
            }
            step = Step(turn_id=turn_id, number=1, call_id="", kind="think", body=body)
            await turns.insert_step(connection, user_id, step)

        fake.people.delete(message)
        fake.people.write(mina, "after it")
        await desk.expect(mina, "remind me at three", "after it")

    assert not any(row.deleted for row in await desk.rows(mina))
