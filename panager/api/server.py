"""Serves the API until SIGTERM or SIGINT, and stops within seconds whoever is connected."""

import socket
from collections.abc import Iterable

import uvicorn
from fastapi import APIRouter

from panager.api.app import create_app
from panager.api.conversation.hub import EventHub
from panager.settings import Settings

DRAIN_S = 3


class ApiServer(uvicorn.Server):
    """A server that ends its event streams first; otherwise they would hold it up."""

    def __init__(self, settings: Settings, routers: Iterable[APIRouter]) -> None:
        """Nothing is opened before `serve`."""
        app = create_app(settings, routers)
        self._hub: EventHub = app.state.hub
        super().__init__(
            uvicorn.Config(
                app,
                host=settings.api_host,
                port=settings.api_port,
                timeout_graceful_shutdown=DRAIN_S,
                log_config=None,
                access_log=False,
                ws="none",
                server_header=False,
            )
        )

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let the readers go, then finish the requests that are under way."""
        self._hub.close()
        await super().shutdown(sockets)


async def serve(settings: Settings, routers: Iterable[APIRouter]) -> None:
    """Listen on `settings.api_host:settings.api_port` until told to stop."""
    await ApiServer(settings, routers).serve()
