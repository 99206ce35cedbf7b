"""The fake Discord as a process of its own, which nobody kills."""

import contextlib
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from fault_injection.stage import ROOT
from panager.embedded import ports
from testing.eventually import assert_eventually
from testing.fake_discord.control.remote import RemoteDiscord
from testing.fake_discord.rest.door import API
from testing.fake_discord.settings import TOKEN

MODULE = "testing.fake_discord"


@dataclass(frozen=True)
class DiscordServer:
    """Where it listens and what it writes."""

    process: subprocess.Popen[bytes]
    port: int
    journal: Path

    @property
    def address(self) -> str:
        """Of the control API."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What makes a Panager talk to it."""
        return {"DISCORD_TOKEN": TOKEN, "DISCORD_API_BASE": self.address + API}

    def require(self) -> None:
        """Without it nothing that came would be known."""
        if self.process.poll() is not None:
            raise RuntimeError("the fake Discord ended")


@asynccontextmanager
async def discord_server(journal: Path) -> AsyncIterator[tuple[DiscordServer, RemoteDiscord]]:
    """Runs for the length of the block, with the control of it."""
    port = ports.find_free_port()
    journal.touch()
    with _process(port, journal) as process:
        server = DiscordServer(process, port, journal)
        await assert_eventually(lambda: ports.accepts_connections(port), timeout_s=30)
        async with RemoteDiscord(server.address) as remote:
            yield server, remote


@contextlib.contextmanager
def _process(port: int, journal: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [
            sys.executable, "-m", MODULE,
            "--no-console", "--port", str(port), "--journal", str(journal),
        ],
        cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.terminate()
        process.wait(10)
