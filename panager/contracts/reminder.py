"""Payloads of a reminder: ids, times and states, never its text."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from panager.contracts.channels import LOCAL


class Phase(StrEnum):
    """Where a reminder's workflow stands."""

    WAITING = "waiting"
    PAUSED = "paused"
    FIRING = "firing"
    """Its message is written down and on its way: too late to change this occurrence."""
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


ACCEPTS: Final = {
    Verb.EDIT: (Phase.WAITING, Phase.PAUSED),
    Verb.SNOOZE: (Phase.WAITING, Phase.DELIVERED),
    Verb.SKIP: (Phase.WAITING, Phase.PAUSED),
    Verb.PAUSE: (Phase.WAITING, Phase.PAUSED),
    Verb.RESUME: (Phase.PAUSED,),
    Verb.CANCEL: (Phase.WAITING, Phase.PAUSED),
    Verb.ACKNOWLEDGE: (Phase.WAITING, Phase.PAUSED, Phase.DELIVERED, Phase.CANCELLED),
}
"""Where a reminder must stand, by its rows, for a change to fit."""
TOO_LATE = "too_late"
"""Error type of an Update that does not fit any more, e.g. because the moment has come."""
NOT_ALLOWED = "not_allowed"
"""Error type of an Update that makes no sense: another owner, a due time out of range."""


@dataclass(frozen=True, kw_only=True)
class Nag:
    """Saying occurrence `occurrence` again, until somebody acknowledges it."""

    occurrence: int
    number: int
    """Of the next one, from 1."""
    next_at: datetime


@dataclass(frozen=True, kw_only=True)
class ReminderState:
    """Where a reminder stands, as its rows say. `due_at` is aware UTC.

    A workflow has a copy of it, which may be older than the rows; nothing is sent by the copy.
    """

    due_at: datetime
    phase: Phase = Phase.WAITING
    occurrence: int = 1
    held_until: datetime | None = None
    """Due, but kept back until then: quiet hours."""
    nag: Nag | None = None

    @property
    def is_open(self) -> bool:
        """Whether anything is to come; only then it needs a workflow."""
        return self.nag is not None or self.phase in (Phase.WAITING, Phase.PAUSED, Phase.FIRING)

    @property
    def wakes_at(self) -> datetime | None:
        """When there is something to do; None: only a change can wake it."""
        waits = self.phase in (Phase.WAITING, Phase.FIRING)
        times = [self.held_until or self.due_at] if waits else []
        if self.nag is not None:
            times.append(self.nag.next_at)
        return min(times, default=None)


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
    """An occurrence is due, as far as the workflow knows."""

    user_id: UUID
    reminder_id: UUID
    occurrence: int
    due_at: datetime
    held_until: datetime | None = None
    """What was waited for instead, if it was held before."""


@dataclass(frozen=True, kw_only=True)
class FireResult:
    """Where it stands now, and what must be sent, if anything."""

    state: ReminderState | None
    """None: there is no such reminder any more."""
    delivery_id: UUID | None = None
    """None when it was another moment's turn, is held, is skipped, or has arrived already, which
    for people who talk over HTTP is the same transaction."""
    channel: str = LOCAL
    is_digest: bool = False
    """Others may join the same message for a moment."""


@dataclass(frozen=True, kw_only=True)
class NagInput:
    """Say an occurrence again, as far as the workflow knows."""

    user_id: UUID
    reminder_id: UUID
    nag: Nag


@dataclass(frozen=True, kw_only=True)
class NagResult:
    """Where it stands now, and what must be sent, if anything."""

    state: ReminderState | None
    delivery_id: UUID | None = None
    channel: str = LOCAL


@dataclass(frozen=True, kw_only=True)
class LookInput:
    """Read where a reminder stands."""

    user_id: UUID
    reminder_id: UUID


@dataclass(frozen=True, kw_only=True)
class FaultInput:
    """End what a fault of ours keeps from happening: an occurrence, or the nags about one."""

    user_id: UUID
    reminder_id: UUID
    occurrence: int | None
    """The one that is due; None: it is about a nag, or nothing is due."""
    reason: str
    """The type of the error."""


@dataclass(frozen=True, kw_only=True)
class LookResult:
    """Where it stands by its rows; None: there is no such reminder any more."""

    state: ReminderState | None


@dataclass(frozen=True, kw_only=True)
class ApplyInput:
    """Make a change true in the rows, if they allow it."""

    user_id: UUID
    reminder_id: UUID
    change_id: UUID
    occurrence: int | None = None
    """The one that is meant; if another is next by now, it is too late."""


@dataclass(frozen=True, kw_only=True)
class ApplyResult:
    """Whether the change fits, and where the reminder stands now."""

    is_accepted: bool
    state: ReminderState | None
