"""The service: takes short texts by HTTP on loopback, and knows of no nonce, edit or history.

async with running() as service:
    service.faults += ["lost_answer"]
    … service.url …
    assert service.texts["+821012345678"] == ["hello"]
"""

from collections import defaultdict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal

from aiohttp import web

type Fault = Literal["lost_answer", "too_fast", "unreachable", "refused_words", "down"]

HOST = "127.0.0.1"
STATUS = {"too_fast": 429, "unreachable": 403, "refused_words": 422, "down": 503}


class PlainService:
    """What each account has received; `faults` are met by the next requests, one each."""

    def __init__(self) -> None:
        self.texts: defaultdict[str, list[str]] = defaultdict(list)
        self.faults: deque[Fault] = deque()
        self.unreachable: set[str] = set()
        self.requests = 0
        self.url = ""
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        app = web.Application()
        app.router.add_post("/messages", self._send)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, 0).start()
        self.url = f"http://{HOST}:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        if self._runner:
            await self._runner.cleanup()

    async def _send(self, request: web.Request) -> web.StreamResponse:
        self.requests += 1
        message = await request.json()
        if message["to"] in self.unreachable:
            return web.Response(status=STATUS["unreachable"])
        fault = self.faults.popleft() if self.faults else None
        if fault is not None and fault != "lost_answer":
            return web.Response(status=STATUS[fault])
        received = self.texts[message["to"]]
        received.append(message["text"])
        if fault is not None and request.transport is not None:
            request.transport.abort()
        return web.json_response({"id": f"{message['to']}/{len(received)}"})


@asynccontextmanager
async def running() -> AsyncIterator[PlainService]:
    """A service for the length of a block."""
    service = PlainService()
    await service.start()
    try:
        yield service
    finally:
        await service.stop()
