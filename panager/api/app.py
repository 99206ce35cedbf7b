"""The application: routers, errors, and what is open while it runs."""

import contextlib
import functools
from collections.abc import AsyncIterator, Iterable
from importlib.metadata import version

from fastapi import APIRouter, FastAPI

from panager.api.conversation.hub import EventHub
from panager.api.conversation.listener import listen
from panager.api.dependencies import Parts
from panager.api.http import problems
from panager.api.http.body_limit import BodyLimit
from panager.api.http.own_site import OwnSite, own_names
from panager.db.migrate import newest_revision
from panager.db.pool import open_database
from panager.process.health import open_health
from panager.process.supervision import supervised
from panager.settings import Settings
from panager.temporal import connect


def create_app(settings: Settings, routers: Iterable[APIRouter]) -> FastAPI:
    """The HTTP API, made of these endpoints, over the Postgres and Temporal of the settings."""
    services, update_key = settings.services(), settings.read_update_key()
    hub = EventHub()

    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        url = services.database_url.get_secret_value()
        async with (
            open_database(url) as db,
            open_health(db) as health,
            supervised("listener", functools.partial(listen, url, hub), health.put),
        ):
            app.state.parts = Parts(
                settings=settings,
                token=settings.read_operator_token(),
                db=db,
                temporal=await connect(
                    services.temporal_address,
                    namespace=settings.temporal_namespace,
                    update_key=update_key,
                    lazy=True,
                ),
                hub=hub,
                revision=newest_revision(),
            )
            try:
                yield
            finally:
                hub.close()

    app = FastAPI(
        title="Panager",
        version=version("panager"),
        lifespan=lifespan,
        responses=problems.RESPONSES,
    )
    app.state.hub = hub
    app.add_middleware(BodyLimit)
    app.add_middleware(OwnSite, names=own_names(settings))
    problems.add_handlers(app)
    for router in routers:
        app.include_router(router)
    return app
