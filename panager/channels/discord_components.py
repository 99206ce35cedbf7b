"""Buttons under our messages; each custom id names its workflow, so they work for ever."""

from dataclasses import dataclass
from uuid import UUID

import discord

from panager.sentences import Language


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A delivered message, as far as its buttons depend on it."""

    kind: str
    """Of the delivery: reply, reminder, notice."""
    owner_id: UUID
    occurrence: int
    language: Language
    is_series: bool = False


def buttons_of(sent: Sent) -> discord.ui.View | None:
    """What can be pressed under it; None for nothing."""
    return None
