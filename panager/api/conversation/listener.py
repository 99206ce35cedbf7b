"""Turns Postgres notifications into wake-ups, over one connection for the whole process."""

import asyncio
from typing import Any
from uuid import UUID

import asyncpg
import structlog

from panager.api.conversation.hub import EventHub
from panager.db.pool import EVENTS_CHANNEL, until_lost
from panager.outages import DATABASE_OUTAGES

APPLICATION_NAME = "panager-api-listener"
FIRST_PAUSE_S = 0.1
LONGEST_PAUSE_S = 5.0
CONNECT_TIMEOUT_S = 5.0

log = structlog.get_logger(__name__)


async def listen(url: str, hub: EventHub) -> None:
    """Listen until cancelled; a lost connection is made again, with back-off."""
    pause = FIRST_PAUSE_S
    while True:
        try:
            connection = await _connect(url, hub)
        except DATABASE_OUTAGES as error:
            log.warning("listener_cannot_connect", error=type(error).__name__, retry_in_s=pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_S)
            continue
        pause = FIRST_PAUSE_S
        try:
            await until_lost(connection)
        finally:
            connection.terminate()
        log.warning("listener_connection_lost")


async def _connect(url: str, hub: EventHub) -> "asyncpg.Connection[asyncpg.Record]":
    connection = await asyncpg.connect(
        url,
        timeout=CONNECT_TIMEOUT_S,
        server_settings={"application_name": APPLICATION_NAME},
    )

    def notified(connection: Any, pid: int, channel: str, payload: object) -> None:  # noqa: ANN401
        del connection, pid, channel
        hub.wake(UUID(str(payload)))

    await connection.add_listener(EVENTS_CHANNEL, notified)
    # Whatever was said while nobody listened is lost: everybody looks again.
    hub.wake_all()
    log.info("listener_connected")
    return connection
