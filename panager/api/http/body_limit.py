"""Refuses request bodies that are too large, announced or not, or that come too slowly."""

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from panager.api.http.problems import problem

MAX_BODY_BYTES = 64 * 1024
TIMEOUT_S = 10.0
"""For the whole body: who sends a byte now and then does not hold a connection for ever."""


CLOSE = {"Connection": "close"}


class BodyLimit:
    """ASGI middleware that reads a body up to the limit and hands it on in one piece."""

    def __init__(
        self, app: ASGIApp, max_bytes: int = MAX_BODY_BYTES, timeout_s: float = TIMEOUT_S
    ) -> None:
        """Guard `app`."""
        self._app = app
        self._max_bytes = max_bytes
        self._timeout_s = timeout_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 408 or 413, or call the application."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            async with asyncio.timeout(self._timeout_s):
                body = await self._read(receive)
        except TimeoutError:
            detail = f"Send the whole body within {self._timeout_s:g} seconds."
            await problem(408, detail, headers=CLOSE)(scope, receive, send)
            return
        if body is None:
            detail = f"Send at most {self._max_bytes} bytes."
            await problem(413, detail, headers=CLOSE)(scope, receive, send)
            return
        await self._app(scope, _replay(body, receive), send)

    async def _read(self, receive: Receive) -> list[Message] | None:
        """The messages that make up the body; None when it is too large."""
        messages: list[Message] = []
        size = 0
        while True:
            message = await receive()
            messages.append(message)
            size += len(message.get("body", b""))
            if size > self._max_bytes:
                return None
            if not message.get("more_body", False):
                return messages


def _replay(messages: list[Message], receive: Receive) -> Receive:
    """What was read already, then what comes from the server: the disconnect."""

    async def replaying() -> Message:
        return messages.pop(0) if messages else await receive()

    return replaying
