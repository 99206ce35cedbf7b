"""How a delivery ends, and its reminder with it."""

from collections.abc import Sequence
from uuid import UUID

from temporalio import activity

from panager.channels.local import message_id_of
from panager.channels.nonce import nonce_of
from panager.contracts.delivery import GiveUpInput
from panager.contracts.names import Activity
from panager.db import deliveries, occurrences
from panager.db.pool import Connection, Database


class FaultyDeliveries:
    """Ends what a fault of ours keeps from being delivered, so that nothing waits behind it."""

    def __init__(self, db: Database) -> None:
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


async def end_delivered(
    connection: Connection, user_id: UUID, delivery_id: UUID, message_ids: Sequence[str]
) -> None:
    """It has arrived as these messages of its channel; once, however often it is called."""
    kind = await deliveries.mark_delivered(
        connection, user_id, delivery_id, message_ids=message_ids
    )
    if kind == "reminder":
        await occurrences.end_delivery(connection, user_id, delivery_id, state="delivered")


async def deliver_to_mailbox(connection: Connection, user_id: UUID, delivery_id: UUID) -> None:
    """Where our own database is what a person reads: in the transaction that wrote it down."""
    await end_delivered(
        connection, user_id, delivery_id, [message_id_of(nonce_of(delivery_id, "0"))]
    )
