"""An answer that is written slowly: one message on Discord, which grows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from langchain_core.messages import AIMessage, BaseMessage

from panager.channels.discord.http import DiscordHttp
from panager.channels.wake import wake
from panager.contracts.names import chat_workflow_id
from panager.db import deliveries
from panager.db.conversation import messages
from panager.llm.providers.chain import ModelChain
from panager.sentences import say
from panager.worker.running import running_worker
from testing.channels import channels_of
from testing.eventually import assert_eventually
from testing.fake_discord import Message
from testing.fake_discord.faults import Kind
from testing.fake_discord.journal import Entry
from testing.models import ScriptedModel, says
from tests.support.discord_post import Post, Recipient

STORY = " ".join(f"word{n}" for n in range(60))
CREATE, EDIT = "POST /channels/{channel_id}/messages", "PATCH /channels/{channel_id}/messages/*"

type Script = Callable[[list[BaseMessage]], AIMessage]


@dataclass(frozen=True)
class Chat:
    """Ada and the bot."""

    post: Post
    ada: Recipient

    async def write(self, text: str = "Tell me a story") -> Message:
        """As the gateway takes it in: the row, then the bell."""
        message = self.post.fake.people.write(self.ada.person, text)
        async with self.post.db.user(self.ada.user_id) as connection:
            await messages.insert_inbound(
                connection,
                self.ada.user_id,
                channel="discord",
                channel_message_id=str(message.id),
                text=text,
                channel_order=message.id,
            )
        await wake(self.post.client, self.ada.user_id)
        return message

    async def unwrite(self, message: Message) -> None:
        async with self.post.db.user(self.ada.user_id) as connection:
            assert await messages.delete_unanswered(
                connection,
                self.ada.user_id,
                channel="discord",
                channel_message_id=str(message.id),
            )
        await wake(self.post.client, self.ada.user_id)

    def happened(self, what: str) -> list[Entry]:
        return self.post.fake.journal.of(what, self.ada.person.id)

    async def wait_for(self, what: str, times: int = 1) -> None:
        await assert_eventually(lambda: len(self.happened(what)) >= times, timeout_s=30)

    async def wait_for_reply(self, text: str) -> None:
        """It is delivered, for good."""

        async def delivered() -> bool:
            async with self.post.db.user(self.ada.user_id) as connection:
                rows = await connection.fetch("SELECT text, state FROM deliveries")
            return (text, "delivered") in [(row["text"].strip(), row["state"]) for row in rows]

        await assert_eventually(delivered, timeout_s=45)
        await self.wait_for_end()

    async def wait_for_end(self) -> None:
        """Of the turn and of those that follow it."""
        chat = self.post.client.get_workflow_handle(chat_workflow_id(self.ada.user_id))
        await chat.result()

    def texts(self) -> list[str]:
        return self.post.texts(self.ada)


@pytest.fixture
async def chat(post: Post) -> Chat:
    """Ada was welcomed long ago; before a welcome nothing of an answer is shown."""
    ada = await post.register("Ada")
    welcome = await post.write(ada, "Welcome!", owner_id=ada.user_id)
    async with post.db.user(ada.user_id) as connection:
        await deliveries.mark_delivered(
            connection, ada.user_id, welcome.delivery_id, message_ids=["1"]
        )
    return Chat(post, ada)


def slow(script: Script, word_delay_s: float = 0.08) -> ScriptedModel:
    return ScriptedModel(script=script, word_delay_s=word_delay_s)


async def test_answer_grows_in_one_message(chat: Chat, rest: DiscordHttp) -> None:
    async with running_worker(
        chat.post.client,
        chat.post.db,
        ModelChain.of(slow(says(STORY))),
        channels=channels_of(chat.post.db, rest),
    ):
        await chat.write()
        await chat.wait_for_reply(STORY)

    [created] = chat.happened("message")
    edits = chat.happened("message_edited")
    lengths = [len(entry["content"]) for entry in (created, *edits)]
    assert chat.texts() == [STORY]
    assert len(edits) >= 3
    assert all(STORY.startswith(entry["content"]) for entry in (created, *edits))
    assert lengths == sorted(lengths)
    assert chat.happened("typing")[0]["n"] < created["n"]


async def test_answer_that_is_ready_at_once_is_simply_sent(chat: Chat, rest: DiscordHttp) -> None:
    model = ScriptedModel(script=says(STORY))

    async with running_worker(
        chat.post.client,
        chat.post.db,
        ModelChain.of(model),
        channels=channels_of(chat.post.db, rest),
    ):
        await chat.write()
        await chat.wait_for_reply(STORY)

    assert chat.texts() == [STORY]
    assert chat.happened("message_edited") == []


async def test_new_message_meanwhile_goes_on_in_the_same_message(
    chat: Chat, rest: DiscordHttp
) -> None:
    def script(asked: list[BaseMessage]) -> AIMessage:
        return AIMessage("Right, a short one." if "short" in asked[-1].text else STORY)

    async with running_worker(
        chat.post.client,
        chat.post.db,
        ModelChain.of(slow(script)),
        channels=channels_of(chat.post.db, rest),
    ):
        await chat.write()
        await chat.wait_for("message")
        await chat.write("a short one please")
        await chat.wait_for_reply("Right, a short one.")

    assert chat.texts() == ["Right, a short one."]
    assert len(chat.happened("message")) == 1


async def test_draft_that_discord_takes_late_does_not_overwrite_the_answer(
    chat: Chat, rest: DiscordHttp
) -> None:
    def script(asked: list[BaseMessage]) -> AIMessage:
        return AIMessage("Short." if "short" in asked[-1].text else STORY)

    async with running_worker(
        chat.post.client,
        chat.post.db,
        ModelChain.of(slow(script)),
        channels=channels_of(chat.post.db, rest),
    ):
        await chat.write()
        await chat.wait_for("message_edited")
        chat.post.fake.faults.add("slow", EDIT, seconds=4, times=1)
        await assert_eventually(lambda: bool(chat.post.fake.journal.of("fault")), timeout_s=30)
        edited = len(chat.happened("message_edited"))
        await chat.write("a short one")
        await chat.wait_for_reply("Short.")
        await chat.wait_for("message_edited", edited + 2)

    assert chat.texts() == ["Short."]


async def test_lost_reply_to_the_first_words_makes_no_second_message(
    chat: Chat, rest: DiscordHttp
) -> None:
    chat.post.fake.faults.add("lost_reply", CREATE, times=1)

    async with running_worker(
        chat.post.client,
        chat.post.db,
        ModelChain.of(slow(says(STORY))),
        channels=channels_of(chat.post.db, rest),
    ):
        await chat.write()
        await chat.wait_for_reply(STORY)

    assert len(chat.happened("message")) == 1
    assert chat.texts() == [STORY]


@pytest.mark.parametrize("route", [CREATE, EDIT, "POST /channels/{channel_id}/typing"])
async def test_discord_that_hangs_meanwhile_does_not_fail_the_turn(
    chat: Chat, rest: DiscordHttp, route: str
) -> None:
    chat.post.fake.faults.add("hang", route, seconds=10, times=1)

    async with running_worker(
        chat.post.client,
        chat.post.db,
        ModelChain.of(slow(says(STORY))),
        channels=channels_of(chat.post.db, rest),
    ):
        await chat.write()
        await chat.wait_for_reply(STORY)

    assert len(chat.post.fake.journal.of("fault")) == 1
    assert chat.texts() == [STORY]
    assert len(chat.happened("message")) == 1


@pytest.mark.parametrize(
    ("kind", "details"),
    [
        ("rate_limited", {"seconds": 1.0}),
        ("status", {"status": 500}),
        ("status", {"status": 403, "code": 50007}),
    ],
)
async def test_refused_draft_does_not_fail_the_turn(
    chat: Chat, rest: DiscordHttp, kind: Kind, details: dict[str, Any]
) -> None:
    chat.post.fake.faults.add(kind, CREATE, times=1, **details)

    async with running_worker(
        chat.post.client,
        chat.post.db,
        ModelChain.of(slow(says(STORY))),
        channels=channels_of(chat.post.db, rest),
    ):
        await chat.write()
        await chat.wait_for_reply(STORY)

    assert chat.texts() == [STORY]
    assert len(chat.post.fake.journal.of("fault")) == 1


async def test_promise_without_a_reminder_is_not_even_shown(chat: Chat, rest: DiscordHttp) -> None:
    lie = "Sure, I'll remind you " + "very " * 50 + "soon"

    async with running_worker(
        chat.post.client,
        chat.post.db,
        ModelChain.of(slow(says(lie))),
        channels=channels_of(chat.post.db, rest),
    ):
        await chat.write("hello")
        await chat.wait_for_reply(say("en", "guard.no_reminder"))

    shown = [entry["content"] for entry in chat.happened("message_edited")]
    assert chat.texts() == [say("en", "guard.no_reminder")]
    assert not any("remind you" in text for text in shown)


async def test_half_an_answer_to_a_deleted_message_is_taken_back(
    chat: Chat, rest: DiscordHttp
) -> None:
    async with running_worker(
        chat.post.client,
        chat.post.db,
        ModelChain.of(slow(says(STORY))),
        channels=channels_of(chat.post.db, rest),
    ):
        asked = await chat.write()
        await chat.wait_for("message")
        await chat.unwrite(asked)
        await chat.wait_for("message_deleted")
        await chat.wait_for_end()

    assert chat.texts() == []


async def test_half_an_answer_that_was_overtaken_is_taken_back_by_the_next_turn(
    chat: Chat, rest: DiscordHttp
) -> None:
    """As if the message had been edited between the model's last word and the commit."""
    channel = chat.post.fake.world.open_channel(chat.ada.person)
    left = chat.post.fake.world.add_message(channel, chat.post.fake.world.bot, content="I am look")
    async with chat.post.db.user(chat.ada.user_id) as connection:
        await connection.execute(
            "INSERT INTO turns (user_id, turn_id, state, draft_shown_at, draft_message_id)"
            " VALUES ($1, gen_random_uuid(), 'answered', now(), $2)",
            chat.ada.user_id,
            str(left.id),
        )

    async with running_worker(
        chat.post.client,
        chat.post.db,
        ModelChain.of(slow(says(STORY))),
        channels=channels_of(chat.post.db, rest),
    ):
        await chat.write()
        await chat.wait_for_reply(STORY)

    assert chat.texts() == [STORY]
