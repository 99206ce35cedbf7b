"""Payloads of a delivery."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class SendInput:
    """Send the message of one `deliveries` row; doing it again changes nothing."""

    user_id: UUID
    delivery_id: UUID


@dataclass(frozen=True, kw_only=True)
class GiveUpInput:
    """End the delivery of one `deliveries` row, which a fault of ours has kept from arriving."""

    user_id: UUID
    delivery_id: UUID
    reason: str
    """The type of the error."""
