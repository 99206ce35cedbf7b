"""Messages to people on Discord, sent by a real worker to a fake Discord."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from temporalio import workflow
from temporalio.client import Client, WorkflowHandle
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from panager.channels.discord.http import DiscordHttp
from panager.contracts.channels import DISCORD, Urgency
from panager.contracts.delivery import SendInput
from panager.db import deliveries, users
from panager.db.deliveries import DeliveryKind
from panager.db.discord import dms
from panager.db.pool import Database
from panager.llm.offline.model import OfflineModel
from panager.llm.providers.chain import ModelChain
from panager.worker.running import running_worker
from testing.channels import channels_of
from testing.eventually import assert_eventually
from testing.fake_discord import FakeDiscord, Message, Person
from workflows.sending import deliver

QUEUE = "test-sending"


@workflow.defn
class SendWorkflow:
    """What every workflow does with a message that is written down."""

    @workflow.run
    async def run(self, send: SendInput, urgency: Urgency) -> None:
        await deliver(send, DISCORD, urgency=urgency)


@dataclass(frozen=True)
class Recipient:
    """Somebody on Discord, known to Panager."""

    person: Person
    user_id: UUID


@dataclass(frozen=True)
class Post:
    fake: FakeDiscord
    db: Database
    client: Client

    @asynccontextmanager
    async def working(self, rest: DiscordHttp | None) -> AsyncIterator[None]:
        """Workers until the block is left."""
        sending = Worker(
            self.client,
            task_queue=QUEUE,
            workflows=[SendWorkflow],
            workflow_runner=UnsandboxedWorkflowRunner(),
        )
        async with (
            running_worker(
                self.client,
                self.db,
                ModelChain.of(OfflineModel()),
                channels=channels_of(self.db, rest),
            ),
            sending,
        ):
            yield

    async def register(self, name: str, *, has_written: bool = True) -> Recipient:
        """`has_written`: their channel is known."""
        person = self.fake.people.join(name)
        user_id = await users.ensure_user(
            self.db,
            channel="discord",
            channel_user_id=str(person.id),
            language="en",
            zone="Asia/Seoul",
        )
        if has_written:
            channel = self.fake.world.open_channel(person)
            async with self.db.user(user_id) as connection:
                await dms.keep(connection, user_id, channel_id=channel.id)
        return Recipient(person, user_id)

    async def write(
        self,
        to: Recipient,
        text: str,
        *,
        kind: DeliveryKind = "notice",
        owner_id: UUID | None = None,
    ) -> SendInput:
        """Only written down: the row of a message."""
        async with self.db.user(to.user_id) as connection:
            delivery_id = await deliveries.insert_delivery(
                connection,
                to.user_id,
                kind=kind,
                owner_id=owner_id or uuid4(),
                channel="discord",
                text=text,
            )
        return SendInput(user_id=to.user_id, delivery_id=delivery_id)

    async def post(
        self, send: SendInput, urgency: Urgency = Urgency.CONVERSATION
    ) -> WorkflowHandle[Any, None]:
        """Its workflow has begun."""
        return await self.client.start_workflow(
            SendWorkflow.run, args=[send, urgency], id=f"send:{uuid4()}", task_queue=QUEUE
        )

    async def send(self, *sends: SendInput, urgency: Urgency = Urgency.CONVERSATION) -> None:
        """All are delivered, or given up."""
        for handle in [await self.post(send, urgency) for send in sends]:
            await handle.result()

    async def failed(self, handle: WorkflowHandle[Any, None]) -> None:
        """Its message was tried at least once, in vain."""

        async def has_failed() -> bool:
            described = await handle.describe()
            pending = described.raw_description.pending_activities
            return any(activity.HasField("last_failure") for activity in pending)

        await assert_eventually(has_failed)

    async def row(self, send: SendInput) -> dict[str, Any]:
        async with self.db.user(send.user_id) as connection:
            row = await connection.fetchrow(
                "SELECT * FROM deliveries WHERE delivery_id = $1", send.delivery_id
            )
        assert row is not None
        return dict(row)

    async def forget(self, send: SendInput, *, ids: Iterable[str] = (), age: str = "0") -> None:
        """As if the worker had died `age` after the first attempt, with only `ids` recorded."""
        async with self.db.user(send.user_id) as connection:
            await connection.execute(
                """
                UPDATE deliveries SET state = 'sending', seq = NULL, channel_message_id = NULL,
                    delivered_at = NULL, sent_message_ids = $2,
                    attempted_at = now() - $3::text::interval
                WHERE delivery_id = $1
                """,
                send.delivery_id,
                list(ids),
                age,
            )

    def received(self, to: Recipient) -> list[Message]:
        return self.fake.people.received(to.person)

    def texts(self, to: Recipient) -> list[str]:
        return [message.content for message in self.received(to)]

    def requests(self, route: str) -> int:
        """So many to this route, whatever came of them."""
        answers = self.fake.context.statistics
        return sum(count for key, count in answers.items() if key.startswith(f"{route} "))
