"""Deliveries on the local channel: the conversation in the database is the mailbox itself."""

from uuid import UUID

from temporalio import activity

from panager.contracts.delivery import GiveUpInput, SendInput
from panager.contracts.names import Activity
from panager.db import deliveries, occurrences
from panager.db.pool import Connection, Database


class LocalDelivery:
    """Delivers to people who talk over HTTP."""

    def __init__(self, db: Database) -> None:
        """Use the application's database."""
        self._db = db

    @activity.defn(name=Activity.SEND_LOCAL)
    async def send(self, input: SendInput) -> None:
        """Put the message into the conversation, in one transaction with its proof."""
        async with self._db.user(input.user_id) as connection:
            await deliver_locally(connection, input.user_id, input.delivery_id)


class FaultyDeliveries:
    """Ends what a fault of ours keeps from being delivered, so that nothing waits behind it."""

    def __init__(self, db: Database) -> None:
        """Use the application's database."""
        self._db = db

    @activity.defn(name=Activity.GIVE_UP_DELIVERY)
    async def give_up(self, input: GiveUpInput) -> None:
        """It is undeliverable, unless it has ended already."""
        async with self._db.user(input.user_id) as connection:
            await end_undeliverable(
                connection, input.user_id, input.delivery_id, reason=input.reason
            )


async def end_undeliverable(
    connection: Connection, user_id: UUID, delivery_id: UUID, *, reason: str
) -> None:
    """It can never arrive; the series of a reminder goes on."""
    kind = await deliveries.mark_undeliverable(connection, user_id, delivery_id, reason=reason)
    if kind == "reminder":
        await occurrences.end_delivery(connection, user_id, delivery_id, state="undeliverable")


async def deliver_locally(connection: Connection, user_id: UUID, delivery_id: UUID) -> None:
    """Once, however often it is called."""
    kind = await deliveries.mark_delivered(
        connection, user_id, delivery_id, channel_message_id=f"local:{delivery_id}"
    )
    if kind == "reminder":
        await occurrences.end_delivery(connection, user_id, delivery_id, state="delivered")
