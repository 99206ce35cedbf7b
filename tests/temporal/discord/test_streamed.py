"""A reply that was shown while it was written: one message, with the final words."""

from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest

from panager.channels.discord.http import DiscordHttp
from panager.channels.nonce import nonce_of
from panager.contracts.channels import Urgency
from panager.contracts.delivery import SendInput
from panager.sentences import say
from testing.fake_discord import Message
from tests.support.discord_post import Post, Recipient

DRAFT, FINAL = "I am look", "I am looking forward to it."


@dataclass(frozen=True)
class Turn:
    post: Post
    rest: DiscordHttp
    ada: Recipient
    turn_id: UUID

    async def show(self, text: str = DRAFT) -> Message:
        """What a turn does as soon as it has words."""
        channel = self.post.fake.world.open_channel(self.ada.person)
        nonce = nonce_of(self.turn_id, "s")
        message_id = await self.rest.send(
            channel.id, text, nonce=nonce, urgency=Urgency.CONVERSATION
        )
        return channel.messages[message_id]

    async def note(self, *, age: str, message_id: int | None = None) -> None:
        """What is written down about that."""
        async with self.post.db.user(self.ada.user_id) as connection:
            await connection.execute(
                "INSERT INTO turns (turn_id, user_id, draft_shown_at, draft_message_id)"
                " VALUES ($1, $2, now() - $3::text::interval, $4)",
                self.turn_id,
                self.ada.user_id,
                age,
                None if message_id is None else str(message_id),
            )

    async def reply(self, text: str = FINAL) -> SendInput:
        send = await self.post.write(self.ada, text, kind="reply", owner_id=self.turn_id)
        await self.post.send(send)
        return send


@pytest.fixture
async def turn(post: Post, rest: DiscordHttp, worker: None) -> Turn:
    return Turn(post, rest, await post.register("Ada"), uuid4())


async def assert_became(turn: Turn, shown: Message, send: SendInput) -> None:
    assert [(m.id, m.content) for m in turn.post.received(turn.ada)] == [(shown.id, FINAL)]
    assert (await turn.post.row(send))["channel_message_id"] == str(shown.id)


async def test_streamed_message_becomes_the_reply(turn: Turn) -> None:
    shown = await turn.show()
    await turn.note(age="1 hour", message_id=shown.id)

    send = await turn.reply()

    await assert_became(turn, shown, send)


async def test_first_words_whose_answer_was_lost_become_the_reply(turn: Turn) -> None:
    shown = await turn.show()
    await turn.note(age="3 seconds")

    send = await turn.reply()

    await assert_became(turn, shown, send)


async def test_first_words_whose_nonce_is_forgotten_are_found(turn: Turn) -> None:
    shown = await turn.show()
    turn.post.fake.settings.nonce_window_s = 0
    await turn.note(age="5 minutes")

    send = await turn.reply()

    await assert_became(turn, shown, send)


async def test_other_message_on_its_way_is_not_taken_for_the_first_words(turn: Turn) -> None:
    reminder = await turn.post.write(turn.ada, "drink water", kind="reminder")
    await turn.post.send(reminder)
    turn.post.fake.settings.nonce_window_s = 0
    await turn.post.forget(reminder)
    await turn.note(age="5 minutes")

    await turn.reply()

    assert turn.post.texts(turn.ada) == ["drink water", FINAL]


async def test_first_words_that_never_arrived_are_no_message(turn: Turn) -> None:
    await turn.note(age="3 seconds")

    send = await turn.reply()

    assert turn.post.texts(turn.ada) == [FINAL]
    assert (await turn.post.row(send))["state"] == "delivered"


async def test_streamed_message_that_is_gone_is_said_again(turn: Turn) -> None:
    await turn.note(age="3 seconds", message_id=1)

    await turn.reply()

    assert turn.post.texts(turn.ada) == [FINAL]


async def test_streamed_message_gets_the_file_of_a_very_long_reply(turn: Turn) -> None:
    shown = await turn.show()
    await turn.note(age="1 second", message_id=shown.id)
    text = "word " * 5000

    await turn.reply(text)

    [message] = turn.post.received(turn.ada)
    assert message.id == shown.id
    assert [file.data.decode() for file in message.attachments] == [text]


async def test_streamed_message_whose_final_text_is_refused_becomes_the_note(turn: Turn) -> None:
    shown = await turn.show()
    await turn.note(age="1 hour", message_id=shown.id)
    turn.post.fake.settings.refused_words[FINAL] = (400, 240000)

    send = await turn.reply()

    note = say("en", "discord.refused_reply", code=240000)
    assert [(m.id, m.content) for m in turn.post.received(turn.ada)] == [(shown.id, note)]
    assert (await turn.post.row(send))["state"] == "delivered"
