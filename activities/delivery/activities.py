"""The activities with which workflows reach a channel, under the names that it gives them."""

from collections.abc import Awaitable, Callable

from temporalio import activity

from activities.delivery.close_card import ClosedCards
from activities.delivery.send import Delivery, Reword
from panager.channels.protocol import Channel
from panager.contracts.delivery import SendInput
from panager.db.pool import Database

type SendActivity = Callable[[SendInput], Awaitable[None]]


def delivery_activities(
    db: Database, channel: Channel, reword: Reword | None = None
) -> list[SendActivity]:
    """What a worker for this channel does: `local.send`, `discord.send` and the like."""
    delivery, cards, traits = (
        Delivery(db, channel, reword),
        ClosedCards(db, channel),
        channel.traits,
    )

    @activity.defn(name=traits.send_activity)
    async def send(input: SendInput) -> None:
        await delivery.send(input)

    @activity.defn(name=traits.close_card_activity)
    async def close_card(input: SendInput) -> None:
        await cards.close(input)

    return [send, close_card]
