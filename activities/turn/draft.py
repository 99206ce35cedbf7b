"""Shows an answer while it is being written."""

import contextlib
import time
from typing import Protocol

from activities.delivery.drafts import DiscordDrafts
from panager.channels.discord.http import DiscordHttp
from panager.contracts.chat import ThinkInput
from panager.contracts.delivery import Channel
from panager.db.conversation import turns
from panager.db.pool import Database

LOCAL_EVERY_S = 0.4


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

    def __init__(self, db: Database, discord: DiscordHttp | None) -> None:
        """Without a client for Discord nothing is shown there before it is whole."""
        self._db = db
        self._discord = None if discord is None else DiscordDrafts(db, discord)

    def opened(
        self, input: ThinkInput, channel: Channel
    ) -> contextlib.AbstractAsyncContextManager[Draft]:
        """For as long as the model writes; when it is left nothing is on its way any more."""
        if channel is Channel.DISCORD and self._discord is not None:
            return self._discord.opened(input)
        return contextlib.nullcontext(LocalDraft(self._db, input))

    async def settle(self, input: ThinkInput, channel: Channel) -> None:
        """Wait for what is on its way, which would overwrite the turn's last words."""
        if channel is Channel.DISCORD and self._discord is not None:
            await self._discord.settle(input.turn_id)

    async def withdraw(self, input: ThinkInput, channel: Channel) -> None:
        """Nothing is left to answer: what was shown on Discord must not stay as half a sentence.

        Every other end of a turn gives that message its last words. Should a message be edited or
        deleted just before these are written down, the next turn takes it back.
        """
        if channel is Channel.DISCORD and self._discord is not None:
            await self._discord.withdraw(input)


class LocalDraft:
    """Stored, for those who look at the conversation over HTTP."""

    def __init__(self, db: Database, input: ThinkInput) -> None:
        """Use the application's database."""
        self._db = db
        self._input = input
        self._shown_at = time.monotonic()

    def is_due(self) -> bool:
        """A few times a second."""
        return time.monotonic() - self._shown_at >= LOCAL_EVERY_S

    async def show(self, text: str) -> None:
        """All of it so far; an older step never overwrites a newer one."""
        input = self._input
        async with self._db.user(input.user_id) as connection:
            await turns.update_draft(
                connection, input.user_id, input.turn_id, step=input.step, text=text
            )
        self._shown_at = time.monotonic()
