"""What every channel keeps, whatever it can do."""

from datetime import UTC, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from activities.actions.cards import card_text
from activities.actions.localizer import Localizer
from panager.sentences import say
from tests.temporal.channels.mail import Mail
from tests.temporal.channels.stages import gives_up

EVERY = ("local", "discord", "send_again", "give_up")
OUTSIDE = ("discord", "send_again", "give_up")
"""Those on which something can go wrong; the last two are the plain channel, by its policy."""
LONG = " ".join(f"word{n}" for n in range(600))

every_channel = pytest.mark.parametrize("stage", EVERY, indirect=True)
outside_channels = pytest.mark.parametrize("stage", OUTSIDE, indirect=True)


@every_channel
async def test_message_arrives_once_and_its_row_proves_it(mail: Mail) -> None:
    ada = await mail.register()
    send = await mail.write(ada, "hello")

    await mail.send(send)
    await mail.send(send)

    row = await mail.row(send)
    assert await mail.texts(ada) == ["hello"]
    assert row["state"] == "delivered"
    assert [row["channel_message_id"]] == row["sent_message_ids"]


@outside_channels
async def test_lost_answer_follows_the_policy_of_the_channel(mail: Mail) -> None:
    ada = await mail.register()
    send = await mail.write(ada, "hello")
    mail.stage.fail("lost_answer")

    await mail.send(send)

    row = await mail.row(send)
    if gives_up(mail.stage):
        assert await mail.texts(ada) == ["hello"]
        assert (row["state"], row["reason"]) == ("undeliverable", "unanswered")
    else:
        assert await mail.texts(ada) == ["hello"] * mail.stage.copies_of_lost
        assert row["state"] == "delivered"


@every_channel
async def test_message_of_a_worker_that_died_is_found_where_one_can_look(mail: Mail) -> None:
    ada = await mail.register()
    send = await mail.write(ada, "hello")
    await mail.send(send)
    await mail.forget(send, age="5 minutes")
    mail.stage.forget_keys()

    await mail.send(send)

    copies = 1 if gives_up(mail.stage) else mail.stage.copies_of_lost
    state = "undeliverable" if gives_up(mail.stage) else "delivered"
    assert await mail.texts(ada) == ["hello"] * copies
    assert (await mail.row(send))["state"] == state


@outside_channels
async def test_message_that_was_turned_away_is_neither_lost_nor_doubled(mail: Mail) -> None:
    ada = await mail.register()
    send = await mail.write(ada, "hello")
    mail.stage.fail("too_fast")

    await mail.send(send)

    assert await mail.texts(ada) == ["hello"]
    assert (await mail.row(send))["state"] == "delivered"


@pytest.mark.parametrize("stage", ["discord", "send_again"], indirect=True)
async def test_channel_that_is_down_is_tried_until_it_is_back(mail: Mail) -> None:
    ada = await mail.register()
    send = await mail.write(ada, "hello")
    mail.stage.fail("down", "down", "down")

    await mail.send(send)

    assert await mail.texts(ada) == ["hello"]
    assert (await mail.row(send))["state"] == "delivered"


@every_channel
async def test_long_text_comes_whole_in_messages_within_the_limit(mail: Mail) -> None:
    ada = await mail.register()
    send = await mail.write(ada, LONG)

    await mail.send(send)

    pieces, limit = await mail.texts(ada), mail.stage.limit
    assert " ".join(pieces).split() == LONG.split()
    assert all(limit is None or len(piece) <= limit for piece in pieces)
    assert (len(pieces) > 1) is (limit is not None)
    assert len((await mail.row(send))["sent_message_ids"]) == len(pieces)


@every_channel
async def test_card_has_buttons_or_says_which_words_to_write(mail: Mail) -> None:
    ada, now = await mail.register(), datetime.now(UTC)
    localizer = Localizer(language="en", zone=ZoneInfo("UTC"), channel=mail.channel, now=now)
    text = card_text("Shall I?", localizer, now)

    await mail.send(await mail.write(ada, text, kind="card"))

    has_buttons = mail.stage.channel.traits.has_buttons
    way = "buttons" if has_buttons else "words"
    assert mail.stage.has_buttons(ada.account) is has_buttons
    assert text.endswith(say("en", f"action.how_{way}", until=localizer.render(now)))


@outside_channels
async def test_refusal_for_good_ends_it_and_the_next_person_hears(mail: Mail) -> None:
    gone, ada = await mail.register(), await mail.register()
    mail.stage.cut_off(gone.account)
    refused, sent = await mail.write(gone, "hello"), await mail.write(ada, "hello")

    await mail.send(refused)
    await mail.send(sent)

    row = await mail.row(refused)
    assert (row["state"], row["reason"].isdigit()) == ("undeliverable", True)
    assert (await mail.row(sent))["state"] == "delivered"
    assert (await mail.texts(gone), await mail.texts(ada)) == ([], ["hello"])


@outside_channels
async def test_words_that_are_refused_are_replaced_by_a_note(mail: Mail) -> None:
    ada = await mail.register()
    send = await mail.write(ada, "something harmful")
    mail.stage.fail("refused_words")

    await mail.send(send)

    row = await mail.row(send)
    [note] = await mail.texts(ada)
    assert row["reason"] in note
    assert (row["state"], note == "something harmful") == ("delivered", False)


@every_channel
async def test_who_writes_is_answered_there(mail: Mail) -> None:
    ada = await mail.register()

    answer = await mail.someone(ada).ask(f"what time is it? {uuid4()}")

    assert " ".join(answer.split()) in " ".join(" ".join(await mail.texts(ada)).split())
