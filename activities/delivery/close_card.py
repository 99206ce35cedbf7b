"""Cards on Discord that nobody can answer any more."""

from temporalio import activity

from panager.channels.discord import text as discord_text
from panager.channels.discord.errors import UndeliverableError
from panager.channels.discord.http import DiscordHttp
from panager.channels.discord.rest import Urgency
from panager.contracts.delivery import SendInput
from panager.contracts.names import Activity
from panager.db import attempts
from panager.db.pool import Database


class DiscordCards:
    """Takes the buttons from a card and lets it say why."""

    def __init__(self, db: Database, rest: DiscordHttp) -> None:
        """Use the application's database and the one client."""
        self._db = db
        self._rest = rest

    @activity.defn(name=Activity.CLOSE_CARD)
    async def close(self, input: SendInput) -> None:
        """Show the words that its row has by now, in the last of its messages."""
        async with self._db.user(input.user_id) as connection:
            shown = await attempts.get_shown(connection, input.user_id, input.delivery_id)
        if shown is None:
            return
        try:
            await self._rest.edit(
                shown.channel_id,
                int(shown.message_ids[-1]),
                discord_text.beginning(shown.text),
                urgency=Urgency.CONVERSATION,
            )
        except UndeliverableError:
            return  # the person has deleted it, or is gone
