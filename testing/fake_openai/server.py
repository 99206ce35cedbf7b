"""Serves a script on one loopback port and notices who hangs up."""

import asyncio
import inspect
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from testing.fake_openai import replies, wire
from testing.fake_openai.answers import Answer, Cut, Fails, Raw, Says, Silent, Usage
from testing.fake_openai.request import BEARER, Request, receive

Script = Callable[[Request], Answer | Awaitable[Answer]]
Observer = Callable[[Request], None]

HOST = "127.0.0.1"
CONVERSATIONS_AT_MOST = 64 * 1024 * 1024
WRONG_KEY = Fails(401, "invalid_api_key", "Incorrect API key provided.")


def says_ok(_: Request) -> Answer:
    return Says("ok")


class FakeOpenAI:
    """`script` answers, `requests` tells what was asked, in order of arrival."""

    def __init__(
        self, *, api_key: str = "", port: int = 0, observe: Observer | None = None
    ) -> None:
        self.script: Script = says_ok
        self.requests: list[Request] = []
        self.models = ["fake-model"]
        """What `GET /v1/models` lists; requests may name any other."""
        self.script_errors: list[Exception] = []
        self._api_key = api_key
        self._port = port
        self._observe = observe or (lambda request: None)
        self._runner: web.AppRunner | None = None

    @property
    def base_url(self) -> str:
        return f"http://{HOST}:{self._port}/v1"

    @property
    def total_usage(self) -> Usage:
        """What all whole answers cost together."""
        used = [request.usage for request in self.requests if request.usage]
        return Usage(sum(one.input for one in used), sum(one.output for one in used))

    async def start(self) -> None:
        """Listens; on the same port as before when it was stopped."""
        app = web.Application(client_max_size=CONVERSATIONS_AT_MOST)
        app.router.add_post("/v1/chat/completions", self._complete)
        app.router.add_get("/v1/models", self._list_models)
        # Cancellation is how a handler learns that its client has hung up.
        self._runner = web.AppRunner(
            app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1
        )
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, self._port).start()
        self._port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Nobody can connect any more; requests that still run end with ""."""
        runner, self._runner = self._runner, None
        if runner:
            await runner.cleanup()

    async def _list_models(self, http: web.Request) -> web.StreamResponse:
        if self._is_refused(http):
            return replies.failure(WRONG_KEY)
        return web.json_response(wire.models(self.models))

    async def _complete(self, http: web.Request) -> web.StreamResponse:
        request = await receive(http, asyncio.get_running_loop().time())
        self.requests.append(request)
        self._observe(request)
        try:
            response = await self._answer(http, request)
            request.ended = "answered"
        except (asyncio.CancelledError, ConnectionError):
            if self._runner and not request.ended:
                request.ended = "disconnected"
            raise
        finally:
            self._observe(request)
        return response

    async def _answer(self, http: web.Request, request: Request) -> web.StreamResponse:
        answer = WRONG_KEY if self._is_refused(http) else await self._decide(request)
        match answer:
            case Says():
                await asyncio.sleep(answer.first_after_s)
                return await replies.whole(http, request, answer)
            case Cut():
                return await replies.cut(http, request, answer)
            case Fails():
                return replies.failure(answer)
            case Silent():
                await asyncio.sleep(answer.seconds)
                return replies.hang_up(http)
            case Raw():
                return web.Response(body=answer.body, headers={"Content-Type": answer.content_type})

    async def _decide(self, request: Request) -> Answer:
        try:
            answer = self.script(request)
            return await answer if inspect.isawaitable(answer) else answer
        except Exception as error:
            self.script_errors.append(error)
            raise

    def _is_refused(self, http: web.Request) -> bool:
        return bool(self._api_key) and http.headers.get("Authorization") != BEARER + self._api_key


@asynccontextmanager
async def running(
    *, api_key: str = "", port: int = 0, observe: Observer | None = None
) -> AsyncIterator[FakeOpenAI]:
    """A fake OpenAI for the length of a block; an error of its script is raised at the end.

    With `api_key` every other key gets a 401. `observe` is called when a request arrives and when
    it ends.
    """
    fake = FakeOpenAI(api_key=api_key, port=port, observe=observe)
    await fake.start()
    try:
        yield fake
    finally:
        await fake.stop()
    if fake.script_errors:
        raise fake.script_errors[0]
