"""Polls and sweeps for as long as a block runs."""

import contextlib
from collections.abc import AsyncIterator, Sequence

from temporalio.client import Client

from panager.channels.local import LocalChannel
from panager.channels.protocol import Channel
from panager.db.pool import Database
from panager.features.registry import FEATURES
from panager.llm.providers.chain import ModelChain
from panager.process.health import ProcessHealth, open_health
from panager.process.supervision import supervised
from panager.settings import Settings
from panager.worker.compose import build_workers, make_parts


@contextlib.asynccontextmanager
async def running_worker(
    client: Client,
    db: Database,
    models: ModelChain,
    *,
    settings: Settings | None = None,
    channels: Sequence[Channel] = (LocalChannel(),),
    health: ProcessHealth | None = None,
    isolated: bool = False,
) -> AsyncIterator[None]:
    """Poll for work, and sweep, until the block is left; then finish what is under way.

    `health` None: a health of its own.
    """
    async with contextlib.AsyncExitStack() as stack:
        if health is None:
            health = await stack.enter_async_context(open_health(db))
        parts = make_parts(client, db, models, settings=settings, channels=channels, health=health)
        for feature in FEATURES:
            for name, sweep in feature.sweepers(parts).items():
                await stack.enter_async_context(supervised(name, sweep, health.put))
        for worker in build_workers(parts, health=health, isolated=isolated):
            await stack.enter_async_context(worker)
        yield
