"""The web interface of the embedded Temporal server, for people at this machine only.

It takes every Host header and has no switch for that, so a page on the internet could use it by DNS
rebinding: read what there is, and end workflows. (`--ui-public-path` does not help: the server
answers without it, too.) So it listens on a port to which no browser connects, and people reach it
through a small proxy that knows its own names.
"""

import asyncio
import contextlib
import secrets
import socket
from collections.abc import AsyncIterator, Iterator
from typing import Final

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from panager.api.http.own_site import OwnSite
from panager.api.http.problems import problem
from panager.embedded import ports

BLOCKED_PORTS: Final = (
    1719, 1720, 1723, 3659, 4190, 5060, 5061, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
)  # fmt: skip
"""That every browser refuses to connect to, of those that need no privileges
(https://fetch.spec.whatwg.org/#port-blocking)."""
METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
NOT_PASSED_ON: Final = frozenset(
    {b"host", b"connection", b"keep-alive", b"transfer-encoding", b"upgrade", b"content-length"}
)
"""About one connection, not about the request (RFC 9110 section 7.6.1)."""
TIMEOUT_S: Final = 60.0
START_S: Final = 0.02


def find_blocked_port() -> int:
    """A free one that browsers refuse; with more servers than such ports, any that is free."""
    candidates = list(BLOCKED_PORTS)
    secrets.SystemRandom().shuffle(candidates)
    for port in candidates:
        with contextlib.suppress(ports.PortTakenError):
            ports.require_free_port(port, "--ui-port")
            return port
    return ports.find_free_port()


class TemporalUi:
    """Serves on `port` what the server's own interface serves on `inner_port`."""

    def __init__(self, port: int, inner_port: int) -> None:
        """Nothing listens before `start`."""
        self._port = port
        self._client = httpx.AsyncClient(
            base_url=f"http://{ports.LOOPBACK}:{inner_port}", timeout=TIMEOUT_S, trust_env=False
        )
        app = Starlette(
            routes=[Route("/{path:path}", self._pass_on, methods=METHODS)], lifespan=self._lifespan
        )
        self._server = _Server(
            uvicorn.Config(
                OwnSite(app),
                log_config=None,
                access_log=False,
                ws="none",
                server_header=False,
                date_header=False,
                timeout_graceful_shutdown=1,
            )
        )
        self._serving: asyncio.Task[None] | None = None

    async def start(self) -> None:
        listener = socket.create_server((ports.LOOPBACK, self._port))
        self._serving = asyncio.create_task(self._server.serve([listener]))
        while not self._server.started and not self._serving.done():  # noqa: ASYNC110
            await asyncio.sleep(START_S)

    async def stop(self) -> None:
        """Let go of the port."""
        self._server.should_exit = True
        if self._serving is not None:
            await self._serving

    @contextlib.asynccontextmanager
    async def _lifespan(self, app: Starlette) -> AsyncIterator[None]:
        del app
        async with self._client:
            yield

    async def _pass_on(self, request: Request) -> Response:
        asked = self._client.build_request(
            request.method,
            httpx.URL(path=request.url.path, query=request.url.query.encode()),
            headers=_passed_on(request.headers.raw),
            content=await request.body(),
        )
        try:
            answer = await self._client.send(asked, stream=True)
        except httpx.TransportError:
            return problem(502, "Temporal's web interface does not answer.")
        response = StreamingResponse(
            answer.aiter_raw(), answer.status_code, background=BackgroundTask(answer.aclose)
        )
        response.raw_headers = _passed_on(answer.headers.raw)
        return response


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are for the whole process tree, not for this server."""
        yield


def _passed_on(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    return [(name.lower(), value) for name, value in headers if name.lower() not in NOT_PASSED_ON]
