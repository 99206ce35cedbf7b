"""What can go wrong with a call to a channel, by what there is to do about it.

Every other error of a channel is tried again for as long as it takes.
"""

from panager.errors import PanagerError


class UndeliverableError(PanagerError):
    """This person cannot be reached there; trying again would be refused again."""

    def __init__(self, reason: str) -> None:
        """`reason` is the channel's own code; it is kept with the delivery."""
        super().__init__(f"refused for good: {reason}")
        self.reason = reason


class MessageGoneError(UndeliverableError):
    """The message that was to be changed is not there any more."""


class ContentRefusedError(UndeliverableError):
    """The channel does not take what we say; something else may well arrive."""


class NotSentError(PanagerError):
    """The call was turned away before it did anything; it is made again."""

    retryable = True
