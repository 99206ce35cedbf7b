"""Deliveries on the local channel: the conversation in the database is the mailbox itself."""

from temporalio import activity

from panager.contracts.delivery import SendInput
from panager.contracts.names import Activity
from panager.db import deliveries, reminders
from panager.db.deliveries import Delivery
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
            delivery = await deliveries.lock_delivery(connection, input.user_id, input.delivery_id)
            if delivery.state == "sending":
                await deliveries.mark_delivered(
                    connection,
                    input.user_id,
                    input.delivery_id,
                    channel_message_id=f"local:{input.delivery_id}",
                )
                await _end_owner(connection, delivery)


async def _end_owner(connection: Connection, delivery: Delivery) -> None:
    if delivery.kind == "reminder":
        await reminders.end_occurrence(
            connection,
            delivery.user_id,
            reminder_id=delivery.owner_id,
            number=delivery.occurrence,
            state="delivered",
        )
