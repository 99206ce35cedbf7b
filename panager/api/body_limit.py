"""Refuses request bodies that are too large, whether or not they announce their size."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from panager.api.problems import problem

MAX_BODY_BYTES = 64 * 1024


class BodyLimit:
    """ASGI middleware that reads a body up to the limit and hands it on in one piece."""

    def __init__(self, app: ASGIApp, max_bytes: int = MAX_BODY_BYTES) -> None:
        """Guard `app`."""
        self._app = app
        self._max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 413 or call the application."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = await self._read(receive)
        if body is None:
            detail = f"Send at most {self._max_bytes} bytes."
            refusal = problem(413, detail, headers={"Connection": "close"})
            await refusal(scope, receive, send)
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
