"""A reply that was shown while it was being written: that message becomes the final one."""

from collections.abc import Sequence
from datetime import datetime

from activities.delivery.parts import NONCE_MEMORY, Part, find_same, list_unrecorded
from panager.channels.discord import text as discord_text
from panager.channels.discord.errors import UNKNOWN_MESSAGE, UndeliverableError
from panager.channels.discord.http import DiscordHttp
from panager.channels.discord.rest import OwnMessage
from panager.channels.nonce import nonce_of
from panager.db import attempts
from panager.db.pool import Database

STREAMED = "s"
"""Part of the nonce with which the first words of a turn are shown."""


class StreamedReplies:
    """Finds what a turn has shown, and gives it the final text."""

    def __init__(self, db: Database, rest: DiscordHttp) -> None:
        """Use the application's database and the one client."""
        self._db = db
        self._rest = rest

    async def complete(self, part: Part) -> int | None:
        """The message that now has the final text; None when nothing is there to complete."""
        if part.number > 0 or part.message.kind != "reply" or part.message.streamed_at is None:
            return None
        try:
            message_id = await self._find(part, part.message.streamed_at)
            if message_id is not None:
                await self._edit(part, message_id)
        except UndeliverableError as refusal:
            if refusal.code != UNKNOWN_MESSAGE and not part.is_replacement:
                raise
            return None  # it was deleted, or cannot be changed any more
        return message_id

    async def _find(self, part: Part, streamed_at: datetime) -> int | None:
        message = part.message
        if message.streamed_message_id is not None:
            return int(message.streamed_message_id)
        if message.streamed_for is not None and message.streamed_for < NONCE_MEMORY:
            # It is not known whether the first words arrived. If so, this is answered with them.
            return await self._rest.send(
                part.channel_id,
                part.text,
                nonce=nonce_of(message.owner_id, STREAMED),
                urgency=part.urgency,
            )
        unrecorded = await list_unrecorded(self._rest, self._db, part, after=streamed_at)
        found = find_same(unrecorded, part) or await self._draft(unrecorded, part)
        return None if found is None else found.message_id

    async def _draft(self, unrecorded: Sequence[OwnMessage], part: Part) -> OwnMessage | None:
        """The first message that is nothing else: a draft says anything."""
        message = part.message
        async with self._db.user(message.user_id) as connection:
            texts = await attempts.list_other_texts(
                connection, message.user_id, message.delivery_id
            )
        others = {piece.strip() for text in texts for piece in discord_text.plan(text).pieces}
        return next((m for m in unrecorded if m.content not in others), None)

    async def _edit(self, part: Part, message_id: int) -> None:
        await self._rest.edit(
            part.channel_id,
            message_id,
            part.text,
            urgency=part.urgency,
            view=part.buttons(),
            file=part.file,
        )
