"""Payloads of a delivery."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Channel(StrEnum):
    """Where a person talks."""

    LOCAL = "local"
    DISCORD = "discord"


@dataclass(frozen=True, kw_only=True)
class SendInput:
    """Send the message of one `deliveries` row; doing it again changes nothing."""

    user_id: UUID
    delivery_id: UUID
