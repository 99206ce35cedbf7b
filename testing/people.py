"""A person who talks to Panager and reads what it sends, without the API in between."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from temporalio.client import Client

from panager.channels.wake import wake
from panager.contracts.channels import LOCAL
from panager.db import reminders, users
from panager.db.conversation import messages
from panager.db.conversation.messages import Item
from panager.db.pool import Database
from panager.db.reminders import Reminder
from panager.sentences import Language
from testing.eventually import assert_eventually


@dataclass(frozen=True)
class Someone:
    db: Database
    client: Client
    user_id: UUID
    channel: str = LOCAL

    @classmethod
    async def register(
        cls,
        db: Database,
        client: Client,
        name: str,
        *,
        language: Language = "en",
        zone: str = "Asia/Seoul",
        channel: str = LOCAL,
    ) -> "Someone":
        user_id = await users.ensure_user(
            db, channel=channel, channel_user_id=name, language=language, zone=zone
        )
        return cls(db, client, user_id, channel)

    async def write(
        self, text: str, *, key: str | None = None, reply_to: UUID | None = None
    ) -> UUID:
        """What every ingress does: the row first, then the bell."""
        async with self.db.user(self.user_id) as connection:
            message, _ = await messages.insert_inbound(
                connection,
                self.user_id,
                channel=self.channel,
                channel_message_id=key or uuid4().hex,
                text=text,
                reply_to=reply_to,
            )
        await wake(self.client, self.user_id)
        return message.message_id

    async def ask(self, text: str, *, reply_to: UUID | None = None) -> str:
        """Write and wait for the answer."""
        message_id = await self.write(text, reply_to=reply_to)
        return (await self.answer_to(message_id)).text

    async def answer_to(self, message_id: UUID, *, timeout_s: float = 20) -> Item:
        answers: list[Item] = []

        async def answered() -> bool:
            answers[:] = [i for i in await self.received("reply") if message_id in i.answers]
            return bool(answers)

        await assert_eventually(answered, timeout_s=timeout_s)
        assert len(answers) == 1
        return answers[0]

    async def conversation(self) -> list[Item]:
        async with self.db.user(self.user_id) as connection:
            return await messages.list_conversation(connection, self.user_id, after=0, limit=10_000)

    async def received(self, kind: str) -> list[Item]:
        return [item for item in await self.conversation() if item.kind == kind]

    async def reminders(self) -> list[Reminder]:
        async with self.db.user(self.user_id) as connection:
            return await reminders.list_all(connection, self.user_id, after=None, limit=1000)

    async def wait_for_reminders(self, count: int, *, timeout_s: float = 20) -> list[Item]:
        async def came() -> bool:
            return len(await self.received("reminder")) >= count

        await assert_eventually(came, timeout_s=timeout_s)
        return await self.received("reminder")
