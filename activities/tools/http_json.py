"""Asks servers outside Panager for JSON: those that the operator chose, and no other."""

import json
from typing import Any, Final

import httpx
from pydantic import BaseModel, ValidationError

from panager.llm.untrusted import stripped

LARGEST: Final = 1_000_000
"""Bytes of an answer."""
TIMEOUT: Final = httpx.Timeout(5.0, connect=3.0)
"""Of each step; a tool's time limit bounds them together."""
# What is not compressed cannot turn out to be larger than it came.
_HEADERS: Final = {"accept": "application/json", "accept-encoding": "identity"}


class OutsideError(Exception):
    """The server does not answer as it should; the message is for the model."""


async def ask[Answer: BaseModel](
    url: str, parameters: dict[str, str], expected: type[Answer]
) -> Answer:
    """What the server answers; raises OutsideError. Redirects are not followed."""
    try:
        async with (
            httpx.AsyncClient(timeout=TIMEOUT, headers=_HEADERS, follow_redirects=False) as http,
            http.stream("GET", url, params=parameters) as response,
        ):
            if response.status_code != httpx.codes.OK:
                raise OutsideError(f"the server answered {response.status_code}")
            body = await _read(response)
    except httpx.HTTPError as error:
        raise OutsideError("the server cannot be reached") from error
    try:
        return expected.model_validate(stripped(_json(body)))
    except (ValueError, RecursionError, ValidationError) as error:
        raise OutsideError("the server answered something else than was expected") from error


async def _read(response: httpx.Response) -> bytes:
    body = bytearray()
    async for piece in response.aiter_raw():
        body += piece
        if len(body) > LARGEST:
            raise OutsideError("the server answered too much")
    return bytes(body)


def _json(body: bytes) -> Any:  # noqa: ANN401 - whatever it is, it is validated
    return json.loads(body)
