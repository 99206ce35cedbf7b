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
    RequestInvalidError,
    RequestRefusedError,
    ToolsUnsupportedError,
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
MOST_WORDS: Final = 4_000
"""Characters of an error that are looked at."""
LONGEST_RETRY_AFTER: Final = timedelta(hours=1)

_TOO_LONG: Final = re.compile(
    r"context_length_exceeded|exceed_context_size|tokens_limit_reached"
    r"|(?:context|prompt|input|sequence)[ _-]+(?:length|window|size)"
    r"|(?:prompt|input|request)[^.]{0,30}\b(?:is|are)? ?(?:too (?:long|large)|longer than)"
    r"|maximum (?:context|prompt|input|model length|number of tokens)"
    r"|context limit|context the overflows"
    r"|too many (?:input )?tokens|token count exceeds|model token limit|max_seq_len|max_model_len"
    r"|prompt exceeds max|reduce the length of the (?:messages|prompt|input)"
    r"|inputs`? tokens \+|`?inputs`? must have less than|request body too large",
    re.IGNORECASE,
)
"""Every server words it in its own way; `tests/unit/llm` has the texts that were met."""
_NO_TOOLS: Final = re.compile(
    r"does(?: not|n't) support (?:the use of )?(?:tool|function)|support tool use"
    r"|(?:tools?|tool use|tool calling|function calling|`?tool_choice`?) (?:is|are) "
    r"(?:not (?:supported|available|enabled)|unsupported)"
    r"|--enable-auto-tool-choice|requires --jinja"
    r"|unrecognized request arguments?(?: supplied)?: ?\W?(?:tools|tool_choice|functions)",
    re.IGNORECASE,
)
"""Ollama, OpenRouter, vLLM, llama.cpp and OpenAI's older servers."""
_UNWANTED: Final = re.compile(
    r"content[_ ](?:filter|policy)|content management policy|policy ?violation|moderation|flagged"
    r"|data_inspection_failed|inappropriate content|sensitive (?:content|words)|unsafe content",
    re.IGNORECASE,
)
"""What providers say of a text that they will not read."""


def classify(error: Exception) -> ModelError:
    """Our error for a client's or a server's; one that nobody knows is taken for an outage."""
    ours = _kind(error)
    ours.was_turned_away = _was_turned_away(error)
    return ours


def _kind(error: Exception) -> ModelError:
    status, code = _status(error), _code(error)
    parts = [type(error).__name__, f"HTTP {status}" if status else "", code]
    detail = " ".join(part for part in parts if part)
    is_busy = status in BUSY_STATUSES
    told = "" if is_busy else words_of(error)
    if _is_too_long(error, status, code, told):
        return ContextTooLongError(detail)
    if _NO_TOOLS.search(told):
        return ToolsUnsupportedError(detail)
    if status is not None and 400 <= status < 500 and _UNWANTED.search(f"{code} {told}"):
        return RequestRefusedError(detail)
    if status in KEY_STATUSES or code in KEY_CODES:
        return KeyRefusedError(detail)
    if status is not None and 400 <= status < 500 and not is_busy:
        return RequestInvalidError(detail)
    return ModelUnavailableError(detail, retry_after=_retry_after(error))


def words_of(error: Exception) -> str:
    """What a server says, in whichever member of whichever form of body; only to be looked at."""
    if not isinstance(error, openai.APIError):
        return ""
    body = error.response.text if isinstance(error, openai.APIStatusError) else ""
    return f"{error.message} {error.body or ''} {body}"[:MOST_WORDS]


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


def _is_too_long(error: Exception, status: int | None, code: str, told: str) -> bool:
    if isinstance(error, langchain.ContextOverflowError) or code == "context_length_exceeded":
        return True
    if status in KEY_STATUSES:
        return False
    return status == TOO_LARGE or bool(_TOO_LONG.search(told))


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
