"""Discord as a channel: direct messages of a bot, by REST."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from panager.channels.discord import text as discord_text
from panager.channels.discord.components import buttons_of
from panager.channels.discord.http import DiscordHttp
from panager.channels.protocol import Editor, History, LostAnswer, Plan, Post, SentMessage
from panager.contracts.channels import DISCORD, Urgency, traits_of
from panager.db.discord import dms
from panager.db.pool import Connection, Database
from panager.sentences import Language, say

NONCE_MEMORY: Final = timedelta(seconds=20)
"""How long we rely on Discord to know a nonce again. It says "a few minutes"; looking into the
history costs one more call, and relying on it for too long costs the person a double."""
SLOTS: Final = {Urgency.CONVERSATION: 40, Urgency.REMINDER: 80}
"""Messages that wait for the rate limiter or for an answer; behind a slow one others go on."""


class DiscordChannel:
    """Sends, edits, and finds what was sent."""

    traits = traits_of(DISCORD)
    slots: Mapping[Urgency, int] = SLOTS
    remembers_for = NONCE_MEMORY
    lost_answer = LostAnswer.SEND_AGAIN
    edit_every_s = 1.25
    """Discord allows 5 edits in 5 seconds: one is left for the answer itself."""

    def __init__(self, db: Database, rest: DiscordHttp) -> None:
        """The database knows where people's direct messages are."""
        self._db = db
        self._rest = rest

    @property
    def history(self) -> History:
        """That of the direct messages."""
        return self

    @property
    def editor(self) -> Editor:
        """A bot may change all that it has written."""
        return self

    def plan(self, text: str) -> Plan:
        """Under 2,000 characters each, and a file of what would be too many."""
        return discord_text.plan(text)

    def beginning(self, text: str) -> str:
        """As much of it as one message holds."""
        return discord_text.beginning(text)

    def replacement(self, kind: str, reason: str, language: Language) -> str:
        """Says which message Discord refuses; `reason` is its code."""
        return say(language, f"discord.refused_{kind}", code=reason)

    async def find_address(self, connection: Connection, user_id: UUID) -> str | None:
        """The channel of their direct messages, if they ever wrote or were written to."""
        channel_id = await dms.get_channel(connection, user_id)
        return None if channel_id is None else str(channel_id)

    async def open_address(self, user_id: UUID, account: str) -> str:
        """Opening many is what Discord punishes, so it is kept."""
        channel_id = await self._rest.open_dm(int(account), urgency=Urgency.CONVERSATION)
        async with self._db.user(user_id) as connection:
            await dms.keep(connection, user_id, channel_id=channel_id)
        return str(channel_id)

    async def send(self, post: Post) -> str:
        """One message; the key is its nonce."""
        message_id = await self._rest.send(
            int(post.address),
            post.text,
            nonce=post.key,
            urgency=post.urgency,
            view=None if post.subject is None else buttons_of(post.subject),
            file=_file(post),
        )
        return str(message_id)

    async def edit(self, message_id: str, post: Post) -> None:
        """Text, buttons and file are those of the post from now on."""
        await self._rest.edit(
            int(post.address),
            int(message_id),
            post.text,
            urgency=post.urgency,
            view=None if post.subject is None else buttons_of(post.subject),
            file=_file(post),
        )

    async def delete(self, address: str, message_id: str, *, urgency: Urgency) -> None:
        """Take a message of the bot back."""
        await self._rest.delete(int(address), int(message_id), urgency=urgency)

    async def show_typing(self, address: str) -> None:
        """For ten seconds, or until a message comes."""
        await self._rest.typing(int(address))

    def is_busy(self, urgency: Urgency) -> bool:
        """Whether calls as urgent wait for the rate limiter."""
        return self._rest.is_busy(urgency)

    async def list_sent(
        self, address: str, *, after: datetime, urgency: Urgency
    ) -> list[SentMessage]:
        """What the bot wrote there since, oldest first, but for answers to commands."""
        return await self._rest.own_messages(int(address), after=after, urgency=urgency)


def _file(post: Post) -> tuple[str, bytes] | None:
    if post.attachment is None:
        return None
    return discord_text.ATTACHMENT_NAME, post.attachment.encode()
