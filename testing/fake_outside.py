"""A server outside Panager: says what a test tells it to, over HTTP on loopback.

async with running() as outside:
    outside.answer = lambda request: web.json_response({"results": []})
    … outside.url …
    assert outside.asked[-1].query["q"] == "panager"
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from yarl import URL

HOST = "127.0.0.1"
Answer = Callable[[web.Request], web.StreamResponse | Awaitable[web.StreamResponse]]


class FakeOutside:
    """`answer` answers every request, `asked` are the addresses that were asked for."""

    def __init__(self) -> None:
        self.answer: Answer = lambda _: web.json_response({})
        self.asked: list[URL] = []
        self.url = ""
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._handle)
        self._runner = web.AppRunner(
            app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1
        )
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, 0).start()
        self.url = f"http://{HOST}:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        if self._runner:
            await self._runner.cleanup()

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.url)
        answer = self.answer(request)
        return await answer if isinstance(answer, Awaitable) else answer


@asynccontextmanager
async def running() -> AsyncIterator[FakeOutside]:
    """A server for the length of a block."""
    fake = FakeOutside()
    await fake.start()
    try:
        yield fake
    finally:
        await fake.stop()


def pages(*titles: str, **more: Any) -> dict[str, Any]:
    """As SearXNG answers."""
    results = [
        {"title": title, "url": f"https://example.com/{n}", "content": f"about {title}", **more}
        for n, title in enumerate(titles)
    ]
    return {"query": "any", "results": results}
