"""Cards that nobody can answer any more."""

from panager.channels.errors import UndeliverableError
from panager.channels.protocol import Channel, Post
from panager.contracts.channels import Urgency
from panager.contracts.delivery import SendInput
from panager.db import attempts
from panager.db.pool import Database


class ClosedCards:
    """Takes the buttons from a card and lets it say why."""

    def __init__(self, db: Database, channel: Channel) -> None:
        """Use the application's database and this process' one object for the channel."""
        self._db = db
        self._channel = channel

    async def close(self, input: SendInput) -> None:
        """Show the words that its row has by now, in the last of its messages, if that can be."""
        if self._channel.editor is None:
            return
        async with self._db.user(input.user_id) as connection:
            shown = await attempts.get_shown(connection, input.user_id, input.delivery_id)
            address = await self._channel.find_address(connection, input.user_id)
        if shown is None or address is None:
            return
        post = Post(
            address=address,
            key="",
            text=self._channel.beginning(shown.text),
            urgency=Urgency.CONVERSATION,
        )
        try:
            await self._channel.editor.edit(shown.message_ids[-1], post)
        except UndeliverableError:
            return  # the person has deleted it, or is gone
