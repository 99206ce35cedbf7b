"""A process of Panager that is killed and started again many times."""

import asyncio
import multiprocessing
import os
import sys
from collections.abc import Awaitable, Callable, Mapping
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

import httpx

from panager.settings import Settings
from panager.worker.main import READY_FILE
from testing.eventually import assert_eventually

READY_TIMEOUT_S = 60.0
OURS = ("PANAGER_", "DISCORD_", "LLM_")
PRELOADED = [
    "panager.cli",
    "panager.worker.main",
    "panager.api.server",
    "fault_injection.kills.victim",
]


class Victim:
    """`panager worker` or `panager api`, forked where all is imported, so that it starts fast."""

    def __init__(
        self,
        command: str,
        settings: Settings,
        is_ready: Callable[[], Awaitable[bool]],
    ) -> None:
        """It works in its data directory, where no `.env` names a real bot or model."""
        self._command = command
        self._directory = settings.data_dir
        self._environment = _environment(settings)
        self._is_ready = is_ready
        self._process: ForkServerProcess | None = None

    async def start(self) -> None:
        """Return when it works."""
        # Left by the one before.
        (self._directory / READY_FILE).unlink(missing_ok=True)
        arguments = self._command, self._directory, self._environment
        self._process = _context().Process(target=live, args=arguments, daemon=True)
        await asyncio.to_thread(self._process.start)
        await assert_eventually(self._works, timeout_s=READY_TIMEOUT_S)

    async def _works(self) -> bool:
        if self._process is None or not self._process.is_alive():
            raise RuntimeError(f"{self._command} ended; its log is in {self._directory}")
        return await self._is_ready()

    def kill(self) -> None:
        """kill -9, at once."""
        if self._process is not None:
            self._process.kill()

    async def bury(self) -> None:
        """Wait for the end of what was killed."""
        if self._process is not None:
            await asyncio.to_thread(self._process.join)


def worker(settings: Settings) -> Victim:
    """It touches a file when it polls."""
    file = settings.data_dir / READY_FILE

    async def is_ready() -> bool:
        return file.exists()

    return Victim("worker", settings, is_ready)


def api(settings: Settings) -> Victim:
    """It says so itself."""

    async def is_ready() -> bool:
        async with httpx.AsyncClient(trust_env=False, timeout=2) as client:
            try:
                url = f"http://{settings.api_host}:{settings.api_port}/healthz"
                return (await client.get(url)).is_success
            except httpx.HTTPError:
                return False

    return Victim("api", settings, is_ready)


def live(command: str, directory: Path, environment: Mapping[str, str]) -> None:
    """The life of such a process."""
    from panager.cli import main

    log = os.open(directory / f"{command}.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.chdir(directory)
    for name in [name for name in os.environ if name.startswith(OURS)]:
        del os.environ[name]
    os.environ.update(environment)
    sys.argv = ["panager", command]
    main()


def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


def _environment(settings: Settings) -> dict[str, str]:
    services = settings.services()
    token = settings.read_operator_token()
    return {
        "PANAGER_DATA_DIR": str(settings.data_dir),
        "PANAGER_DATABASE_URL": services.database_url.get_secret_value(),
        "PANAGER_TEMPORAL_ADDRESS": services.temporal_address,
        "PANAGER_TEMPORAL_NAMESPACE": settings.temporal_namespace,
        "PANAGER_API_PORT": str(settings.api_port),
        "PANAGER_OPERATOR_TOKEN": token.get_secret_value() if token else "",
        "PANAGER_UPDATE_KEY": settings.read_update_key().get_secret_value(),
        "PANAGER_ZONE": settings.zone,
        "LLM_MODEL": settings.llm_model,
        "LLM_BASE_URL": str(settings.llm_base_url),
    }
