"""Deliveries to Discord."""

import structlog
from temporalio import activity

from activities.delivery.complete_draft import StreamedReplies
from activities.delivery.ending import end_undeliverable
from activities.delivery.parts import (
    NONCE_MEMORY,
    Part,
    find_same,
    list_unrecorded,
    parts_of,
)
from activities.heartbeat import heartbeating
from panager.channels.discord.errors import EMPTY_MESSAGE, ContentRefusedError, UndeliverableError
from panager.channels.discord.http import DiscordHttp
from panager.channels.discord.rest import Urgency
from panager.contracts.delivery import SendInput
from panager.contracts.names import Activity
from panager.db import attempts, deliveries, occurrences
from panager.db.actions import outcomes
from panager.db.attempts import Outgoing
from panager.db.discord import dms
from panager.db.pool import Database

log = structlog.get_logger(__name__)


class DiscordDelivery:
    """Delivers to people who talk in direct messages on Discord."""

    def __init__(self, db: Database, rest: DiscordHttp) -> None:
        """Use the application's database and the one client."""
        self._db = db
        self._rest = rest
        self._streamed = StreamedReplies(db, rest)

    @activity.defn(name=Activity.SEND_DISCORD)
    async def send(self, input: SendInput) -> None:
        """Exactly one message (of several parts, if long), whatever is lost on the way."""
        async with heartbeating():
            async with self._db.user(input.user_id) as connection:
                message = await attempts.begin(connection, input.user_id, input.delivery_id)
            if message is None:
                return
            try:
                await self._deliver(message)
            except UndeliverableError as refusal:
                await self._give_up(message, refusal)

    async def _deliver(self, message: Outgoing) -> None:
        channel_id = message.dm_channel_id or await self._open_dm(message)
        parts = parts_of(message, channel_id)
        if not parts:
            raise UndeliverableError(EMPTY_MESSAGE)
        sent = list(message.sent_message_ids)
        while len(sent) < len(parts):
            sent.append(str(await self._arrive(parts[len(sent)])))
            if len(sent) < len(parts):
                await self._record(message, sent)
        await self._finish(message, sent)

    async def _open_dm(self, message: Outgoing) -> int:
        channel_id = await self._rest.open_dm(
            int(message.channel_user_id), urgency=Urgency.CONVERSATION
        )
        async with self._db.user(message.user_id) as connection:
            await dms.keep(connection, message.user_id, channel_id=channel_id)
        return channel_id

    async def _arrive(self, part: Part) -> int:
        """The id of the message on Discord; where its words are refused, of one that says so."""
        try:
            return await self._put(part)
        except ContentRefusedError as refusal:
            await self._note_refusal(part.message, refusal)
            return await self._put(part.replacement(refusal.code))

    async def _put(self, part: Part) -> int:
        """The id of the message on Discord, which was sent by this or by an earlier attempt."""
        return (
            await self._streamed.complete(part) or await self._look(part) or await self._say(part)
        )

    async def _look(self, part: Part) -> int | None:
        """What an earlier attempt may have sent so long ago that Discord forgot its nonce."""
        message = part.message
        if message.attempted_for < NONCE_MEMORY:
            return None
        unrecorded = await list_unrecorded(self._rest, self._db, part, after=message.attempted_at)
        found = find_same(unrecorded, part)
        if found is not None:
            return found.message_id
        # A double only if the first was deleted or changed; whoever counts doubles looks here.
        log.warning(
            "discord_sent_after_looking",
            delivery_id=str(message.delivery_id),
            part=part.number,
            attempted_for_s=message.attempted_for.total_seconds(),
        )
        return None

    async def _say(self, part: Part) -> int:
        return await self._rest.send(
            part.channel_id,
            part.text,
            nonce=part.nonce,
            urgency=part.urgency,
            view=part.buttons(),
            file=part.file,
        )

    async def _record(self, message: Outgoing, sent: list[str]) -> None:
        async with self._db.user(message.user_id) as connection:
            await attempts.update_sent(connection, message.user_id, message.delivery_id, sent)

    async def _note_refusal(self, message: Outgoing, refusal: ContentRefusedError) -> None:
        """A card whose words cannot be shown must not be approved by anybody."""
        user_id, delivery_id = message.user_id, message.delivery_id
        log.warning("discord_refused_text", delivery_id=str(delivery_id), code=refusal.code)
        async with self._db.user(user_id) as connection:
            await attempts.note_refusal(connection, user_id, delivery_id, reason=str(refusal.code))
            if message.kind == "card":
                await outcomes.fail_unseen(connection, user_id, message.owner_id)

    async def _finish(self, message: Outgoing, sent: list[str]) -> None:
        user_id, delivery_id = message.user_id, message.delivery_id
        async with self._db.user(user_id) as connection:
            await attempts.update_sent(connection, user_id, delivery_id, sent)
            kind = await deliveries.mark_delivered(
                connection, user_id, delivery_id, channel_message_id=sent[0]
            )
            if kind == "reminder":
                await occurrences.end_delivery(connection, user_id, delivery_id, state="delivered")

    async def _give_up(self, message: Outgoing, refusal: UndeliverableError) -> None:
        user_id, delivery_id = message.user_id, message.delivery_id
        log.warning("discord_undeliverable", delivery_id=str(delivery_id), code=refusal.code)
        async with self._db.user(user_id) as connection:
            await end_undeliverable(connection, user_id, delivery_id, reason=str(refusal.code))
