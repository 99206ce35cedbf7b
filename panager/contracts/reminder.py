"""Payloads of a reminder: ids, times and states, never its text."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from panager.contracts.delivery import Channel


class Phase(StrEnum):
    """Where a reminder's workflow stands."""

    WAITING = "waiting"
    PAUSED = "paused"
    FIRING = "firing"
    """Due: from here on it is too late to change this occurrence."""
    DELIVERED = "delivered"
    """Nothing more to come, but perhaps a nag."""
    CANCELLED = "cancelled"


class Verb(StrEnum):
    """The Updates of `ReminderWorkflow`."""

    EDIT = "edit"
    SNOOZE = "snooze"
    SKIP = "skip"
    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"
    ACKNOWLEDGE = "acknowledge"


TOO_LATE = "too_late"
"""Error type of an Update that came after the moment."""
NOT_ALLOWED = "not_allowed"
"""Error type of an Update that makes no sense: another owner, a due time out of range."""


@dataclass(frozen=True, kw_only=True)
class Nag:
    """Saying it again until somebody acknowledges occurrence `occurrence`."""

    occurrence: int
    every: timedelta
    next_at: datetime
    number: int
    """Of the next one, from 1."""
    limit: int


@dataclass(frozen=True, kw_only=True)
class ReminderState:
    """What survives continue-as-new. `due_at` is aware UTC."""

    due_at: datetime
    phase: Phase = Phase.WAITING
    occurrence: int = 1
    held_until: datetime | None = None
    """Due, but kept back until then: quiet hours."""
    nag: Nag | None = None


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
    occurrence: int | None = None
    """The one that is meant; if another is next by now, it is too late."""


@dataclass(frozen=True, kw_only=True)
class FireInput:
    """An occurrence is due."""

    user_id: UUID
    reminder_id: UUID
    occurrence: int
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class FireResult:
    """What was decided and written down for an occurrence."""

    delivery_id: UUID | None = None
    """What must be sent; None when it is held or skipped."""
    channel: Channel = Channel.LOCAL
    held_until: datetime | None = None
    is_digest: bool = False
    """Others may join the same message for a moment."""
    is_delivered: bool = False
    """It is in the conversation already, which for people who talk over HTTP is all of it."""
    next_due_at: datetime | None = None
    next_occurrence: int | None = None
    nag_every: timedelta | None = None
    nag_limit: int = 0


@dataclass(frozen=True, kw_only=True)
class NagInput:
    """Say an occurrence again."""

    user_id: UUID
    reminder_id: UUID
    occurrence: int
    number: int


@dataclass(frozen=True, kw_only=True)
class NagResult:
    """The delivery that was written down for it."""

    delivery_id: UUID
    channel: Channel = Channel.LOCAL


@dataclass(frozen=True, kw_only=True)
class ApplyInput:
    """Make an accepted change true in the row."""

    user_id: UUID
    change_id: UUID
    phase: Phase
    occurrence: int
