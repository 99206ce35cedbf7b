"""The servers that nobody kills here: Postgres, Temporal and a model."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from panager.embedded import ports
from panager.embedded.postgres.server import EmbeddedPostgres
from panager.embedded.temporal import binary
from panager.embedded.temporal.server import TemporalServer
from testing import databases, fake_openai
from testing.fake_openai import FakeOpenAI


@dataclass(frozen=True)
class Servers:
    """Shared by all lanes."""

    postgres: EmbeddedPostgres
    temporal_address: str
    openai: FakeOpenAI

    @property
    def temporal_port(self) -> int:
        """On this machine."""
        return urlsplit(f"//{self.temporal_address}").port or 0

    @property
    def model_port(self) -> int:
        """On this machine."""
        return urlsplit(self.openai.base_url).port or 0


@asynccontextmanager
async def open_servers(directory: Path) -> AsyncIterator[Servers]:
    """New ones, which end with the block."""
    temporal = TemporalServer(await binary.find(), directory, port=ports.find_free_port())
    with tempfile.TemporaryDirectory(prefix="panager-kills-") as home:
        postgres = EmbeddedPostgres(Path(home), durable=False)
        try:
            await postgres.start()
            await databases.make_template(postgres)
            await temporal.start()
            async with fake_openai.running() as openai:
                yield Servers(postgres, temporal.address, openai)
        finally:
            await temporal.stop()
            await postgres.stop()
