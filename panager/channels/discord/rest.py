"""What a call to Discord is about: how urgent it is, and what it brings back."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum


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
