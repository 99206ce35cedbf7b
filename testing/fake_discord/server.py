"""Puts the parts together and serves them on one loopback port."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

from aiohttp import web

from testing.fake_discord.context import Context, NonceMemory
from testing.fake_discord.control.server import Control
from testing.fake_discord.faults import Faults
from testing.fake_discord.gateway.sessions import Sessions
from testing.fake_discord.gateway.websocket import Gateway
from testing.fake_discord.interactions import Interactions
from testing.fake_discord.journal import Journal
from testing.fake_discord.model import World
from testing.fake_discord.people import People
from testing.fake_discord.rest.application import ApplicationRoutes
from testing.fake_discord.rest.door import API, Door
from testing.fake_discord.rest.interactions import InteractionRoutes
from testing.fake_discord.rest.limits import Limits
from testing.fake_discord.rest.messages import MessageRoutes
from testing.fake_discord.settings import Settings

UPLOADS_AT_MOST = 30 * 1024 * 1024


class FakeDiscord:
    """A Discord with one bot in it; `people` act, `faults` hit, `journal` tells what arrived."""

    def __init__(self, settings: Settings | None = None, journal: Path | None = None) -> None:
        self.settings = settings or Settings()
        self.world = World(self.settings.bot_name)
        self.journal = Journal(journal)
        self.faults = Faults()
        self.sessions = Sessions(self.settings, self.faults, self.journal)
        self.context = Context(
            self.settings,
            self.world,
            self.journal,
            self.faults,
            self.sessions,
            NonceMemory(self.settings),
            Random(self.settings.seed),
        )
        self.limits = Limits(self.settings)
        self.gateway = Gateway(self.context)
        self.interactions = Interactions(self.context)
        self.people = People(self.context, self.interactions)
        self._runner: web.AppRunner | None = None

    @property
    def api_base(self) -> str:
        """What `DISCORD_API_BASE` is set to."""
        return self.context.address + API

    async def start(self) -> None:
        """Listens; on the same port as before when it was stopped."""
        # Requests that hang are ended with the server, not waited for.
        self._runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self.settings.host, self.settings.port)
        await site.start()
        self.settings.port = self._runner.addresses[0][1]
        self.context.address = f"http://{self.settings.host}:{self.settings.port}"

    async def stop(self) -> None:
        """Nobody can connect any more; what happened is kept."""
        self.gateway.cut()
        if self._runner:
            await self._runner.cleanup()
        self._runner = None

    def begin_outage(self) -> None:
        """Discord is down: gateway connections break, requests are cut."""
        self.faults.outage = True
        self.gateway.cut()

    def end_outage(self, *, sessions_lost: bool = False) -> None:
        self.faults.outage = False
        if sessions_lost:
            self.sessions.end_all()

    def revoke_token(self) -> None:
        """As when somebody resets it: 401 from now on."""
        self.settings.token = f"revoked-{self.world.ids.next()}"
        self.sessions.end_all()
        self.gateway.cut()

    def _app(self) -> web.Application:
        door = Door(self.context, self.limits)
        control = Control(self)
        middlewares = [door.pass_through, control.explain]
        app = web.Application(middlewares=middlewares, client_max_size=UPLOADS_AT_MOST)
        rest = [
            *ApplicationRoutes(self.context, self.gateway.identifies).routes(),
            *MessageRoutes(self.context, self.limits).routes(),
            *InteractionRoutes(self.context, self.interactions).routes(),
        ]
        app.add_routes([web.RouteDef(r.method, API + r.path, r.handler, r.kwargs) for r in rest])
        app.add_routes(control.routes())
        app.router.add_get("/gateway", self._connect)
        app.router.add_get("/gateway/", self._connect)
        app.router.add_get("/attachments/{channel_id}/{attachment_id}/{filename}", self._file)
        return app

    async def _connect(self, request: web.Request) -> web.StreamResponse:
        if self.faults.outage:
            raise web.HTTPServiceUnavailable
        return await self.gateway.handle(request)

    async def _file(self, request: web.Request) -> web.Response:
        found = self.world.find_attachment(int(request.match_info["attachment_id"]))
        if found is None:
            raise web.HTTPNotFound
        return web.Response(body=found.data, headers={"Content-Type": found.content_type})


@asynccontextmanager
async def running(
    settings: Settings | None = None, journal: Path | None = None
) -> AsyncIterator[FakeDiscord]:
    """A fake Discord for the length of a block."""
    fake = FakeDiscord(settings, journal)
    await fake.start()
    try:
        yield fake
    finally:
        await fake.stop()
        fake.journal.close()
