"""Payloads of a conversation turn: ids and numbers only, never anybody's words."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from panager.contracts.channels import LOCAL


class Next(StrEnum):
    """What a model call leads to."""

    TOOLS = "tools"
    REPLY = "reply"
    IDLE = "idle"
    """Nobody is waiting for an answer."""
    STOP = "stop"
    """The person wants no more of this turn."""


class Failure(StrEnum):
    """Why a turn ends without the answer of a model."""

    FAILED = "failed"
    TOO_MANY_STEPS = "too_many_steps"
    STOPPED = "stopped"
    """The person said so."""
    NO_MODEL = "no_model"
    """None answered for as long as a person can be expected to wait."""
    KEY_REFUSED = "key_refused"
    """The operator must mend the key or the name of the model."""
    REQUEST_INVALID = "request_invalid"
    """The operator must mend what the server does not take of our requests."""
    NO_PRICE = "no_price"
    """The operator has set a budget in dollars, but not what the model costs."""
    CONTEXT_TOO_LONG = "context_too_long"
    """No model can read so much."""
    REQUEST_REFUSED = "request_refused"
    """The model does not take what it is asked."""
    BUDGET_SPENT = "budget_spent"
    """Of the person's day."""
    TURN_TOO_LONG = "turn_too_long"
    """It has taken what one turn may take."""
    TOO_FAST = "too_fast"
    """The person writes more than a model may answer."""


FAILURES: Final = {
    "NoModelError": Failure.NO_MODEL,
    "ModelUnavailableError": Failure.NO_MODEL,
    "KeyRefusedError": Failure.KEY_REFUSED,
    "RequestInvalidError": Failure.REQUEST_INVALID,
    "NoPriceError": Failure.NO_PRICE,
    "ContextTooLongError": Failure.CONTEXT_TOO_LONG,
    "RequestRefusedError": Failure.REQUEST_REFUSED,
    "BudgetSpentError": Failure.BUDGET_SPENT,
    "TurnTooLongError": Failure.TURN_TOO_LONG,
    "TooManyStepsError": Failure.TOO_MANY_STEPS,
    "TooFastError": Failure.TOO_FAST,
}
"""By the type of the error with which a model call ended; every other is `FAILED`."""


@dataclass(frozen=True, kw_only=True)
class ChatInput:
    """Input of `ChatWorkflow`."""

    user_id: UUID


@dataclass(frozen=True, kw_only=True)
class ThinkInput:
    """One model call: step `step` of the turn `turn_id` (the run id of its workflow)."""

    user_id: UUID
    turn_id: UUID
    step: int
    is_stopped: bool = False
    """The person wants no more: call no model."""


@dataclass(frozen=True, kw_only=True)
class ToolCall:
    """A tool that the model wants called; the arguments stay in the database."""

    call_id: str
    name: str
    is_outside: bool = False
    """Whether it asks somebody outside Panager, so that it may take long."""


@dataclass(frozen=True, kw_only=True)
class ThinkResult:
    """What the model wants next."""

    next: Next
    calls: tuple[ToolCall, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ToolInput:
    """One tool call of a step; its arguments and its result are rows of `steps`."""

    user_id: UUID
    turn_id: UUID
    step: int
    call_id: str


@dataclass(frozen=True, kw_only=True)
class CommitInput:
    """Make the text of step `step` the answer, or what is said of `failure` when that is set."""

    user_id: UUID
    turn_id: UUID
    step: int
    failure: Failure | None = None


@dataclass(frozen=True, kw_only=True)
class AbandonInput:
    """End a turn for which not even an apology can be written down."""

    user_id: UUID
    turn_id: UUID


@dataclass(frozen=True, kw_only=True)
class CommitResult:
    """The deliveries that now must be sent, in order."""

    delivery_ids: tuple[UUID, ...] = ()
    channel: str = LOCAL
    action_ids: tuple[UUID, ...] = ()
    """Of what the turn proposed: their cards come after all of that."""
    is_followed: bool = False
    """Whether messages wait on another channel, for a turn of their own."""
