"""Writes what people send into the database, however long it takes, and wakes the conversation."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

import structlog
from temporalio.client import Client

from panager.bot.incoming import Incoming
from panager.channels.wake import wake_soon
from panager.contracts.channels import DISCORD
from panager.db import users
from panager.db.conversation import messages, reply_targets
from panager.db.discord import dms
from panager.db.pool import Database
from panager.outages import is_outage
from panager.sentences import Language, language_of

FIRST_DELAY_S = 0.2
LONGEST_DELAY_S = 15.0

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Stored:
    """What became of a message."""

    user_id: UUID
    waits: bool
    """Nobody has answered it yet."""


async def through_outages[T](work: Callable[[], Awaitable[T]]) -> T:
    """What `work` returns as soon as the database lets it; again and again while it is away."""
    delay_s = FIRST_DELAY_S
    while True:
        try:
            return await work()
        except Exception as error:
            if not is_outage(error):
                raise
            log.warning("database_away", error=type(error).__name__, retry_in_s=delay_s)
        await asyncio.sleep(delay_s)
        delay_s = min(delay_s * 2, LONGEST_DELAY_S)


class Inbox:
    """One row for each message, whoever tells of it how often; the newest words while it waits."""

    def __init__(self, db: Database, client: Client, *, language: Language, zone: str) -> None:
        """`language` and `zone` are for people who do not show theirs."""
        self._db = db
        self._client = client
        self._language = language
        self._zone = zone

    async def store(self, message: Incoming, *, everything_before: bool) -> Stored:
        """Store it and, if everything older is stored, that it was read up to here."""
        return await through_outages(lambda: self._store(message, everything_before))

    async def edit(self, message: Incoming) -> None:
        """Its words are others now; too late when it is answered."""

        async def work() -> UUID | None:
            user_id = await dms.find_user(self._db, message.channel_id)
            return user_id if user_id and await self._edit(user_id, message) else None

        await self._wake_if_changed(work)

    async def delete(self, channel_id: int, message_id: int) -> None:
        """It is not said any more; too late when it is answered."""

        async def work() -> UUID | None:
            user_id = await dms.find_user(self._db, channel_id)
            return user_id if user_id and await self._delete(user_id, message_id) else None

        await self._wake_if_changed(work)

    async def wake(self, user_id: UUID) -> None:
        """Wake the conversation; if that fails, the sweeper of the workers does."""
        await wake_soon(self._client, user_id)

    async def _wake_if_changed(self, work: Callable[[], Awaitable[UUID | None]]) -> None:
        user_id = await through_outages(work)
        if user_id is not None:
            await self.wake(user_id)

    async def _store(self, message: Incoming, everything_before: bool) -> Stored:
        user_id = await users.ensure_user(
            self._db,
            channel=DISCORD,
            channel_user_id=str(message.author_id),
            language=language_of(message.text if message.has_words else "", self._language),
            zone=self._zone,
        )
        async with self._db.user(user_id) as connection:
            reply_to = message.reply_to and await reply_targets.find_sent(
                connection,
                user_id,
                channel=DISCORD,
                channel_message_id=str(message.reply_to),
            )
            inbound, new = await messages.insert_inbound(
                connection,
                user_id,
                channel=DISCORD,
                channel_message_id=str(message.message_id),
                text=message.text,
                received_at=message.written_at,
                channel_order=message.message_id,
                reply_to=reply_to or None,
            )
            await dms.keep(
                connection,
                user_id,
                channel_id=message.channel_id,
                last_message_id=message.message_id if everything_before else 0,
            )
            if new:
                await messages.notify(connection, user_id)
        return Stored(user_id=user_id, waits=inbound.turn_id is None)

    async def _edit(self, user_id: UUID, message: Incoming) -> bool:
        async with self._db.user(user_id) as connection:
            return await messages.edit_unanswered(
                connection,
                user_id,
                channel=DISCORD,
                channel_message_id=str(message.message_id),
                text=message.text,
            )

    async def _delete(self, user_id: UUID, message_id: int) -> bool:
        async with self._db.user(user_id) as connection:
            return await messages.delete_unanswered(
                connection,
                user_id,
                channel=DISCORD,
                channel_message_id=str(message_id),
            )
