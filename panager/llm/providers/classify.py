"""Tells apart what an OpenAI-compatible server answers when it does not answer.

By status and code, and by langchain-core's errors where langchain-openai finds out more. What the
server says in its own words is looked at, but goes nowhere: it may quote the key or the person.
"""

import contextlib
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

import openai
from langchain_core import exceptions as langchain

from panager.llm.providers.failures import (
    ContextTooLongError,
    KeyRefusedError,
    ModelError,
    ModelUnavailableError,
    RequestRefusedError,
)

KEY_STATUSES: Final = (401, 402, 403, 404)
"""Also not found (an unknown model) and payment required: for the operator to mend."""
KEY_CODES: Final = (
    "insufficient_quota",
    "billing_hard_limit_reached",
    "billing_not_active",
    "account_deactivated",
    "invalid_api_key",
    "model_not_found",
)
"""https://platform.openai.com/docs/guides/error-codes; a quota comes as a 429, but stays."""
BUSY_STATUSES: Final = (408, 409, 425, 429)
UNREACHED: Final = ("ConnectError", "ConnectTimeout")
"""Of whichever generation of httpx the client uses."""
TOO_LARGE: Final = 413
LONGEST_RETRY_AFTER: Final = timedelta(hours=1)

_TOO_LONG: Final = re.compile(
    r"context_length_exceeded|(?:context|prompt|input)\s+(?:length|window|size|is too long)"
    r"|maximum context|too many (?:input )?tokens",
    re.IGNORECASE,
)
"""OpenAI, OpenRouter, vLLM, llama.cpp and Ollama each word it differently."""


def classify(error: Exception) -> ModelError:
    """Ours for theirs; what nobody knows is taken for an outage."""
    ours = _kind(error)
    ours.was_turned_away = _was_turned_away(error)
    return ours


def _kind(error: Exception) -> ModelError:
    status, code = _status(error), _code(error)
    told = [type(error).__name__, f"HTTP {status}" if status else "", code]
    detail = " ".join(part for part in told if part)
    if _is_too_long(error, status, code):
        return ContextTooLongError(detail)
    if status in KEY_STATUSES or code in KEY_CODES:
        return KeyRefusedError(detail)
    if status is not None and 400 <= status < 500 and status not in BUSY_STATUSES:
        return RequestRefusedError(detail)
    return ModelUnavailableError(detail, retry_after=_retry_after(error))


def _was_turned_away(error: Exception) -> bool:
    """Whether the server said no or was never reached; one that fell silent may have worked."""
    if isinstance(error, openai.APIConnectionError):
        return any(type(cause).__name__ in UNREACHED for cause in _causes(error))
    return isinstance(error, openai.APIError)


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause = error.__cause__
    while cause is not None:
        yield cause
        cause = cause.__cause__


def _is_too_long(error: Exception, status: int | None, code: str) -> bool:
    if isinstance(error, langchain.ContextOverflowError) or code == "context_length_exceeded":
        return True
    if not isinstance(error, openai.APIError) or status in (*KEY_STATUSES, *BUSY_STATUSES):
        return False
    return status == TOO_LARGE or bool(_TOO_LONG.search(error.message))


def _status(error: Exception) -> int | None:
    """An error in the middle of a stream has it as its code, if at all."""
    if isinstance(error, openai.APIStatusError):
        return error.status_code
    code = str(error.code) if isinstance(error, openai.APIError) else ""
    return int(code) if re.fullmatch(r"[45]\d\d", code) else None


def _code(error: Exception) -> str:
    """An identifier, never a sentence."""
    code = str(error.code or "") if isinstance(error, openai.APIError) else ""
    return code if re.fullmatch(r"[A-Za-z]\w{,60}", code) else ""


def _retry_after(error: Exception) -> timedelta | None:
    if not isinstance(error, openai.APIStatusError):
        return None
    seconds = _wait_s(error.response.headers)
    if seconds is None:
        return None
    return timedelta(seconds=min(max(0.0, seconds), LONGEST_RETRY_AFTER.total_seconds()))


def _wait_s(headers: Mapping[str, str]) -> float | None:
    """RFC 9110, 10.2.3: seconds or a date; OpenAI and Azure also tell milliseconds."""
    value = headers.get("retry-after", "")
    with contextlib.suppress(ValueError):
        return float(headers.get("retry-after-ms", "")) / 1000
    with contextlib.suppress(ValueError):
        return float(value)
    with contextlib.suppress(ValueError):
        return (parsedate_to_datetime(value).astimezone(UTC) - datetime.now(UTC)).total_seconds()
    return None
