"""Messages to somebody on the channel under test, sent by a real worker."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from temporalio import workflow
from temporalio.client import Client
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from activities.delivery.activities import delivery_activities
from panager.contracts.delivery import SendInput
from panager.db import deliveries, users
from panager.db.deliveries import DeliveryKind
from panager.db.pool import Database
from panager.llm.offline.model import OfflineModel
from panager.llm.providers.chain import ModelChain
from panager.worker.running import running_worker
from testing.people import Someone
from tests.temporal.channels.stages import Stage
from workflows.sending import deliver

QUEUE = "test-channels"


@workflow.defn
class SendOnChannelWorkflow:
    """What every workflow does with a message that is written down."""

    @workflow.run
    async def run(self, send: SendInput, channel: str) -> None:
        await deliver(send, channel)


@dataclass(frozen=True)
class Reader:
    """Somebody on the channel."""

    account: str
    user_id: UUID


@dataclass(frozen=True)
class Mail:
    stage: Stage
    db: Database
    client: Client

    @property
    def channel(self) -> str:
        return self.stage.channel.traits.name

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        sending = Worker(
            self.client,
            task_queue=QUEUE,
            workflows=[SendOnChannelWorkflow],
            activities=self._mailbox_activities(),
            workflow_runner=UnsandboxedWorkflowRunner(),
        )
        models = ModelChain.of(OfflineModel())
        async with (
            running_worker(self.client, self.db, models, channels=[self.stage.channel]),
            sending,
        ):
            yield

    async def register(self) -> Reader:
        account = self.stage.new_account()
        user_id = await users.ensure_user(
            self.db, channel=self.channel, channel_user_id=account, language="en", zone="UTC"
        )
        return Reader(account, user_id)

    def someone(self, reader: Reader) -> Someone:
        """As one who writes."""
        return Someone(self.db, self.client, reader.user_id, self.channel)

    async def write(self, to: Reader, text: str, *, kind: DeliveryKind = "notice") -> SendInput:
        """Only written down: the row of a message."""
        async with self.db.user(to.user_id) as connection:
            delivery_id = await deliveries.insert_delivery(
                connection,
                to.user_id,
                kind=kind,
                owner_id=uuid4(),
                channel=self.channel,
                text=text,
            )
        return SendInput(user_id=to.user_id, delivery_id=delivery_id)

    async def send(self, send: SendInput) -> None:
        """Delivered, or given up."""
        await self.client.execute_workflow(
            SendOnChannelWorkflow.run,
            args=[send, self.channel],
            id=f"send:{uuid4()}",
            task_queue=QUEUE,
        )

    async def row(self, send: SendInput) -> dict[str, Any]:
        async with self.db.user(send.user_id) as connection:
            row = await connection.fetchrow(
                "SELECT * FROM deliveries WHERE delivery_id = $1", send.delivery_id
            )
        assert row is not None
        return dict(row)

    async def forget(self, send: SendInput, *, age: str) -> None:
        """As if the worker had died `age` after the attempt, before it wrote down its proof."""
        async with self.db.user(send.user_id) as connection:
            await connection.execute(
                """
                UPDATE deliveries SET state = 'sending', seq = NULL, channel_message_id = NULL,
                    delivered_at = NULL, sent_message_ids = '{}',
                    attempted_at = now() - $2::text::interval
                WHERE delivery_id = $1
                """,
                send.delivery_id,
                age,
            )

    async def texts(self, reader: Reader) -> list[str]:
        return await self.stage.texts(reader.account, reader.user_id)

    def _mailbox_activities(self) -> list[Any]:
        """A mailbox is written within the workflow's own task."""
        channel = self.stage.channel
        return delivery_activities(self.db, channel) if channel.traits.is_mailbox else []
