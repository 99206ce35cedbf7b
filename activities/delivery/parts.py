"""The parts of a delivery, each a message on Discord, and finding one that may have arrived."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import discord

from activities.actions.kinds import EDITABLE
from panager.channels.discord import components
from panager.channels.discord import text as discord_text
from panager.channels.discord.http import DiscordHttp
from panager.channels.discord.rest import OwnMessage, Urgency
from panager.channels.nonce import nonce_of
from panager.db import attempts
from panager.db.attempts import Outgoing
from panager.db.pool import Database
from panager.sentences import say

NONCE_MEMORY = timedelta(seconds=20)
"""How long we rely on Discord to know a nonce again. It says "a few minutes"; looking into the
history costs one more call, and relying on it for too long costs the person a double."""
CLOCK_SKEW = timedelta(minutes=1)
"""How far Discord's clock may be behind the one of Postgres."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One message of a delivery."""

    message: Outgoing
    channel_id: int
    number: int
    text: str
    is_last: bool
    attachment: str | None = None
    """The whole of a text that would be too many messages."""
    is_replacement: bool = False
    """It says that Discord refused what should be here, and no more: no buttons, no file."""

    @property
    def nonce(self) -> str:
        """By which Discord knows it again."""
        kind = "r" if self.is_replacement else ""
        return nonce_of(self.message.delivery_id, f"{kind}{self.number}")

    @property
    def urgency(self) -> Urgency:
        """People who wrote are waiting; a reminder comes by itself."""
        is_reminder = self.message.kind == "reminder"
        return Urgency.REMINDER if is_reminder else Urgency.CONVERSATION

    @property
    def file(self) -> tuple[str, bytes] | None:
        """The attachment as a file, with its name."""
        if self.attachment is None:
            return None
        return discord_text.ATTACHMENT_NAME, self.attachment.encode()

    def replacement(self, code: int) -> "Part":
        """What is sent when Discord refuses this with `code`."""
        key = f"discord.refused_{self.message.kind}"
        text = say(self.message.language, key, code=code)
        return replace(self, text=text, attachment=None, is_replacement=True)

    def buttons(self) -> discord.ui.View | None:
        """Under the last message only."""
        if not self.is_last or self.is_replacement:
            return None
        message = self.message
        return components.buttons_of(
            components.Sent(
                user_id=message.user_id,
                kind=message.kind,
                owner_id=message.owner_id,
                occurrence=message.occurrence,
                language=message.language,
                is_series=message.is_series,
                is_editable=message.action_tool in EDITABLE,
            )
        )


def parts_of(message: Outgoing, channel_id: int) -> list[Part]:
    """All of them, in order; none for a text in which nothing can be seen."""
    plan = discord_text.plan(message.text)
    last = len(plan.pieces) - 1
    return [
        Part(
            message=message,
            channel_id=channel_id,
            number=number,
            text=text,
            is_last=number == last,
            attachment=plan.attachment if number == last else None,
        )
        for number, text in enumerate(plan.pieces)
    ]


async def list_unrecorded(
    rest: DiscordHttp, db: Database, part: Part, *, after: datetime
) -> list[OwnMessage]:
    """What the bot wrote since then and nobody noted down, oldest first."""
    history = await rest.own_messages(
        part.channel_id, after=after - CLOCK_SKEW, urgency=part.urgency
    )
    user_id, ids = part.message.user_id, [str(message.message_id) for message in history]
    # After the history: what another attempt has sent by then is noted down, or still "sending".
    async with db.user(user_id) as connection:
        recorded = await attempts.list_recorded(connection, user_id, ids)
    return [message for message in history if str(message.message_id) not in recorded]


def find_same(messages: Iterable[OwnMessage], part: Part) -> OwnMessage | None:
    """The one that says what `part` says: by nonce where Discord tells it, else by its words."""
    return next(
        (m for m in messages if m.nonce == part.nonce or m.content == part.text.strip()), None
    )
