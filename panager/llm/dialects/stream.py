"""Rewrites the body of a streamed chat completion while it is read, before the client parses it."""

import json
from collections.abc import AsyncIterator
from functools import cache
from http import HTTPStatus
from typing import Any, Final, Protocol

from panager.llm.dialects.chunks import Chunks, from_whole

MAX_WHOLE: Final = 4 * 1024 * 1024
"""Bytes of an answer that comes in one piece."""
_DATA: Final = b"data:"
_DONE: Final = b"[DONE]"


class Source(Protocol):
    """The bytes of a body, as a client of either generation of httpx has them."""

    def __aiter__(self) -> AsyncIterator[bytes]: ...

    async def aclose(self) -> None: ...


async def normalise(response: Any) -> None:  # noqa: ANN401 - of either generation of httpx
    """As a hook of the client: what follows reads a stream as OpenAI sends it.

    Errors, and what is packed in an encoding that only the client unpacks, stay as they are.
    """
    request = response.request
    is_chat = request.method == "POST" and request.url.path.endswith("/chat/completions")
    if response.status_code != HTTPStatus.OK or not is_chat:
        return
    if response.headers.get("content-encoding", "identity") != "identity":
        return
    is_whole = "json" in response.headers.get("content-type", "")
    response.stream = _rewritten(_byte_stream(response.stream))(response.stream, is_whole=is_whole)


def _byte_stream(stream: object) -> type:
    """What the client insists on: of httpx, or of the successor that openai prefers."""
    kinds = type(stream).__mro__
    return next((kind for kind in kinds if kind.__name__ == "AsyncByteStream"), object)


@cache
def _rewritten(kind: type) -> type["_Rewriting"]:
    return type("Rewritten", (_Rewriting, kind), {})


class _Rewriting:
    def __init__(self, source: Source, *, is_whole: bool) -> None:
        self._stream = source
        self._is_whole = is_whole

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if self._is_whole:
            yield await self._whole()
            return
        chunks = Chunks()
        async for line in _lines(self._stream):
            yield _line(line, chunks)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def _whole(self) -> bytes:
        body = b""
        async for part in self._stream:
            body += part
            if len(body) > MAX_WHOLE:
                return body
        answer = _object(body)
        if answer is None:
            return body
        chunks = Chunks()
        events = [_event(chunks.feed(chunk)) for chunk in from_whole(answer)]
        return b"".join([*events, b"data: [DONE]\n\n"])


async def _lines(stream: Source) -> AsyncIterator[bytes]:
    """Each with its end; the last may have none."""
    rest = b""
    async for part in stream:
        *whole, rest = (rest + part).split(b"\n")
        for line in whole:
            yield line + b"\n"
    if rest:
        yield rest


def _line(line: bytes, chunks: Chunks) -> bytes:
    if not line.startswith(_DATA):
        return line
    data = line[len(_DATA) :].strip()
    if data == _DONE:
        return b"".join([*(_event(chunk) for chunk in chunks.end()), b"data: [DONE]\n"])
    chunk = _object(data)
    return line if chunk is None else _event(chunks.feed(chunk), end=b"\n")


def _event(chunk: dict[str, Any], *, end: bytes = b"\n\n") -> bytes:
    return b"data: " + json.dumps(chunk).encode() + end


def _object(data: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
