"""Payloads of a reminder: ids, times and states, never its text."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Phase(StrEnum):
    """Where a reminder's workflow stands."""

    WAITING = "waiting"
    FIRING = "firing"
    """Due: from here on it is too late to change this occurrence."""
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


class Verb(StrEnum):
    """The Updates of `ReminderWorkflow`."""

    EDIT = "edit"
    SNOOZE = "snooze"
    CANCEL = "cancel"


TOO_LATE = "too_late"
"""Error type of an Update that came after the moment."""
NOT_ALLOWED = "not_allowed"
"""Error type of an Update that makes no sense: another owner, a due time out of range."""


@dataclass(frozen=True, kw_only=True)
class ReminderState:
    """What survives continue-as-new. `due_at` is aware UTC."""

    due_at: datetime
    phase: Phase = Phase.WAITING
    occurrence: int = 1


@dataclass(frozen=True, kw_only=True)
class ReminderInput:
    """Input of `ReminderWorkflow`."""

    user_id: UUID
    reminder_id: UUID
    state: ReminderState


@dataclass(frozen=True, kw_only=True)
class ChangeInput:
    """An Update: the row of `reminder_changes` has the words, this has the rest."""

    user_id: UUID
    change_id: UUID
    due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class FireInput:
    """An occurrence is due."""

    user_id: UUID
    reminder_id: UUID
    occurrence: int
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class FireResult:
    """The delivery that was written down for it."""

    delivery_id: UUID


@dataclass(frozen=True, kw_only=True)
class ApplyInput:
    """Make an accepted change true in the row."""

    user_id: UUID
    change_id: UUID
    phase: Phase
    occurrence: int
