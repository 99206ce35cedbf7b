"""A Postgres and a Temporal server of one's own, for what is no test but needs real parts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from panager.db.migrate import migrate
from panager.embedded import ports
from panager.embedded.postgres.server import EmbeddedPostgres
from panager.embedded.temporal import binary
from panager.embedded.temporal.server import TemporalServer

PASSWORD = "for-tests"


@dataclass(frozen=True)
class Servers:
    postgres: EmbeddedPostgres
    database_url: str
    """Of the migrated database, as the application's role."""
    temporal_address: str


@asynccontextmanager
async def running_servers(directory: Path, *, durable: bool = True) -> AsyncIterator[Servers]:
    """Both of them until the block is left; `durable=False` turns Postgres' fsync off."""
    postgres = EmbeddedPostgres(directory, durable=durable)
    temporal = TemporalServer(await binary.find(), directory, port=ports.find_free_port())
    try:
        await postgres.start()
        url = f"postgresql://panager_app:{PASSWORD}@127.0.0.1:{postgres.port}/panager"
        await migrate(postgres.admin_url(), url)
        await temporal.start()
        yield Servers(postgres, url, temporal.address)
    finally:
        await temporal.stop()
        await postgres.stop()
