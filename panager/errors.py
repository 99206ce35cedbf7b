"""The one base of errors that we raise on purpose.

Subclasses live beside their feature. An edge (API handler, activity interceptor, CLI main)
maps them once; nothing else catches them wholesale.
"""

from datetime import timedelta
from typing import ClassVar


class PanagerError(Exception):
    """Something went wrong in a way that we know; the message says what to do about it."""

    retryable: ClassVar[bool] = False
    """Whether the same call may succeed later without anybody changing anything."""

    is_expected: ClassVar[bool] = False
    """Whether whoever raises it has logged what matters, so that a traceback tells nothing."""

    retry_after: timedelta | None = None
    """When to try again, if whoever refused said so."""

    exit_code: ClassVar[int] = 1
    """Of the command line."""

    http_status: ClassVar[int] = 400
    sentence: ClassVar[str] = "error.unexpected"
    """Key of the sentence that a person sees, in `panager.sentences`."""
