"""Deliveries to Discord."""

from temporalio import activity

from panager.contracts.delivery import SendInput
from panager.contracts.names import Activity


class DiscordDelivery:
    """Delivers to people who talk in direct messages on Discord."""

    @activity.defn(name=Activity.SEND_DISCORD)
    async def send(self, input: SendInput) -> None:
        """Exactly one message, whatever is lost on the way."""
        raise NotImplementedError
