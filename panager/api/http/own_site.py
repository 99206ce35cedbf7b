"""Lets in requests only that were meant for us and that no stranger's page sends.

A page on the internet can make a browser on this machine send requests to loopback, and by DNS
rebinding even read the answers: its own name then leads to 127.0.0.1. It cannot choose the headers
Host and Origin, which tell such requests apart (RFC 9110 sections 7.2 and 15.5.20, RFC 6454).
"""

from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from panager.api.http.problems import problem
from panager.settings import Settings

HERE = frozenset({"localhost"})


class OwnSite:
    """ASGI middleware that knows its own names; every IP address is one, as none can be rebound."""

    def __init__(self, app: ASGIApp, names: Iterable[str] = ()) -> None:
        """Guard `app`, which people reach as `localhost`, by an address, or by these names."""
        self._app = app
        self._names = frozenset(name.lower() for name in names) - {""}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 421 or 403, close the WebSocket, or call the application."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(Headers(scope=scope))
        if refusal is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": refusal[1]})
        else:
            status, detail = refusal
            await problem(status, detail)(scope, receive, send)

    def _refusal(self, headers: Headers) -> tuple[int, str] | None:
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        if len(hosts) != 1 or not self._is_ours(hosts[0]):
            return 421, (
                "This is no name of ours: use localhost or an address, or put the name into"
                " PANAGER_API_HOSTS."
            )
        if any(not self._may_come_from(origin, hosts[0]) for origin in origins):
            return 403, "Pages of other sites may not use this API."
        return None

    def _is_ours(self, host: str) -> bool:
        name = _name(f"//{host}")
        return name in HERE or name in self._names or _is_address(name)

    def _may_come_from(self, origin: str, host: str) -> bool:
        """The site itself, or one of the names that it has, perhaps on a proxy before it."""
        return origin in (f"http://{host}", f"https://{host}") or _name(origin) in self._names


def own_names(settings: Settings) -> list[str]:
    """Where the API listens, where it says that it is, and what was configured besides."""
    return [settings.api_host, _name(settings.api_url or ""), *settings.api_hosts]


def _name(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removesuffix(".")
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
