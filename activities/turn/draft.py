"""Shows an answer while it is being written."""

import contextlib
import time
from typing import Protocol

from activities.delivery.drafts import ChannelDrafts
from panager.channels.protocol import Channels
from panager.contracts.channels import traits_of
from panager.contracts.chat import ThinkInput
from panager.db.conversation import turns
from panager.db.pool import Database

STORED_EVERY_S = 0.4


class Draft(Protocol):
    """What one model call says so far."""

    def is_due(self) -> bool:
        """Whether it is time to show more; asked whenever there is more."""
        ...

    async def show(self, text: str) -> None:
        """All of it so far."""
        ...


class Drafts:
    """Opens the draft that suits where a person talks."""

    def __init__(self, db: Database, channels: Channels) -> None:
        """On a channel that cannot edit, nothing is shown before it is whole."""
        self._db = db
        self._growing = {
            name: ChannelDrafts(db, channel, channel.editor)
            for name, channel in channels.items()
            if channel.editor is not None
        }

    def opened(
        self, input: ThinkInput, channel: str
    ) -> contextlib.AbstractAsyncContextManager[Draft]:
        """For as long as the model writes; when it is left nothing is on its way any more."""
        if drafts := self._growing.get(channel):
            return drafts.opened(input)
        if traits_of(channel).is_mailbox:
            return contextlib.nullcontext(StoredDraft(self._db, input))
        return contextlib.nullcontext(HiddenDraft())

    async def settle(self, input: ThinkInput, channel: str) -> None:
        """Wait for what is on its way, which would overwrite the turn's last words."""
        if drafts := self._growing.get(channel):
            await drafts.settle(input.turn_id)

    async def withdraw(self, input: ThinkInput, channel: str) -> None:
        """Nothing is left to answer: what was shown must not stay as half a sentence.

        Every other end of a turn gives that message its last words. Should a message be edited or
        deleted just before these are written down, the next turn takes it back.
        """
        if drafts := self._growing.get(channel):
            await drafts.withdraw(input)


class HiddenDraft:
    """Where a message stays as it was sent: the answer comes when it is whole."""

    def is_due(self) -> bool:
        return False

    async def show(self, text: str) -> None:
        """Nothing is shown."""


class StoredDraft:
    """Stored, for those who look at the conversation in our database."""

    def __init__(self, db: Database, input: ThinkInput) -> None:
        self._db = db
        self._input = input
        self._shown_at = time.monotonic()

    def is_due(self) -> bool:
        """A few times a second."""
        return time.monotonic() - self._shown_at >= STORED_EVERY_S

    async def show(self, text: str) -> None:
        """All of it so far; an older step never overwrites a newer one."""
        input = self._input
        async with self._db.user(input.user_id) as connection:
            await turns.update_draft(
                connection, input.user_id, input.turn_id, step=input.step, text=text
            )
        self._shown_at = time.monotonic()
