"""A reply that was shown while it was being written: that message becomes the final one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from activities.delivery.parts import Part, find_same, list_unrecorded
from panager.channels.errors import MessageGoneError, UndeliverableError
from panager.channels.nonce import nonce_of
from panager.channels.protocol import Channel, Editor, Post, SentMessage
from panager.db import attempts
from panager.db.pool import Database

STREAMED = "s"
"""Part of the key with which the first words of a turn are shown."""


class ShownDrafts:
    """Finds what a turn has shown, and gives it the final text."""

    def __init__(self, db: Database, channel: Channel) -> None:
        """Use the application's database and this process' one object for the channel."""
        self._db = db
        self._channel = channel

    async def complete(self, part: Part) -> str | None:
        """The message that now has the final text; None when nothing is there to complete."""
        editor, draft_shown_at = self._channel.editor, part.message.draft_shown_at
        if editor is None or draft_shown_at is None:
            return None
        if part.number > 0 or part.message.kind != "reply":
            return None
        return await self._complete(editor, part, draft_shown_at)

    async def _complete(self, editor: Editor, part: Part, draft_shown_at: datetime) -> str | None:
        try:
            message_id = await self._find(part, draft_shown_at)
            if message_id is not None:
                await editor.edit(message_id, part.post)
        except UndeliverableError as refusal:
            if not isinstance(refusal, MessageGoneError) and not part.is_replacement:
                raise
            return None  # it was deleted, or cannot be changed any more
        return message_id

    async def _find(self, part: Part, draft_shown_at: datetime) -> str | None:
        message, history = part.message, self._channel.history
        if message.draft_message_id is not None:
            return message.draft_message_id
        shown_for = message.draft_shown_for
        if shown_for is not None and shown_for < self._channel.remembers_for:
            # It is not known whether the first words arrived. If so, this is answered with them.
            return await self._channel.send(_first_words(part))
        if history is None:
            return None
        unrecorded = await list_unrecorded(history, self._db, part, after=draft_shown_at)
        found = find_same(unrecorded, part) or await self._draft(unrecorded, part)
        return None if found is None else found.message_id

    async def _draft(self, unrecorded: Sequence[SentMessage], part: Part) -> SentMessage | None:
        """The first message that is nothing else: a draft says anything."""
        message = part.message
        async with self._db.user(message.user_id) as connection:
            texts = await attempts.list_other_texts(
                connection, message.user_id, message.delivery_id
            )
        plans = (self._channel.plan(text) for text in texts)
        others = {piece.strip() for plan in plans for piece in plan.pieces}
        return next((m for m in unrecorded if m.text not in others), None)


def _first_words(part: Part) -> Post:
    """The final text with the key of the draft; buttons and file come with the edit."""
    key = nonce_of(part.message.owner_id, STREAMED)
    return replace(part.post, key=key, subject=None, attachment=None)
