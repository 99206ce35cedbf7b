"""The worker's process: opens what it needs, works until it is told to stop."""

import asyncio
import signal

import structlog
from temporalio.client import Client
from temporalio.service import RPCError

from activities.upkeep.reconcile import ask_to_reconcile
from panager.channels.registry import open_channels
from panager.db.pool import open_database
from panager.process import heartbeat
from panager.process.health import open_health
from panager.settings import Settings
from panager.temporal import connect, prepare_namespace
from panager.worker.clients import open_models
from panager.worker.preload import preload
from panager.worker.running import running_worker

CONNECTIONS = 20
"""To Postgres at most; with 10 the turns of fifty people at once wait for each other."""
READY_FILE = "run/worker.ready"

log = structlog.get_logger(__name__)

preload()  # here, as nothing has to answer yet, and as a fork server loads this module once


async def run_worker(settings: Settings) -> None:
    """Work until SIGTERM or SIGINT."""
    services = settings.services()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    client = await connect(
        services.temporal_address,
        namespace=settings.temporal_namespace,
        update_key=settings.read_update_key(),
    )
    await prepare_namespace(client)
    ready = settings.data_dir / READY_FILE
    async with (
        heartbeat.beating(settings.data_dir / heartbeat.WORKER_FILE),
        open_database(services.database_url.get_secret_value(), max_size=CONNECTIONS) as db,
        open_health(db) as health,
        open_channels(settings, db, health.put) as channels,
        open_models(settings, health) as models,
        running_worker(client, db, models, settings=settings, channels=channels, health=health),
    ):
        ready.parent.mkdir(parents=True, exist_ok=True)
        ready.touch()
        log.info("worker_ready")
        await _reconcile(client)
        await stop.wait()


async def _reconcile(client: Client) -> None:
    """What an outage tore apart is mended now and not only at night."""
    try:
        await ask_to_reconcile(client)
    except RPCError as error:
        log.warning("not_reconciled", error=str(error))
