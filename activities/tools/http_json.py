"""Asks servers outside Panager for JSON: those that the operator chose, and no other."""

import asyncio
import json
import re
from collections.abc import Mapping
from typing import Any, Final, Literal

import httpx
from pydantic import BaseModel, SecretStr, ValidationError

from panager.llm.untrusted import stripped

LARGEST: Final = 1_000_000
"""Bytes of an answer."""
LARGEST_REQUEST: Final = 100_000
"""Bytes of a body that is sent."""
LONGEST_S: Final = 30.0
"""From the connection to the last byte; a tool's own time limit is shorter."""
TIMEOUT: Final = httpx.Timeout(5.0, connect=3.0)
"""Of each step."""
# What is not compressed cannot turn out to be larger than it came.
_HEADERS: Final = {"accept": "application/json", "accept-encoding": "identity"}
_HEADER_VALUE: Final = re.compile(r"[\x21-\x7e]+(?:[ \t]+[\x21-\x7e]+)*")

type Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]


class OutsideError(Exception):
    """The server does not answer as it should; the message is for the model."""

    def __init__(self, message: str, *, status: int | None = None) -> None:
        """`status` is the HTTP status of the answer; None when there was no whole answer."""
        super().__init__(message)
        self.status = status


async def ask[Answer: BaseModel](
    url: str,
    parameters: Mapping[str, str],
    expected: type[Answer],
    *,
    method: Method = "GET",
    headers: Mapping[str, SecretStr] | None = None,
    body: Mapping[str, Any] | None = None,
    form: Mapping[str, str] | None = None,
) -> Answer:
    """What the server answers, of which 204 counts as an empty object; raises OutsideError.

    The request carries `body` as JSON or `form` as a web form, not both. The values of `headers`
    are secret: they are in no log and in no error. Redirects are not followed, so that they reach
    the server of `url` alone.
    """
    revealed = _HEADERS | _revealed(headers or {})
    try:
        async with (
            asyncio.timeout(LONGEST_S) as limit,
            httpx.AsyncClient(timeout=TIMEOUT, headers=revealed, follow_redirects=False) as http,
        ):
            request = http.build_request(method, url, params=parameters, json=body, data=form)
            return _parsed(await _answer(http, request), expected)
    except httpx.HTTPError as error:
        raise OutsideError("the server cannot be reached") from error
    except TimeoutError:
        if not limit.expired():
            raise
        raise OutsideError("the server takes too long") from None


def _revealed(headers: Mapping[str, SecretStr]) -> dict[str, str]:
    """Checked here, because the HTTP library's own complaint would show the value."""
    revealed = {name: value.get_secret_value() for name, value in headers.items()}
    for name, value in revealed.items():
        if not _HEADER_VALUE.fullmatch(value):
            raise OutsideError(f"the header {name} cannot be sent")
    return revealed


async def _answer(http: httpx.AsyncClient, request: httpx.Request) -> bytes:
    if len(request.content) > LARGEST_REQUEST:
        raise OutsideError("the request is too large")
    response = await http.send(request, stream=True)
    try:
        if not response.is_success:
            status = response.status_code
            raise OutsideError(f"the server answered {status}", status=status)
        if response.status_code == httpx.codes.NO_CONTENT:
            return b"{}"
        return await _read(response)
    finally:
        await response.aclose()


async def _read(response: httpx.Response) -> bytes:
    body = bytearray()
    async for piece in response.aiter_raw():
        body += piece
        if len(body) > LARGEST:
            raise OutsideError("the server answered too much")
    return bytes(body)


def _parsed[Answer: BaseModel](body: bytes, expected: type[Answer]) -> Answer:
    try:
        return expected.model_validate(stripped(json.loads(body)))
    except (ValueError, RecursionError, ValidationError) as error:
        raise OutsideError("the server answered something else than was expected") from error
