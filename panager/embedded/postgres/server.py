"""The embedded Postgres (with pgvector): our own child process, TCP on loopback only."""

import asyncio
import signal
import time
from pathlib import Path
from urllib.parse import quote

import asyncpg

from panager.embedded import files, ports
from panager.embedded.child import Child, ChildExitedError, Command
from panager.embedded.postgres import cluster, system_user

DATABASE = "panager"
START_ATTEMPTS = 3
READY_TIMEOUT_S = 60.0
"""Long, because recovery after a crash may have much to replay."""
POLL_S = 0.05

SERVER_SETTINGS = {
    "listen_addresses": ports.LOOPBACK,
    "unix_socket_directories": "",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "logging_collector": "off",
}


class EmbeddedPostgres:
    """A Postgres server that keeps its files below a data directory and lives as long as we do."""

    def __init__(
        self,
        data_dir: Path,
        *,
        port: int | None = None,
        durable: bool = True,
        keep_fds: tuple[int, ...] = (),
    ) -> None:
        """`durable=False` turns fsync off, for tests; `keep_fds` are inherited by the server."""
        self._cluster = data_dir.resolve() / "postgres"
        self._password_file = data_dir.resolve() / "postgres-password"
        self._log = data_dir.resolve() / "logs" / "postgres.log"
        self._port = port
        self._durable = durable
        self._keep_fds = keep_fds
        self._child: Child | None = None

    async def start(self) -> None:
        """Make the files when there are none, start, and wait until it answers."""
        known_port = self._port  # a server that starts again keeps it: the others know it
        for attempt in range(1, START_ATTEMPTS + 1):
            self._port = known_port or ports.find_free_port()
            try:
                await self._try_start()
            except (ChildExitedError, cluster.InitdbError):
                # Somebody was faster on the port, or closed a directory above ours again (pytest
                # does so with its own when it starts).
                if attempt == START_ATTEMPTS:
                    raise
            else:
                break
        await self._ensure_database()

    async def _try_start(self) -> None:
        owner = await asyncio.to_thread(system_user.find_server_user, self._cluster)
        await asyncio.to_thread(cluster.prepare, self._cluster, self._password_file, owner)
        await cluster.evict(self._cluster)
        self._child = await Child.start(self._command(self.port, owner))
        try:
            await self.wait_ready()
        except BaseException:
            await self._child.stop()
            raise

    def _command(self, port: int, owner: tuple[int, int] | None) -> Command:
        settings = SERVER_SETTINGS | {"port": str(port), "fsync": "on" if self._durable else "off"}
        options = [f"--{name}={value}" for name, value in settings.items()]
        return Command(
            name="postgres",
            argv=[
                str(cluster.bin_dir(self._cluster) / "postgres"),
                "-D",
                str(self._cluster),
                *options,
            ],
            log=self._log,
            stop_signal=signal.SIGINT,  # fast shutdown: does not wait for clients
            owner=owner,
            cwd=Path("/"),  # ours may be closed to the server's user
            keep_fds=self._keep_fds,
        )

    async def wait_ready(self, timeout_s: float = READY_TIMEOUT_S) -> None:
        """Return when it takes connections; raise when it ends instead."""
        deadline = time.monotonic() + timeout_s
        while not await self._answers():
            if not self._require_child().running:
                raise self._require_child().exited_error()
            if time.monotonic() > deadline:
                raise TimeoutError(f"Postgres is not ready after {timeout_s:.0f} s: {self._log}")
            await asyncio.sleep(POLL_S)

    async def _answers(self) -> bool:
        try:
            connection = await asyncpg.connect(self.admin_url("postgres"), timeout=5)
        except (OSError, TimeoutError, asyncpg.PostgresError):
            return False
        await connection.close()
        return self._require_child().running

    async def _ensure_database(self) -> None:
        connection = await asyncpg.connect(self.admin_url("postgres"))
        try:
            known = await connection.fetchval(
                "SELECT true FROM pg_database WHERE datname = $1", DATABASE
            )
            if not known:
                await connection.execute(f'CREATE DATABASE "{DATABASE}"')
        finally:
            await connection.close()

    @property
    def port(self) -> int:
        """Where it listens on 127.0.0.1; known after the start."""
        if self._port is None:
            raise RuntimeError("Postgres was not started")
        return self._port

    @property
    def child(self) -> Child:
        """The server process, on its leash."""
        return self._require_child()

    def _require_child(self) -> Child:
        if self._child is None:
            raise RuntimeError("Postgres was not started")
        return self._child

    def admin_url(self, dbname: str = DATABASE) -> str:
        """`postgresql://` URL of the superuser."""
        password = quote(files.read_or_make_secret(self._password_file), safe="")
        user = cluster.SUPERUSER
        return f"postgresql://{user}:{password}@{ports.LOOPBACK}:{self.port}/{dbname}"

    async def wait(self) -> int:
        """The exit code, when it ends."""
        return await self._require_child().wait()

    async def is_alive(self) -> bool:
        """Whether it answers a query on a new connection; an error is an answer, too."""
        try:
            connection = await asyncpg.connect(self.admin_url("postgres"))
        except asyncpg.PostgresError:  # it recovers, or has no connection left
            return True
        try:
            return bool(await connection.fetchval("SELECT true"))
        finally:
            connection.terminate()

    async def stop(self) -> None:
        """Fast shutdown; data is safe."""
        if self._child is not None:
            await self._child.stop()

    async def kill(self) -> None:
        """End it as a crash would: what was acknowledged is in its files."""
        await self._require_child().kill()
        # Its processes lead groups of their own, and one that is stopped sees nothing.
        await cluster.kill_leftovers(self._cluster)
