"""The embedded Temporal server: `temporal server start-dev` as our own child process."""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import psutil
from temporalio.client import Client
from temporalio.service import RPCError

from panager.embedded import lock, ports
from panager.embedded.child import Child, Command
from panager.embedded.temporal.binary import TemporalBinary
from panager.embedded.temporal.ui import TemporalUi, find_blocked_port
from panager.errors import PanagerError
from panager.temporal import prepare_namespace

READY_TIMEOUT_S = 60.0
POLL_S = 0.1

DYNAMIC_CONFIG = {
    # The default of 20 polls a second puts every task on a grid of 50 ms.
    "history.transferProcessorMaxPollRPS": "1000",
    "history.timerProcessorMaxPollRPS": "1000",
    # By default no timer fires, and nothing is tried again, within less than a second: that is for
    # several machines whose clocks differ.
    "history.timerProcessorMaxTimeShift": '"10ms"',
    "system.enableActivityEagerExecution": "true",
    # The dev server always opens an HTTP API, and a page on the internet could use it. No Host
    # header holds a line feed, so it refuses all of them. Nexus has routes that do not ask.
    "frontend.httpAllowedHosts": r'["\n"]',
    "system.enableNexus": "false",
}


type Synchronous = Literal["NORMAL", "FULL"]
"""Of SQLite: whether a power cut may take its last commits, or each waits for the disk."""


class ForeignServerError(PanagerError):
    """Something answers on our port, and it is not the server that we started."""


class TemporalServer:
    """A dev server that keeps its files below a data directory and lives as long as we do."""

    def __init__(
        self,
        binary: TemporalBinary,
        data_dir: Path,
        *,
        port: int,
        ui_port: int | None = None,
        http_port: int | None = None,
        keep_fds: tuple[int, ...] = (),
        synchronous: Synchronous = "FULL",
    ) -> None:
        """Without `ui_port` there is no web interface; `keep_fds` are inherited by the server."""
        self._synchronous = synchronous
        self._binary = binary
        self._directory = data_dir.resolve() / "temporal"
        self._log = data_dir.resolve() / "logs" / "temporal.log"
        self._port = port
        self._ui_port = ui_port
        self._http_port = http_port
        self._keep_fds = keep_fds
        self._child: Child | None = None
        self._client: Client | None = None
        self._inner_ui_port = 0
        self._ui: TemporalUi | None = None

    @property
    def address(self) -> str:
        """Where clients connect, `host:port`."""
        return f"{ports.LOOPBACK}:{self._port}"

    @property
    def ui_url(self) -> str | None:
        return f"http://{ports.LOOPBACK}:{self._ui_port}" if self._ui_port else None

    @property
    def child(self) -> Child:
        """The server process, on its leash."""
        if self._child is None:
            raise RuntimeError("Temporal was not started")
        return self._child

    async def start(self) -> None:
        """Start and wait until our own server answers; ports must be free."""
        self._directory.mkdir(parents=True, exist_ok=True)
        await self._stop_ui()  # of a server that was killed
        # A second server on the same file starts, and ruins both. The server inherits the lock,
        # so that it is held until the last of it is gone, whatever happens to us.
        async with lock.hold(self._directory / "server.lock") as held:
            self._require_free_ports()
            self._inner_ui_port = find_blocked_port() if self._ui_port else 0
            self._child = await Child.start(self._command(held))
        try:
            await self._wait_ready()
            await self._start_ui()
        except BaseException:
            await self.stop()
            raise

    async def _start_ui(self) -> None:
        if self._ui_port:
            self._ui = TemporalUi(self._ui_port, self._inner_ui_port)
            await self._ui.start()

    def _require_free_ports(self) -> None:
        ports.require_free_port(self._port, "--temporal-port")
        if self._ui_port:
            ports.require_free_port(self._ui_port, "--ui-port")

    def _command(self, held: int) -> Command:
        return Command(
            name="temporal",
            argv=[str(self._binary.path), "server", "start-dev", *self._options()],
            log=self._log,
            keep_fds=(*self._keep_fds, held),
        )

    def _options(self) -> Sequence[str]:
        # A newer server migrates the file, an older one then cannot read it: one file for each.
        database = self._directory / f"server-{self._binary.server_version}.db"
        options = [
            f"--ip={ports.LOOPBACK}",
            f"--port={self._port}",
            f"--db-filename={database}",
            "--sqlite-pragma=journal_mode=WAL",
            f"--sqlite-pragma=synchronous={self._synchronous}",
            "--log-level=warn",
            *(f"--dynamic-config-value={key}={value}" for key, value in DYNAMIC_CONFIG.items()),
        ]
        ui_port = self._inner_ui_port
        options.append(f"--ui-port={ui_port}" if ui_port else "--headless")
        if self._http_port:
            options.append(f"--http-port={self._http_port}")
        return options

    async def _wait_ready(self) -> None:
        deadline = time.monotonic() + READY_TIMEOUT_S
        while (client := await self._connect()) is None:
            if time.monotonic() > deadline:
                raise TimeoutError(f"Temporal does not answer on {self.address}: {self._log}")
            await asyncio.sleep(POLL_S)
        self._require_own_listener()
        await prepare_namespace(client)
        self._client = client

    async def _connect(self) -> Client | None:
        """A client of a server that answers, or None; raises when our child has ended."""
        if not self.child.running:
            raise self.child.exited_error()
        if not ports.accepts_connections(self._port):  # a client would retry for ten seconds
            return None
        try:
            return await Client.connect(self.address)
        except (RuntimeError, RPCError):
            return None

    def _require_own_listener(self) -> None:
        """A server of somebody else on our port would answer just as well."""
        process = self.child.find_process()
        if process is None:
            raise self.child.exited_error()
        try:
            own = ports.listens_on(process, [self._port])
        except psutil.AccessDenied:  # some containers do not let us look
            own = self.child.running
        if not own:
            message = f"Another server answers on {self.address}: choose a --temporal-port."
            raise ForeignServerError(message)

    async def wait(self) -> int:
        """The exit code, when it ends."""
        code = await self.child.wait()
        await self._stop_ui()
        return code

    async def is_alive(self) -> bool:
        """Whether it answers gRPC's question for its health."""
        if self._client is None:
            return False
        return await self._client.service_client.check_health()

    async def stop(self) -> None:
        """Let it write what it has; workers should have stopped before."""
        await self._stop_ui()
        if self._child is not None:
            await self._child.stop()

    async def kill(self) -> None:
        """End it as a crash would: what was acknowledged is in its file."""
        await self.child.kill()

    async def _stop_ui(self) -> None:
        ui, self._ui = self._ui, None
        if ui is not None:
            await ui.stop()
