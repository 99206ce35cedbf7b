"""Tells apart what an OpenAI-compatible server answers when it does not answer.

By langchain-core's provider-independent errors, which langchain-openai raises; what it passes on
unclassified (a 429 of another shape, a broken stream) is told apart by status.
"""

import contextlib
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import openai
from langchain_core import exceptions as langchain

from panager.errors import PanagerError
from panager.llm.failures import (
    ContextTooLongError,
    KeyRefusedError,
    ModelUnavailableError,
    RequestRefusedError,
)

KEY_STATUSES = (401, 402, 403, 404)
"""Also not found (an unknown model) and payment required: for the operator to mend."""
BUSY_STATUSES = (408, 409, 425, 429)
TOO_LONG = "context_length_exceeded"
LONGEST_RETRY_AFTER = timedelta(hours=1)


def classify(error: Exception) -> PanagerError:
    """Ours for theirs; what nobody knows is taken for an outage."""
    name = type(error).__name__
    if isinstance(error, langchain.ContextOverflowError) or _code(error) == TOO_LONG:
        return ContextTooLongError(name)
    status = error.status_code if isinstance(error, openai.APIStatusError) else None
    if status in KEY_STATUSES:
        return KeyRefusedError(f"{name}: HTTP {status}")
    if status is not None and 400 <= status < 500 and status not in BUSY_STATUSES:
        return RequestRefusedError(f"{name}: HTTP {status}")
    detail = name if status is None else f"{name}: HTTP {status}"
    return ModelUnavailableError(detail, retry_after=_retry_after(error))


def _code(error: Exception) -> str | None:
    return error.code if isinstance(error, openai.APIError) else None


def _retry_after(error: Exception) -> timedelta | None:
    """RFC 9110, 10.2.3: seconds or a date."""
    if not isinstance(error, openai.APIStatusError):
        return None
    value = error.response.headers.get("retry-after", "")
    seconds = _seconds(value)
    if seconds is None:
        return None
    return min(timedelta(seconds=max(0.0, seconds)), LONGEST_RETRY_AFTER)


def _seconds(value: str) -> float | None:
    with contextlib.suppress(ValueError):
        return float(value)
    with contextlib.suppress(ValueError):
        return (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds()
    return None
