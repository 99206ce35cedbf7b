"""What every request passes on its way in and out: outage, faults, token, limits, errors."""

import asyncio
import json
from collections.abc import Awaitable, Callable

from aiohttp import web

from testing.fake_discord.context import Context
from testing.fake_discord.faults import RequestFault
from testing.fake_discord.rest import errors
from testing.fake_discord.rest.errors import ApiError, Json
from testing.fake_discord.rest.limits import Limits

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

API = "/api/v10"
NO_TOKEN = ("/interactions/", "/webhooks/", "GET /gateway")
"""Routes that need no bot token: their path carries their own."""
INVALID = (401, 403, 429)
CUT = 499
BAN_PAGE = "<!doctype html><title>Access denied | error 1015</title>"


def answer(body: object, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """Exactly `application/json`, and `Via`: without them discord.py sees a ban by Cloudflare."""
    return web.Response(
        body=json.dumps(body).encode(),
        status=status,
        headers={"Content-Type": "application/json", "Via": "1.1 google", **(headers or {})},
    )


def nothing() -> web.Response:
    return web.Response(status=204, headers={"Via": "1.1 google"})


def hang_up(request: web.Request) -> web.Response:
    """The connection breaks; what is returned here never reaches anybody."""
    if request.transport:
        request.transport.abort()
    return web.Response(status=CUT)


class Door:
    """The middleware of all REST routes."""

    def __init__(self, context: Context, limits: Limits) -> None:
        self._context = context
        self._limits = limits

    @web.middleware
    async def pass_through(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if not request.path.startswith(API):
            return await handler(request)
        if self._context.faults.outage:
            return hang_up(request)
        route = route_of(request)
        response = await self._with_faults(request, route, handler)
        if response.status in INVALID and response.headers.get("X-RateLimit-Scope") != "shared":
            self._limits.count_invalid()
        self._count(route, response.status)
        return response

    async def _with_faults(
        self, request: web.Request, route: str, handler: Handler
    ) -> web.StreamResponse:
        fault = self._draw(request, route)
        if fault is None:
            return await self._checked(request, route, handler)
        self._context.journal.write("fault", kind=fault.kind, route=route)
        if fault.kind == "status":
            message = f"{fault.status}: on purpose"
            return answer({"message": message, "code": fault.code}, fault.status)
        if fault.kind == "rate_limited":
            return too_many(fault.scope, fault.seconds, {})
        if fault.kind in ("slow", "hang"):
            await asyncio.sleep(fault.seconds)
        if fault.kind in ("cut", "hang"):
            return hang_up(request)
        response = await self._checked(request, route, handler)
        if fault.kind == "lost_reply":
            return hang_up(request)
        return response

    async def _checked(
        self, request: web.Request, route: str, handler: Handler
    ) -> web.StreamResponse:
        if self._limits.banned:
            return web.Response(text=BAN_PAGE, status=429, content_type="text/html")
        verdict = self._limits.check(route, major_of(request))
        if not verdict.allowed:
            self._context.journal.write("rate_limited", route=route, scope=verdict.scope)
            return too_many(verdict.scope, verdict.retry_after_s, verdict.headers)
        response = await self._handled(request, route, handler)
        response.headers.update(verdict.headers)
        return response

    async def _handled(
        self, request: web.Request, route: str, handler: Handler
    ) -> web.StreamResponse:
        try:
            self._authorize(request, route)
            return await handler(request)
        except ApiError as error:
            self._refused(request, route, error.status, error.code)
            return answer(error.body, error.status)
        except web.HTTPException as error:
            self._refused(request, route, error.status, 0)
            return answer({"message": f"{error.status}: {error.reason}", "code": 0}, error.status)

    def _authorize(self, request: web.Request, route: str) -> None:
        needed = not any(part in route for part in NO_TOKEN) or route == "GET /gateway/bot"
        if needed and request.headers.get("Authorization") != f"Bot {self._context.settings.token}":
            raise errors.unauthorized()

    def _refused(self, request: web.Request, route: str, status: int, code: int) -> None:
        person_id = self._person_of(request)
        self._context.journal.write(
            "refused", route=route, status=status, code=code, person_id=person_id
        )

    def _draw(self, request: web.Request, route: str) -> RequestFault | None:
        context = self._context
        return context.faults.draw(context.chance, route, self._person_of(request))

    def _person_of(self, request: web.Request) -> int | None:
        channel_id = request.match_info.get("channel_id", "")
        channels = self._context.world.channels
        channel = channels.get(int(channel_id)) if channel_id.isdecimal() else None
        return channel.person.id if channel else None

    def _count(self, route: str, status: int) -> None:
        """Status 499 is an answer that nobody got."""
        key = f"{route} {status}"
        self._context.statistics[key] = self._context.statistics.get(key, 0) + 1


def too_many(scope: str, retry_after_s: float, headers: dict[str, str]) -> web.Response:
    body: Json = {
        "message": "You are being rate limited.",
        "retry_after": retry_after_s,
        "global": scope == "global",
    }
    told = {**headers, "Retry-After": str(int(retry_after_s) + 1), "X-RateLimit-Scope": scope}
    if scope == "global":
        told["X-RateLimit-Global"] = "true"
    return answer(body, 429, told)


def route_of(request: web.Request) -> str:
    """`POST /channels/{channel_id}/messages`: the route's own name, without the API's prefix."""
    resource = request.match_info.route.resource
    path = resource.canonical if resource else request.path
    return f"{request.method} {path.removeprefix(API)}"


def major_of(request: web.Request) -> str:
    """Which channel or webhook the limit belongs to."""
    info = request.match_info
    return info.get("channel_id") or info.get("token") or ""
