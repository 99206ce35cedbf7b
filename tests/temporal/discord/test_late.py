"""A reminder that was ready in time and could not leave says how late it is."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from panager.contracts.delivery import SendInput
from panager.db import deliveries, occurrences, reminders
from panager.db.occurrences import Occurrence
from tests.support.discord_post import Post, Recipient

WORDS = "⏰ drink water"


async def decided(post: Post, to: Recipient, *, ago: timedelta) -> SendInput:
    """Due then, and written down at that very moment."""
    reminder_id, due_at = uuid4(), datetime.now(UTC) - ago
    async with post.db.user(to.user_id) as connection:
        await reminders.insert_reminder(
            connection,
            to.user_id,
            reminder_id=reminder_id,
            text="drink water",
            due_at=due_at,
            zone="Asia/Seoul",
            language="en",
        )
        delivery_id = await deliveries.insert_delivery(
            connection,
            to.user_id,
            kind="reminder",
            owner_id=reminder_id,
            occurrence=1,
            channel="discord",
            text=WORDS,
        )
        await occurrences.put_occurrence(
            connection,
            to.user_id,
            Occurrence(
                reminder_id=reminder_id,
                number=1,
                due_at=due_at,
                state="sending",
                delivery_id=delivery_id,
            ),
        )
        await connection.execute(
            "UPDATE occurrences SET started_at = due_at WHERE reminder_id = $1", reminder_id
        )
    return SendInput(user_id=to.user_id, delivery_id=delivery_id)


@pytest.mark.usefixtures("worker")
async def test_what_is_in_time_says_nothing_of_it(post: Post) -> None:
    ada = await post.register("Ada")

    await post.send(await decided(post, ada, ago=timedelta(seconds=5)))

    assert post.texts(ada) == [WORDS]


@pytest.mark.usefixtures("worker")
async def test_first_attempt_after_the_time_says_how_late_it_is(post: Post) -> None:
    ada = await post.register("Ada")
    send = await decided(post, ada, ago=timedelta(seconds=84))

    await post.send(send)

    [text] = post.texts(ada)
    assert text.startswith(WORDS)
    assert "is 1 minute late" in text
    assert (await post.row(send))["text"] == text


@pytest.mark.usefixtures("worker")
async def test_attempts_that_did_not_arrive_do_not_keep_it_from_saying_so(post: Post) -> None:
    ada = await post.register("Ada")
    send = await decided(post, ada, ago=timedelta(minutes=5))
    await post.forget(send, age="4 minutes")

    await post.send(send)

    [text] = post.texts(ada)
    assert "is 5 minutes late" in text


@pytest.mark.usefixtures("worker")
async def test_attempt_that_arrived_is_the_message(post: Post) -> None:
    post.fake.settings.nonce_window_s = 0
    ada = await post.register("Ada")
    send = await decided(post, ada, ago=timedelta(seconds=1))
    await post.send(send)
    async with post.db.user(ada.user_id) as connection:
        await connection.execute(
            "UPDATE occurrences SET due_at = due_at - interval '5 minutes',"
            " started_at = started_at - interval '5 minutes', state = 'sending'"
        )
    await post.forget(send, age="5 minutes")

    await post.send(send)

    assert post.texts(ada) == [WORDS]
    assert (await post.row(send))["text"] == WORDS
