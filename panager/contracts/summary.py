"""Payload of the workflow that sums up old turns."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class SummaryInput:
    """Whose turns."""

    user_id: UUID
