"""What can go wrong with models, as errors that Temporal and people understand."""

from datetime import timedelta

from panager.errors import PanagerError


class ModelUnavailableError(PanagerError):
    """No model answers now; the same call may succeed later."""

    retryable = True

    def __init__(self, message: str, *, retry_after: timedelta | None = None) -> None:
        """`retry_after`: how long whoever refused wants to be left alone."""
        super().__init__(message)
        self.retry_after = retry_after


class NoModelError(PanagerError):
    """No model has answered for as long as a person can be expected to wait."""


class KeyRefusedError(PanagerError):
    """The server refuses the key or does not know the model: only the operator can mend it."""


class ContextTooLongError(PanagerError):
    """The conversation is longer than the model can read."""


class RequestRefusedError(PanagerError):
    """The server calls the request wrong; asking again changes nothing."""


class BudgetSpentError(PanagerError):
    """The person has used up what a day may cost."""


class TurnTooLongError(PanagerError):
    """The turn has used up what one turn may cost."""


class TooManyStepsError(PanagerError):
    """The model goes round in circles."""


class TooFastError(PanagerError):
    """The person writes more messages a minute than a model may answer."""
