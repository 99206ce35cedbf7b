"""A message to Discord arrives once, or is given up for a reason."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from structlog.testing import capture_logs

from panager.channels.nonce import nonce_of
from panager.db import deliveries, occurrences, reminders
from panager.db.occurrences import Occurrence
from tests.support.discord_post import Post

SEND = "POST /channels/{channel_id}/messages"
HISTORY = "GET /channels/{channel_id}/messages"
OPEN = "POST /users/@me/channels"
SUPPRESS_EMBEDS = 4
AGAIN = "sent_again"
"""What every possible double leaves in the log."""


@pytest.mark.usefixtures("worker")
async def test_message_arrives_once_and_its_row_proves_it(post: Post) -> None:
    ada = await post.register("Ada")
    send = await post.write(ada, "hello @everyone https://example.org")

    await post.send(send)
    await post.send(send)

    [message] = post.received(ada)
    row = await post.row(send)
    assert (row["state"], row["channel_message_id"]) == ("delivered", str(message.id))
    assert row["sent_message_ids"] == [str(message.id)]
    assert message.nonce == nonce_of(send.delivery_id, "0")
    assert message.allowed_mentions == {"parse": []}
    assert message.flags & SUPPRESS_EMBEDS
    assert post.requests(SEND) == 1


@pytest.mark.usefixtures("worker")
async def test_channel_of_who_never_wrote_is_opened_once(post: Post) -> None:
    ada = await post.register("Ada", has_written=False)

    await post.send(await post.write(ada, "first"))
    await post.send(await post.write(ada, "second"))

    assert post.texts(ada) == ["first", "second"]
    assert post.requests(OPEN) == 1


@pytest.mark.usefixtures("worker")
async def test_lost_replies_and_failures_lose_and_double_nothing(post: Post) -> None:
    everybody = [await post.register(f"person {n}") for n in range(100)]
    sends = [await post.write(person, f"hello {person.person.name}") for person in everybody]
    post.fake.faults.add("lost_reply", SEND, share=0.2)
    post.fake.faults.add("status", SEND, share=0.05, status=500)

    await post.send(*sends)

    assert [post.texts(p) for p in everybody] == [[f"hello {p.person.name}"] for p in everybody]
    assert len(post.fake.journal.of("fault")) > 10
    assert len(post.fake.journal.of("deduplicated")) > 5


@pytest.mark.usefixtures("worker")
async def test_message_whose_acknowledgement_was_lost_is_there_once(post: Post) -> None:
    ada = await post.register("Ada")
    send = await post.write(ada, "hello")
    post.fake.faults.add("lost_reply", SEND, times=1)

    await post.send(send)

    [message] = post.received(ada)
    row = await post.row(send)
    assert (row["state"], row["channel_message_id"]) == ("delivered", str(message.id))
    assert len(post.fake.journal.of("fault")) == 1
    assert len(post.fake.journal.of("deduplicated")) == 1
    assert post.requests(SEND) == 2


@pytest.mark.usefixtures("worker")
async def test_failing_attempt_is_one_line_in_the_log_without_a_traceback(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    ada = await post.register("Ada")
    send = await post.write(ada, "hello")
    post.fake.faults.add("status", SEND, times=3, status=503)

    with capture_logs() as logs:
        await post.send(send)

    told = [entry for entry in logs if entry["log_level"] in ("warning", "error")]
    assert [entry["event"] for entry in told] == ["activity_failed"] * 3
    assert not any(entry.get("exc_info") for entry in told)
    assert [record.getMessage() for record in caplog.records if record.levelname != "INFO"] == []


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize(
    ("status", "code", "reason"),
    [(403, 50007, "50007"), (403, 50278, "50278"), (403, 0, "403"), (404, 10003, "10003")],
)
async def test_refusal_for_good_is_one_call_and_marked(
    post: Post, status: int, code: int, reason: str
) -> None:
    ada = await post.register("Ada")
    send = await post.write(ada, "hello")
    post.fake.faults.add("status", SEND, status=status, code=code)

    await post.send(send)

    row = await post.row(send)
    assert (row["state"], row["reason"]) == ("undeliverable", reason)
    assert post.requests(SEND) == 1


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize(("accepts_dms", "state"), [(True, "delivered"), (False, "undeliverable")])
async def test_reminder_ends_as_its_message_does(post: Post, accepts_dms: bool, state: str) -> None:
    ada = await post.register("Ada")
    ada.person.accepts_dms = accepts_dms
    reminder_id, due_at = uuid4(), datetime.now(UTC)
    send = await post.write(ada, "drink water", kind="reminder", owner_id=reminder_id)
    async with post.db.user(ada.user_id) as connection:
        await reminders.insert_reminder(
            connection,
            ada.user_id,
            reminder_id=reminder_id,
            text="drink water",
            due_at=due_at,
            zone="UTC",
            language="en",
        )
        await occurrences.put_occurrence(
            connection,
            ada.user_id,
            Occurrence(
                reminder_id=reminder_id,
                number=1,
                due_at=due_at,
                state="sending",
                delivery_id=send.delivery_id,
            ),
        )

    await post.send(send)

    async with post.db.user(ada.user_id) as connection:
        reminder = await reminders.get_reminder(connection, ada.user_id, reminder_id)
        ended = await occurrences.get_occurrence(connection, ada.user_id, reminder_id, 1)
    assert (reminder and reminder.state, ended and ended.state) == (state, state)


@pytest.mark.usefixtures("worker")
async def test_message_that_was_sent_but_not_recorded_is_found_in_the_history(post: Post) -> None:
    post.fake.settings.nonce_window_s = 0
    ada = await post.register("Ada")
    send = await post.write(ada, "hello")
    await post.send(send)
    await post.forget(send, age="5 minutes")

    with capture_logs() as logs:
        await post.send(send)

    [message] = post.received(ada)
    assert AGAIN not in {entry["event"] for entry in logs}
    assert (await post.row(send))["channel_message_id"] == str(message.id)
    assert (post.requests(SEND), post.requests(HISTORY)) == (1, 1)


@pytest.mark.usefixtures("worker")
async def test_same_words_of_another_delivery_are_not_taken_for_it(post: Post) -> None:
    ada = await post.register("Ada")
    other, send = await post.write(ada, "drink water"), await post.write(ada, "drink water")
    await post.send(other)
    await post.forget(send, age="5 minutes")

    await post.send(send)

    assert post.texts(ada) == ["drink water", "drink water"]
    assert (await post.row(send))["channel_message_id"] == str(post.received(ada)[1].id)


@pytest.mark.usefixtures("worker")
async def test_message_that_never_left_is_sent_after_looking(post: Post) -> None:
    ada = await post.register("Ada")
    send = await post.write(ada, "hello")
    await post.forget(send, age="15 minutes")

    with capture_logs() as logs:
        await post.send(send)

    assert [entry["part"] for entry in logs if entry["event"] == AGAIN] == [0]
    assert post.texts(ada) == ["hello"]
    assert post.requests(HISTORY) == 1


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize("age", ["0", "5 minutes"])
async def test_long_text_goes_on_after_the_part_that_was_recorded(post: Post, age: str) -> None:
    post.fake.settings.route_limits.clear()
    ada = await post.register("Ada")
    text = "\n\n".join(f"Paragraph {n}. " + "word " * 300 for n in range(4))
    send = await post.write(ada, text)
    await post.send(send)
    whole = [str(message.id) for message in post.received(ada)]
    post.fake.settings.nonce_window_s = 180 if age == "0" else 0
    await post.forget(send, ids=whole[:1], age=age)

    await post.send(send)

    row = await post.row(send)
    assert len(whole) >= 3
    assert [str(message.id) for message in post.received(ada)] == whole
    assert (row["sent_message_ids"], row["channel_message_id"]) == (whole, whole[0])


@pytest.mark.usefixtures("worker")
async def test_very_long_text_is_its_beginning_and_a_file(post: Post) -> None:
    ada = await post.register("Ada")
    text = "word " * 5000
    send = await post.write(ada, text)

    await post.send(send)

    [message] = post.received(ada)
    assert text.startswith(message.content.removesuffix("\n…"))
    assert [file.data.decode() for file in message.attachments] == [text]


@pytest.mark.usefixtures("worker")
async def test_text_in_which_nothing_can_be_seen_does_not_block_what_comes(post: Post) -> None:
    ada = await post.register("Ada")
    nothing = await post.write(ada, " \n ")

    await post.send(nothing)

    assert (await post.row(nothing))["state"] == "undeliverable"
    assert post.requests(SEND) == 0


@pytest.mark.usefixtures("worker")
async def test_digest_that_may_have_reached_the_person_is_not_joined(post: Post) -> None:
    ada = await post.register("Ada")
    async with post.db.user(ada.user_id) as connection:
        delivery_id = await deliveries.insert_delivery(
            connection,
            ada.user_id,
            kind="reminder",
            owner_id=uuid4(),
            channel="discord",
            text="one",
            is_digest=True,
        )
        before = await deliveries.lock_digest(connection, ada.user_id)
        await connection.execute("UPDATE deliveries SET attempted_at = now()")
        after = await deliveries.lock_digest(connection, ada.user_id)
        await deliveries.append_text(connection, ada.user_id, delivery_id, "two")

    assert (before, after) == (delivery_id, None)
    async with post.db.user(ada.user_id) as connection:
        assert await connection.fetchval("SELECT text FROM deliveries") == "one"
