"""Payloads of an action that waits for a person: ids, times and states, never what is shown."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from panager.contracts.channels import LOCAL

CHANGE_SEVERAL: Final = "change_several"
"""The kind of every card that shows planned changes."""
EDITABLE_ACTIONS: Final = frozenset({CHANGE_SEVERAL})
"""Kinds whose cards can be changed: the button is drawn where no kind is known but by name."""


class ActionState(StrEnum):
    """Where an action stands."""

    WAITING = "waiting"
    """A card is shown; nothing is done."""
    APPROVED = "approved"
    """It is being done."""
    REJECTED = "rejected"
    EXPIRED = "expired"
    DONE = "done"
    FAILED = "failed"
    """It was approved and could not be done."""
    REPLACED = "replaced"
    """A newer card of the same kind was shown instead; nothing is done."""


class Verdict(StrEnum):
    """What a person decides about a card."""

    APPROVE = "approve"
    REJECT = "reject"


class OutcomeTo(StrEnum):
    """Who hears how an action of a kind ended. Its person always does, by a message of ours.

    To a model it is an event: a row among the messages of the person, who did not write it.
    """

    PERSON = "person"
    """Nobody else."""
    NEW_TURN = "new_turn"
    """A model, in a turn that the event starts. The card comes after the answer of the turn that
    asked, as any other card."""
    WAITING_TURN = "waiting_turn"
    """The model of the turn that asked: the card comes at once and the turn waits for a while.
    When it is over by then, the event starts another."""


DECIDED: Final = "decided"
"""Error type of an Update that came after the decision, or after the time for it."""
REPLACED: Final = "replaced"
"""Error type of an Update about a card of which there is a newer one."""
NOT_OWNER: Final = "not_owner"
"""Error type of an Update by somebody else."""


@dataclass(frozen=True, kw_only=True)
class ActionInput:
    """Input of `ActionWorkflow`. `expires_at` is aware UTC."""

    user_id: UUID
    action_id: UUID
    expires_at: datetime
    revision: int = 1
    state: ActionState = ActionState.WAITING
    """Another one when a lost workflow is taken up again."""
    wakes_turn: bool = False
    """Whether its outcome is an event, for which somebody must be woken."""


@dataclass(frozen=True, kw_only=True)
class DecideInput:
    """A verdict about the card of this revision; `decision_id` names the press or the message."""

    user_id: UUID
    decision_id: UUID
    verdict: Verdict
    revision: int


@dataclass(frozen=True, kw_only=True)
class EditInput:
    """Replace the card of this revision by the one that the row keeps under `edit_id`."""

    user_id: UUID
    edit_id: UUID
    revision: int


@dataclass(frozen=True, kw_only=True)
class CardInput:
    """Write the card of this revision down as a delivery."""

    user_id: UUID
    action_id: UUID
    revision: int


@dataclass(frozen=True, kw_only=True)
class SettleInput:
    """Make a decision true in the row, if nothing was decided before; WAITING only looks."""

    user_id: UUID
    action_id: UUID
    state: ActionState
    decision_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ReviseInput:
    """Make an accepted edit true in the row."""

    user_id: UUID
    action_id: UUID
    edit_id: UUID
    revision: int
    """The new one."""


@dataclass(frozen=True, kw_only=True)
class ActionRef:
    """One action."""

    user_id: UUID
    action_id: UUID


@dataclass(frozen=True, kw_only=True)
class Parked:
    """A tool call cannot go on before this action has ended; its turn waits so long for that."""

    action_id: UUID
    wait: timedelta


@dataclass(frozen=True, kw_only=True)
class Written:
    """The delivery that was written down."""

    delivery_id: UUID
    channel: str = LOCAL
    is_shown: bool = False
    """It reached its person before and only its words have changed."""
