"""A text that Discord refuses: its person hears so instead, and nothing waits behind it."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from panager.contracts.action import ActionState
from panager.contracts.channels import DISCORD
from panager.contracts.names import action_workflow_id
from panager.db import occurrences, reminders
from panager.db.occurrences import Occurrence
from panager.db.timeline import list_entries
from panager.sentences import say
from panager.timeline import Teller
from testing.people import Someone
from testing.scheduling import schedule
from tests.support.cards import propose, the_action
from tests.support.discord_post import Post, Recipient

SEND = "POST /channels/{channel_id}/messages"
LINK = "https://evil.example"
HARMFUL = 240000

pytestmark = pytest.mark.usefixtures("worker")


@pytest.mark.parametrize(
    ("status", "code", "named"),
    [(400, HARMFUL, "240000"), (400, 20009, "20009"), (403, 20009, "20009"), (400, 50035, "50035"),
     (400, 0, "400"), (413, 40005, "40005"), (409, 0, "409")],
)  # fmt: skip
async def test_refused_text_is_replaced_by_a_plain_note(
    post: Post, status: int, code: int, named: str
) -> None:
    post.fake.settings.refused_words[LINK] = (status, code)
    ada = await post.register("Ada")
    refused, after = await post.write(ada, f"look: {LINK}"), await post.write(ada, "after")

    await post.send(refused)
    await post.send(after)

    note, last = post.received(ada)
    assert note.content == say("en", "discord.refused_notice", code=named)
    assert last.content == "after"
    row = await post.row(refused)
    assert (row["state"], row["reason"]) == ("delivered", named)
    assert row["channel_message_id"] == str(note.id)
    assert post.requests(SEND) == 3


async def test_note_that_is_refused_as_well_ends_as_undeliverable(post: Post) -> None:
    post.fake.settings.refused_words[""] = (400, HARMFUL)
    ada = await post.register("Ada")
    refused = await post.write(ada, LINK)

    await post.send(refused)

    row = await post.row(refused)
    assert (row["state"], row["reason"]) == ("undeliverable", str(HARMFUL))
    assert post.requests(SEND) == 2


@pytest.mark.parametrize("status", [401, 408, 429])
async def test_what_may_succeed_later_is_not_replaced(post: Post, status: int) -> None:
    ada = await post.register("Ada")
    send = await post.write(ada, "hello")
    if status == 429:
        post.fake.faults.add("rate_limited", SEND, seconds=0.1, times=1)
    else:
        post.fake.faults.add("status", SEND, status=status, times=1)

    handle = await post.post(send)
    if status == 401:
        await post.failed(handle)
        return
    await handle.result()

    assert post.texts(ada) == ["hello"]
    assert (await post.row(send))["reason"] is None


async def test_only_the_part_that_is_refused_is_replaced(post: Post) -> None:
    post.fake.settings.refused_words[LINK] = (400, HARMFUL)
    post.fake.settings.route_limits.clear()
    ada = await post.register("Ada")
    first, last = "one " * 400, "three " * 300
    send = await post.write(ada, f"{first}\n\n{LINK} {'two ' * 400}\n\n{last}")

    await post.send(send)

    texts = post.texts(ada)
    assert [text.split()[0] for text in texts] == ["one", "Discord", "three"]


async def test_note_whose_answer_was_lost_comes_once(post: Post) -> None:
    post.fake.settings.refused_words[LINK] = (400, HARMFUL)
    ada = await post.register("Ada")
    send = await post.write(ada, LINK)
    await post.send(send)
    [note] = post.received(ada)
    post.fake.settings.nonce_window_s = 0
    await post.forget(send, age="5 minutes")

    await post.send(send)

    assert [message.id for message in post.received(ada)] == [note.id]
    assert (await post.row(send))["channel_message_id"] == str(note.id)


async def test_story_of_a_reminder_tells_that_its_text_was_refused(post: Post) -> None:
    post.fake.settings.refused_words[LINK] = (400, HARMFUL)
    ada = await post.register("Ada")
    reminder_id, due_at = uuid4(), datetime.now(UTC)
    send = await post.write(ada, f"⏰ {LINK}", kind="reminder", owner_id=reminder_id)
    await due(post, ada, reminder_id=reminder_id, due_at=due_at, delivery_id=send.delivery_id)

    await post.send(send)

    async with post.db.user(ada.user_id) as connection:
        reminder = await reminders.get_reminder(connection, ada.user_id, reminder_id)
        entries = await list_entries(connection, ada.user_id, reminder_id, before=None, limit=10)
    assert reminder is not None
    teller = Teller(language="en", zone=reminder.tzinfo)
    story = [told.sentence for told in map(teller.tell, entries)]
    assert reminder.state == "delivered"
    assert story[-1].endswith(say("en", "timeline.refused", reason=str(HARMFUL)))
    [note] = post.received(ada)
    assert note.components == []


async def due(post: Post, ada: Recipient, **details: object) -> None:
    """A reminder of which this delivery is the message."""
    reminder_id, due_at = details["reminder_id"], details["due_at"]
    async with post.db.user(ada.user_id) as connection:
        await reminders.insert_reminder(
            connection,
            ada.user_id,
            reminder_id=reminder_id,  # type: ignore[arg-type]
            text=LINK,
            due_at=due_at,  # type: ignore[arg-type]
            zone="UTC",
            language="en",
        )
        occurrence = Occurrence(number=1, state="sending", **details)  # type: ignore[arg-type]
        await occurrences.put_occurrence(connection, ada.user_id, occurrence)


async def test_card_that_cannot_be_shown_cannot_be_approved_and_is_over(post: Post) -> None:
    post.fake.settings.refused_words["dentist"] = (400, HARMFUL)
    ada = await post.register("Ada")
    someone = Someone(post.db, post.client, ada.user_id, DISCORD)
    await schedule(someone, datetime.now(UTC) + timedelta(days=1), "dentist")

    await propose(someone)
    action = await the_action(someone)
    await post.client.get_workflow_handle(action_workflow_id(action.action_id)).result()

    [note] = post.received(ada)
    assert note.content == say("en", "discord.refused_card", code=HARMFUL)
    assert note.components == []
    assert (await the_action(someone)).state is ActionState.FAILED
