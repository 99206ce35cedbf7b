"""A whole Panager as real processes, started as a person does and killed as a power cut does."""

import asyncio
import contextlib
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil

from panager.embedded import ports
from panager.settings import Settings, load_settings
from testing.eventually import assert_eventually

ROOT = Path(__file__).parents[2]
PANAGER = str(ROOT / "bin" / "panager")


@dataclass
class Stack:
    """One data directory with fixed ports, so that clients survive restarts."""

    data_dir: Path
    api_port: int = field(default_factory=ports.find_free_port)
    temporal_port: int = field(default_factory=ports.find_free_port)
    ui_port: int = field(default_factory=ports.find_free_port)
    zone: str = "Asia/Seoul"
    discord: dict[str, str] = field(default_factory=dict)
    """DISCORD_TOKEN and DISCORD_API_BASE; without them there is no bot."""
    more_environment: dict[str, str] = field(default_factory=dict)
    program: Sequence[str] = (PANAGER,)
    """What runs `panager`."""
    up: subprocess.Popen[bytes] | None = None

    @property
    def settings(self) -> Settings:
        return load_settings(self.data_dir)

    @property
    def temporal_address(self) -> str:
        return f"127.0.0.1:{self.temporal_port}"

    def start(self) -> None:
        log = (self.data_dir.parent / f"{self.data_dir.name}.log").open("ab")
        self.up = subprocess.Popen(
            [
                *self.program, "up", "--data-dir", str(self.data_dir),
                "--api-port", str(self.api_port),
                "--temporal-port", str(self.temporal_port),
                "--ui-port", str(self.ui_port),
            ],
            env=self.environment, cwd=self.data_dir.parent,
            stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip
        log.close()

    async def start_and_wait(self) -> None:
        await asyncio.to_thread(self.start)
        await assert_eventually(self.ready, timeout_s=120)

    async def ready(self) -> bool:
        assert self.up is not None
        assert self.up.poll() is None, "panager up ended"
        with contextlib.suppress(httpx.HTTPError):
            async with httpx.AsyncClient() as client:
                return (await client.get(f"{self.url}/readyz")).status_code == 200
        return False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.api_port}"

    @property
    def environment(self) -> dict[str, str]:
        ours = ("PANAGER_", "DISCORD_")
        clean = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
        # No `.env` that names a real bot.
        ours_only = {"PANAGER_ENV_FILE": os.devnull, "PANAGER_ZONE": self.zone}
        return clean | ours_only | self.discord | self.more_environment

    async def panager(self, *arguments: str) -> tuple[int, str, str]:
        """Run a command against this data directory: exit code, output, errors."""
        process = await asyncio.create_subprocess_exec(
            *self.program, *arguments, "--data-dir", str(self.data_dir),
            env=self.environment, cwd=self.data_dir.parent,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        out, err = await process.communicate()
        return process.returncode or 0, out.decode(), err.decode()

    def processes(self) -> list[psutil.Process]:
        """Every process of this Panager: the tree of `up`, and whoever names the directory."""
        tree: set[psutil.Process] = set()
        if self.up is not None:
            with contextlib.suppress(psutil.NoSuchProcess):
                up = psutil.Process(self.up.pid)
                tree.update([up, *up.children(recursive=True)])
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                if str(self.data_dir) in " ".join(process.cmdline()):
                    tree.update([process, *process.children(recursive=True)])
        return [p for p in tree if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]

    async def kill_everything(self) -> None:
        """kill -9 to all of it at once, and again until nothing is left."""

        def kill() -> bool:
            remaining = self.processes()
            for process in remaining:
                with contextlib.suppress(psutil.NoSuchProcess):
                    process.kill()
            # A process is a zombie for a moment before it can be waited for, until its last thread
            # has ended; an `up` that nobody has waited for is a warning, and so an error.
            return not remaining and (self.up is None or self.up.poll() is not None)

        await assert_eventually(kill, timeout_s=20)

    async def stop(self) -> None:
        """As Ctrl-C; leaves nothing behind."""
        assert self.up is not None
        self.up.terminate()
        await asyncio.to_thread(self.up.wait, 30)
        await assert_eventually(lambda: not self.processes(), timeout_s=5)
