"""Delivers what is written down, on any channel: once, with proof, or given up for a reason."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final

import structlog

from activities.delivery.complete_draft import ShownDrafts
from activities.delivery.ending import end_delivered, end_undeliverable
from activities.delivery.parts import Part, find_same, list_unrecorded, parts_of
from activities.heartbeat import heartbeating
from panager.channels.errors import ContentRefusedError, NotSentError, UndeliverableError
from panager.channels.protocol import Channel, History, LostAnswer
from panager.contracts.delivery import SendInput
from panager.db import attempts
from panager.db.actions import outcomes
from panager.db.attempts import Outgoing
from panager.db.pool import Connection, Database

type Reword = Callable[[Connection, Outgoing], Awaitable[str | None]]
"""What a message that has not left yet should say by now; None for what it says already."""

UNANSWERED: Final = "unanswered"
"""The reason when nobody can tell whether it arrived, and sending it again is worse than not."""
EMPTY: Final = "empty"
"""The reason when there is nothing to see in it."""

log = structlog.get_logger(__name__)


class Delivery:
    """Delivers to the people of one channel."""

    def __init__(self, db: Database, channel: Channel, reword: Reword | None = None) -> None:
        """Use the application's database and this process' one object for the channel.

        `reword` is asked before each attempt of which it is known that none before it arrived.
        """
        self._db = db
        self._channel = channel
        self._reword = reword
        self._shown = ShownDrafts(db, channel)

    async def send(self, input: SendInput) -> None:
        """Exactly one message (of several parts, if long), as far as the channel lets us know."""
        async with heartbeating():
            async with self._db.user(input.user_id) as connection:
                message = await attempts.begin(connection, input.user_id, input.delivery_id)
                if message is None:
                    return
                address = await self._channel.find_address(connection, input.user_id)
                text = await self._text_by_now(connection, message)
            try:
                await self._deliver(message, address, text)
            except UndeliverableError as refusal:
                await self._give_up(message, refusal)
            except NotSentError:
                await self._take_back_attempt(message)
                raise

    async def _deliver(self, message: Outgoing, address: str | None, text: str | None) -> None:
        if address is None:
            address = await self._channel.open_address(message.user_id, message.account)
        if text is not None:
            message = await self._reworded(message, address, text)
        parts = parts_of(message, self._channel, address)
        if not parts:
            raise UndeliverableError(EMPTY)
        sent = list(message.sent_message_ids)
        while len(sent) < len(parts):
            sent.append(await self._arrive(parts[len(sent)]))
            if len(sent) < len(parts):
                await self._record(message, sent)
        async with self._db.user(message.user_id) as connection:
            await end_delivered(connection, message.user_id, message.delivery_id, sent)

    async def _text_by_now(self, connection: Connection, message: Outgoing) -> str | None:
        """What it should say instead, unless a part of it has arrived."""
        if self._reword is None or message.sent_message_ids:
            return None
        return await self._reword(connection, message)

    async def _reworded(self, message: Outgoing, address: str, text: str) -> Outgoing:
        """With the words that are true now, as long as nothing of it can have arrived."""
        if message.attempted_for and await self._may_be_there(message, address):
            return message
        async with self._db.user(message.user_id) as connection:
            await attempts.reword(connection, message.user_id, message.delivery_id, text)
        return replace(message, text=text)

    async def _may_be_there(self, message: Outgoing, address: str) -> bool:
        """Whether an earlier attempt may have arrived, as far as anybody can look."""
        if self._channel.history is None:
            return True
        parts = parts_of(message, self._channel, address)
        return bool(parts) and await self._look(self._channel.history, parts[0]) is not None

    async def _arrive(self, part: Part) -> str:
        """The id of the message; where its words are refused, of one that says so."""
        try:
            return await self._put(part)
        except ContentRefusedError as refusal:
            await self._note_refusal(part.message, refusal)
            return await self._put(part.replacement(self._channel, refusal.reason))

    async def _put(self, part: Part) -> str:
        """The id of the message, which was sent by this or by an earlier attempt."""
        return (
            await self._shown.complete(part)
            or await self._find_earlier(part)
            or await self._channel.send(part.post)
        )

    async def _find_earlier(self, part: Part) -> str | None:
        """What an earlier attempt may have sent, and its channel would not know again."""
        message, channel = part.message, self._channel
        if not message.attempted_for or message.attempted_for < channel.remembers_for:
            return None
        if channel.history is not None:
            found = await self._look(channel.history, part)
        elif channel.lost_answer is LostAnswer.GIVE_UP:
            raise UndeliverableError(UNANSWERED)
        else:
            found = None
        if found is None:
            # A double only if nobody could look, or the first was deleted or changed; whoever
            # counts doubles looks here.
            log.warning(
                "sent_again",
                channel=channel.traits.name,
                delivery_id=str(message.delivery_id),
                part=part.number,
                attempted_for_s=message.attempted_for.total_seconds(),
            )
        return found

    async def _look(self, history: History, part: Part) -> str | None:
        after = part.message.attempted_at
        found = find_same(await list_unrecorded(history, self._db, part, after=after), part)
        return None if found is None else found.message_id

    async def _record(self, message: Outgoing, sent: list[str]) -> None:
        async with self._db.user(message.user_id) as connection:
            await attempts.update_sent(connection, message.user_id, message.delivery_id, sent)

    async def _note_refusal(self, message: Outgoing, refusal: ContentRefusedError) -> None:
        """A card whose words cannot be shown must not be approved by anybody."""
        user_id, delivery_id = message.user_id, message.delivery_id
        self._warn("text_refused", message, refusal)
        async with self._db.user(user_id) as connection:
            await attempts.note_refusal(connection, user_id, delivery_id, reason=refusal.reason)
            if message.kind == "card":
                await outcomes.fail_unseen(connection, user_id, message.owner_id)

    async def _give_up(self, message: Outgoing, refusal: UndeliverableError) -> None:
        user_id, delivery_id = message.user_id, message.delivery_id
        self._warn("undeliverable", message, refusal)
        async with self._db.user(user_id) as connection:
            await end_undeliverable(connection, user_id, delivery_id, reason=refusal.reason)

    async def _take_back_attempt(self, message: Outgoing) -> None:
        """It was turned away, so that nothing is lost when a channel cannot look for it."""
        if self._channel.history is not None or message.attempted_for:
            return
        async with self._db.user(message.user_id) as connection:
            await attempts.take_back(connection, message.user_id, message.delivery_id)

    def _warn(self, event: str, message: Outgoing, refusal: UndeliverableError) -> None:
        log.warning(
            event,
            channel=self._channel.traits.name,
            delivery_id=str(message.delivery_id),
            reason=refusal.reason,
        )
