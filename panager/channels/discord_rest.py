"""Discord's REST API for workers: one client, one pace, errors that say what to do.

The errors of every call are those of `discord_errors`.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Protocol

import discord


class Urgency(IntEnum):
    """Who is served first when there is more to send than the pace allows."""

    CONVERSATION = 0
    REMINDER = 1


@dataclass(frozen=True, kw_only=True)
class OwnMessage:
    """A message of the bot as a channel's history has it."""

    message_id: int
    content: str
    at: datetime
    nonce: str | None


class DiscordRest(Protocol):
    """What senders need; every call waits for the pace of the whole bot."""

    async def send(
        self,
        channel_id: int,
        content: str,
        *,
        nonce: str,
        urgency: Urgency,
        view: discord.ui.View | None = None,
        file: tuple[str, bytes] | None = None,
    ) -> int:
        """One message, at most once within Discord's memory of nonces; returns its id."""
        ...

    async def edit(
        self,
        channel_id: int,
        message_id: int,
        content: str,
        *,
        urgency: Urgency,
        view: discord.ui.View | None = None,
        file: tuple[str, bytes] | None = None,
    ) -> None:
        """Replace the text and the buttons of a message; `file` is attached."""
        ...

    async def delete(self, channel_id: int, message_id: int, *, urgency: Urgency) -> None:
        """Take a message of the bot back."""
        ...

    async def typing(self, channel_id: int) -> None:
        """Show for ten seconds, or until a message comes, that somebody writes."""
        ...

    async def own_messages(
        self, channel_id: int, *, after: datetime, urgency: Urgency
    ) -> list[OwnMessage]:
        """What the bot wrote there since, oldest first, but for answers to commands."""
        ...

    async def open_dm(self, discord_user_id: int, *, urgency: Urgency) -> int:
        """The channel of a person's direct messages; opening many is what Discord punishes."""
        ...

    def is_busy(self, urgency: Urgency) -> bool:
        """Whether calls as urgent wait for the pace already; what is only pretty is left out."""
        ...
