"""An answer that is being written, as one message that grows where messages can be edited.

Nothing here fails a turn: what cannot be shown now comes with the answer.
"""

import asyncio
import contextlib
import functools
from collections.abc import AsyncIterator, Coroutine, Iterator
from uuid import UUID

import structlog

from activities.delivery.complete_draft import STREAMED
from panager.channels.errors import MessageGoneError, UndeliverableError
from panager.channels.nonce import nonce_of
from panager.channels.protocol import Channel, Editor, Post
from panager.contracts.channels import Urgency
from panager.contracts.chat import ThinkInput
from panager.db.conversation import drafts
from panager.db.pool import Database
from panager.errors import PanagerError
from panager.outages import DATABASE_OUTAGES

FIRST_WORDS_S = 1.0
"""An answer that is whole by then is sent at once."""
PAUSE_S = 5.0
"""After something went wrong."""
ATTEND_AFTER_S = 0.3
"""A typing indicator that comes after the answer would stay for ten seconds."""
TYPING_EVERY_S = 8.0
NEVER = float("inf")
FAILURES = (PanagerError, *DATABASE_OUTAGES)

log = structlog.get_logger(__name__)


class ChannelDrafts:
    """Shows drafts, at most one call a turn at a time: a late one would overwrite a newer text."""

    def __init__(self, db: Database, channel: Channel, editor: Editor) -> None:
        """`editor` is the one of the channel."""
        self._db = db
        self._channel = channel
        self._editor = editor
        self._calls: dict[UUID, asyncio.Task[None]] = {}

    @contextlib.asynccontextmanager
    async def opened(self, input: ThinkInput) -> AsyncIterator["ChannelDraft"]:
        """Somebody writes; before it ends, a call that is under way has ended too.

        When the model call is cancelled that call goes on alone: the next step waits for it.
        """
        beside = asyncio.create_task(self._attend(input))
        try:
            yield ChannelDraft(self, input)
            beside.cancel()
            await self.settle(input.turn_id)
        finally:
            beside.cancel()

    async def withdraw(self, input: ThinkInput) -> None:
        """Take back what this turn has shown, and earlier ones; an unknown message stays."""
        await self.settle(input.turn_id)
        with _unharmed("draft_not_withdrawn"):
            await self._take_back(input.user_id, current=None)

    async def settle(self, turn_id: UUID) -> None:
        """Wait for the call of this turn that is under way."""
        if call := self._calls.get(turn_id):
            await asyncio.wait([call])

    def is_free(self, turn_id: UUID) -> bool:
        """Whether a draft may be shown now: answers go first."""
        return turn_id not in self._calls and not self._editor.is_busy(Urgency.CONVERSATION)

    def start(self, turn_id: UUID, call: Coroutine[None, None, None]) -> None:
        """Make this call for the turn, on its own."""
        task = self._calls[turn_id] = asyncio.create_task(call)
        task.add_done_callback(functools.partial(self._over, turn_id))

    def _over(self, turn_id: UUID, call: asyncio.Task[None]) -> None:
        self._calls.pop(turn_id, None)
        if not call.cancelled() and call.exception() is not None:
            log.error("draft_failed", exc_info=call.exception())  # a bug, and the answer comes

    async def publish(self, input: ThinkInput, text: str) -> bool:
        """Put the text into the turn's message; False when a draft of this step has no place."""
        user_id, turn_id = input.user_id, input.turn_id
        async with self._db.user(user_id) as connection:
            address = await self._channel.find_address(connection, user_id)
            if address is None:
                return False
            shown = await drafts.begin(connection, user_id, turn_id, step=input.step)
        if shown is None:
            return False
        post = Post(
            address=address,
            key=nonce_of(turn_id, STREAMED),
            text=text,
            urgency=Urgency.CONVERSATION,
        )
        if shown.message_id is not None:
            await self._editor.edit(shown.message_id, post)
            return True
        if shown.since and shown.since >= self._channel.remembers_for:
            return False  # it may be there, and a second one would be too much
        message_id = await self._channel.send(post)
        async with self._db.user(user_id) as connection:
            await drafts.put_message(connection, user_id, turn_id, message_id)
        return True

    def beginning(self, text: str) -> str:
        """As much of it as one message holds."""
        return self._channel.beginning(text)

    @property
    def every_s(self) -> float:
        """How often the message may change."""
        return self._editor.edit_every_s

    async def _attend(self, input: ThinkInput) -> None:
        """What goes on beside the model call: the last turn is tidied up, somebody writes."""
        await asyncio.sleep(ATTEND_AFTER_S)
        with _unharmed("draft_not_withdrawn"):
            await self._take_back(input.user_id, current=input.turn_id)
        with _unharmed("typing_not_shown"):
            async with self._db.user(input.user_id) as connection:
                address = await self._channel.find_address(connection, input.user_id)
            while address is not None:
                if not self._editor.is_busy(Urgency.CONVERSATION):
                    await self._editor.show_typing(address)
                await asyncio.sleep(TYPING_EVERY_S)

    async def _take_back(self, user_id: UUID, *, current: UUID | None) -> None:
        async with self._db.user(user_id) as connection:
            unfinished = await drafts.list_unfinished(connection, user_id, current=current)
            address = await self._channel.find_address(connection, user_id)
        if address is None:
            return
        for shown in unfinished:
            with contextlib.suppress(MessageGoneError):
                await self._editor.delete(address, shown.message_id, urgency=Urgency.CONVERSATION)
            async with self._db.user(user_id) as connection:
                await drafts.forget(connection, user_id, shown.turn_id)


@contextlib.contextmanager
def _unharmed(event: str) -> Iterator[None]:
    """What goes wrong in the block is written down and no more."""
    try:
        yield
    except FAILURES as error:
        log.warning(event, error=str(error))


class ChannelDraft:
    """What one model call says so far."""

    def __init__(self, drafts: ChannelDrafts, input: ThinkInput) -> None:
        self._drafts = drafts
        self._input = input
        self._due_at: float | None = None

    def is_due(self) -> bool:
        """A moment after the first words, then about once a second."""
        now = asyncio.get_running_loop().time()
        if self._due_at is None:
            self._due_at = now + FIRST_WORDS_S
        return now >= self._due_at and self._drafts.is_free(self._input.turn_id)

    async def show(self, text: str) -> None:
        """As much of it as one message holds, without waiting for the channel."""
        if words := self._drafts.beginning(text):
            self._wait(self._drafts.every_s)
            self._drafts.start(self._input.turn_id, self._show(words))

    async def _show(self, words: str) -> None:
        try:
            if not await self._drafts.publish(self._input, words):
                self._wait(NEVER)
        except UndeliverableError as refusal:
            log.warning("draft_refused", reason=refusal.reason)
            self._wait(NEVER)
        except FAILURES as error:
            log.warning("draft_not_shown", error=str(error))
            self._wait(PAUSE_S)

    def _wait(self, seconds: float) -> None:
        self._due_at = asyncio.get_running_loop().time() + seconds
