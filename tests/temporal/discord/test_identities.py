"""Somebody who is on Discord and on the local channel: everything comes where it belongs."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from temporalio.client import Client

from panager.channels.wake import wake
from panager.contracts.channels import DISCORD, LOCAL
from panager.db import identities
from panager.db.conversation import messages
from panager.db.pool import Database
from testing.eventually import assert_eventually
from testing.people import Someone
from testing.scheduling import schedule
from tests.support.discord_post import Post, Recipient

pytestmark = pytest.mark.usefixtures("worker")


@dataclass(frozen=True)
class Both:
    """One person with two accounts."""

    local: Someone
    discord: Someone
    recipient: Recipient
    post: Post

    async def sent_to(self, kind: str) -> list[str]:
        """The channel of each message of a kind, in the order of their delivery."""
        async with self.local.db.user(self.local.user_id) as connection:
            rows = await connection.fetch(
                "SELECT channel FROM deliveries WHERE kind = $1 AND state = 'delivered'"
                " ORDER BY seq",
                kind,
            )
        return [row["channel"] for row in rows]

    def on_discord(self) -> list[str]:
        """What Discord has shown them."""
        return [one.content for one in self.post.fake.people.received(self.recipient.person)]


@pytest.fixture
async def both(post: Post, database: Database, temporal_client: Client) -> Both:
    """Discord has given no channel for their direct messages yet."""
    recipient = await post.register("ada", has_written=False)
    async with database.user(recipient.user_id) as connection:
        assert await identities.link(
            connection, recipient.user_id, channel=LOCAL, channel_user_id="ada"
        )
    local = Someone(database, temporal_client, recipient.user_id, LOCAL)
    return Both(local, replace(local, channel=DISCORD), recipient, post)


async def test_answer_goes_to_the_channel_of_the_question(both: Both) -> None:
    on_discord = await both.discord.ask("hello")
    locally = await both.local.ask("what time is it?")

    assert await both.sent_to("reply") == [DISCORD, LOCAL]
    assert any(on_discord in text for text in both.on_discord())
    assert not any(locally in text for text in both.on_discord())


async def test_questions_on_two_channels_at_once_are_two_turns(both: Both) -> None:
    ids = []
    async with both.local.db.user(both.local.user_id) as connection:
        for channel in (LOCAL, DISCORD, LOCAL):
            message, _ = await messages.insert_inbound(
                connection,
                both.local.user_id,
                channel=channel,
                channel_message_id=str(uuid4().int >> 70),
                text="hello",
            )
            ids.append(message.message_id)
    await wake(both.local.client, both.local.user_id)

    answers = [await both.local.answer_to(message_id) for message_id in ids]

    assert answers[0].id == answers[2].id != answers[1].id
    assert await both.sent_to("reply") == [LOCAL, DISCORD]


async def test_reminder_comes_where_its_person_last_wrote(both: Both) -> None:
    for count, writer in enumerate((both.discord, both.local, both.discord), start=1):
        await writer.ask("hello")
        await schedule(both.local, datetime.now(UTC), text=f"tea {count}")
        await both.local.wait_for_reminders(count)

    assert await both.sent_to("reminder") == [DISCORD, LOCAL, DISCORD]
    shown = both.on_discord()
    assert [any(f"tea {n}" in text for text in shown) for n in (1, 2, 3)] == [True, False, True]


async def test_message_goes_where_it_was_to_go_when_it_was_written(both: Both) -> None:
    """Its person has moved on to another channel before it was sent."""
    send = await both.post.write(both.recipient, "for Discord")
    await both.local.ask("hello")

    await both.post.send(send)

    async def shown() -> bool:
        return "for Discord" in both.on_discord()

    await assert_eventually(shown)
