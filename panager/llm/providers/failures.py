"""What can go wrong with models, as errors that Temporal and people understand."""

from collections.abc import Sequence
from datetime import timedelta

from panager.errors import PanagerError


class ModelError(PanagerError):
    """A model call ended without an answer."""

    is_expected = True

    was_turned_away: bool = False
    """Whether the call was over before the server did anything that it could count."""


class ModelUnavailableError(ModelError):
    """No model answers now; the same call may succeed later."""

    retryable = True

    def __init__(self, message: str, *, retry_after: timedelta | None = None) -> None:
        """`retry_after`: how long whoever refused wants to be left alone."""
        super().__init__(message)
        self.retry_after = retry_after


class NoModelError(ModelError):
    """No model has answered for as long as a person can be expected to wait."""


class KeyRefusedError(ModelError):
    """The server refuses the key or the account, or lacks the model: the operator must mend it."""


class NoPriceError(KeyRefusedError):
    """There is a budget in dollars and no price for the model: the operator must mend it."""


class ContextTooLongError(ModelError):
    """The conversation is longer than the model can read."""


class RequestRefusedError(ModelError):
    """The server does not want to talk about this; other words may help."""


class RequestInvalidError(ModelError):
    """The server does not take our parameters or our form: the operator must mend it."""


class ToolsUnsupportedError(ModelError):
    """The model or its server knows no tool calls; it can only talk."""


class LimitReachedError(ModelError):
    """No model at all may be asked for this person now."""


class BudgetSpentError(LimitReachedError):
    """The person has used up what a day may cost."""


class TurnTooLongError(LimitReachedError):
    """The turn has used up what one turn may cost."""


class TooManyStepsError(ModelError):
    """The model goes round in circles."""


class TooFastError(LimitReachedError):
    """The person writes more messages a minute than a model may answer."""


def most_telling(errors: Sequence[ModelError]) -> ModelError:
    """The error to raise when all models of a chain have failed.

    What may pass counts before what stays; of those that may, the soonest.
    """
    passing = [error for error in errors if isinstance(error, ModelUnavailableError)]
    if passing:
        waits = [error.retry_after or timedelta(0) for error in passing]
        return ModelUnavailableError(str(passing[-1]), retry_after=min(waits) or None)
    for kind in (ContextTooLongError, RequestRefusedError, RequestInvalidError):
        if told := [error for error in errors if isinstance(error, kind)]:
            return told[-1]
    return errors[-1]
