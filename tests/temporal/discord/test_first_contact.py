"""What people see on Discord before an answer, and of one that was stopped."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from langchain_core.messages import AIMessage

from panager.channels.discord.http import DiscordHttp
from panager.contracts.channels import DISCORD
from panager.contracts.names import chat_workflow_id
from panager.llm.providers.chain import ModelChain
from panager.sentences import say
from panager.worker.running import running_worker
from testing.channels import channels_of
from testing.eventually import assert_eventually
from testing.models import ScriptedModel
from testing.people import Someone
from testing.scheduling import schedule
from tests.support.discord_post import Post, Recipient

SEND = "POST /channels/{channel_id}/messages"
STORY = "once upon a time there was " * 8
ENDLESS = STORY * 100


@dataclass(frozen=True)
class Dm:
    """Ada and what she sees."""

    post: Post
    ada: Recipient
    someone: Someone

    def texts(self) -> list[str]:
        return self.post.texts(self.ada)

    async def wait_for(self, check: Callable[[list[str]], bool]) -> list[str]:
        await assert_eventually(lambda: check(self.texts()), timeout_s=20)
        return self.texts()


@pytest.fixture
async def dm(post: Post, rest: DiscordHttp) -> AsyncIterator[Dm]:
    """With a model whose stories are so long that they are shown while they are told."""
    endings = {"hello": "Hello!", "story": STORY, "endless": ENDLESS}
    model = ScriptedModel(script=lambda m: AIMessage(endings[m[-1].text]), word_delay_s=0.05)
    ada = await post.register("Ada")
    someone = Someone(post.db, post.client, ada.user_id, DISCORD)
    async with running_worker(
        post.client, post.db, ModelChain.of(model), channels=channels_of(post.db, rest)
    ):
        yield Dm(post, ada, someone)


async def test_welcome_stands_before_an_answer_that_takes_long(dm: Dm) -> None:
    await dm.someone.write("story")

    welcome, answer = await dm.wait_for(lambda texts: len(texts) == 2)

    assert "Asia/Seoul (KST)" in welcome
    assert answer == STORY.strip()
    [consent] = dm.post.received(dm.ada)[0].components[0]["components"]
    assert consent["custom_id"] == f"consent:{dm.ada.user_id}"


async def test_stopped_answer_keeps_nothing_of_what_was_shown(dm: Dm) -> None:
    await dm.someone.write("hello")
    await dm.wait_for(lambda texts: len(texts) == 2)
    await dm.someone.write("endless")
    await dm.wait_for(lambda texts: len(texts) == 3)

    chat = dm.post.client.get_workflow_handle(chat_workflow_id(dm.ada.user_id))
    await chat.signal("stop")
    await chat.result()

    assert dm.texts()[1:] == ["Hello!", say("en", "stopped.text")]


async def test_reminder_that_could_not_be_delivered_is_told_at_the_next_contact(dm: Dm) -> None:
    await dm.someone.write("hello")
    await dm.wait_for(lambda texts: len(texts) == 2)
    dm.post.fake.faults.add("status", SEND, status=403, code=50007, times=1)
    reminder = await schedule(dm.someone, datetime.now(UTC), text="call mom")

    async def given_up() -> bool:
        return [one.state for one in await dm.someone.reminders()] == ["undeliverable"]

    await assert_eventually(given_up)
    await dm.someone.write("story")
    texts = await dm.wait_for(lambda texts: len(texts) == 4)

    assert reminder.text == "call mom"
    assert texts[2].startswith(say("en", "notice.missed"))
    assert texts[2].endswith(": call mom")
    assert texts[3] == STORY.strip()
