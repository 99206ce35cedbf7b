"""Which parts `panager up` starts, in which order, and what each needs to know."""

import os
from collections.abc import Sequence
from urllib.parse import quote, urlsplit

from panager.bot.status import STATUS_FILE
from panager.db import migrate
from panager.embedded import files, ports, runtime
from panager.embedded.child import Command
from panager.embedded.parts import Api, Bot, Worker
from panager.embedded.postgres.server import EmbeddedPostgres
from panager.embedded.supervisor import OnState, State, Supervisor
from panager.embedded.temporal import binary
from panager.embedded.temporal.server import TemporalServer
from panager.process import heartbeat
from panager.setting_sources import PREFIXES
from panager.settings import OPERATOR_TOKEN_FILE, UPDATE_KEY_FILE, Settings

APP_PASSWORD_FILE = "app-password"  # noqa: S105 - a file name, not a secret
WORKER_READY_FILE = "run/worker.ready"
SERVER_RESTARTS = 5
"""Failed restarts in a row after which we give up: our own parts are useless without servers."""

Runtime = dict[str, str | int | None]


NETWORK = frozenset(
    {
        "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY",
        "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE",
    }
)  # fmt: skip
"""How those of us who talk to the world get there."""


def _own_environment() -> dict[str, str]:
    """What our own processes inherit besides: settings, and the way to the network."""
    return {
        name: value
        for name, value in os.environ.items()
        if name.upper().startswith(PREFIXES) or name.upper() in NETWORK
    }


class Tree:
    """Starts the parts under a supervisor; a server that the settings name is used instead."""

    def __init__(
        self,
        settings: Settings,
        supervisor: Supervisor,
        on_state: OnState,
        *,
        program: Sequence[str],
        keep_fds: tuple[int, ...],
    ) -> None:
        """`program` runs `panager`; every process inherits `keep_fds`."""
        self._settings = settings
        self._supervisor = supervisor
        self._on_state = on_state
        self._program = program
        self._keep_fds = keep_fds

    async def start(self) -> None:
        """Start everything in order; ports are checked before anything starts."""
        self._require_free_ports()
        for name in (OPERATOR_TOKEN_FILE, UPDATE_KEY_FILE):
            files.read_or_make_secret(self._settings.data_dir / name)
        found: Runtime = {"pid": os.getpid(), "api_url": self._api_url()}
        found |= await self._start_database()
        found |= await self._start_temporal()
        runtime.write(self._settings.data_dir, found)
        await self._start_worker()
        await self._start_api()
        await self._start_bot()

    def _require_free_ports(self) -> None:
        settings = self._settings
        ports.require_free_port(settings.api_port, "--api-port", settings.api_host)
        if settings.temporal_address is None:
            ports.require_free_port(settings.temporal_port, "--temporal-port")
            ports.require_free_port(settings.ui_port, "--ui-port")

    async def _start_database(self) -> Runtime:
        if self._settings.database_url is not None:
            return await self._use_database(self._settings.database_url.get_secret_value())
        postgres = EmbeddedPostgres(self._settings.data_dir, keep_fds=self._keep_fds)
        await self._supervisor.start(
            "postgres",
            postgres,
            lambda: f"{ports.LOOPBACK}:{postgres.port}",
            max_failures=SERVER_RESTARTS,
        )
        password = files.read_or_make_secret(self._settings.data_dir / APP_PASSWORD_FILE)
        login = f"{migrate.APPLICATION_ROLE}:{quote(password, safe='')}"
        app_url = f"postgresql://{login}@{ports.LOOPBACK}:{postgres.port}/panager"
        await self._migrate(postgres.admin_url(), app_url)
        return {"database_url": app_url, "database_admin_url": postgres.admin_url()}

    async def _use_database(self, app_url: str) -> Runtime:
        """Somebody else's server; without an owner's URL its schema is theirs to migrate."""
        parts = urlsplit(app_url)
        where = f"{parts.hostname}:{parts.port or 5432}{parts.path} (PANAGER_DATABASE_URL)"
        self._on_state("postgres", State.EXTERNAL, where)
        admin = self._settings.database_admin_url
        if admin is None:
            hint = "left alone: PANAGER_DATABASE_ADMIN_URL is not set"
            self._on_state("migrations", State.EXTERNAL, hint)
            return {"database_url": app_url}
        await self._migrate(admin.get_secret_value(), app_url)
        return {"database_url": app_url, "database_admin_url": admin.get_secret_value()}

    async def _migrate(self, admin_url: str, app_url: str) -> None:
        self._on_state("migrations", State.STARTING, "")
        revision = await migrate.migrate(admin_url, app_url)
        self._on_state("migrations", State.DONE, revision)

    async def _start_temporal(self) -> Runtime:
        settings = self._settings
        if settings.temporal_address is not None:
            where = f"{settings.temporal_address} (PANAGER_TEMPORAL_ADDRESS)"
            self._on_state("temporal", State.EXTERNAL, where)
            address, ui = settings.temporal_address, settings.temporal_ui_url
            return {"temporal_address": address, "temporal_ui_url": ui}
        server = TemporalServer(
            await self._find_temporal(),
            settings.data_dir,
            port=settings.temporal_port,
            ui_port=settings.ui_port,
            keep_fds=self._keep_fds,
        )
        await self._supervisor.start(
            "temporal",
            server,
            lambda: f"{server.address}, web interface {server.ui_url}",
            max_failures=SERVER_RESTARTS,
        )
        return {"temporal_address": server.address, "temporal_ui_url": server.ui_url}

    async def _find_temporal(self) -> binary.TemporalBinary:
        return await binary.find(
            self._settings.temporal_command,
            report=lambda line: self._on_state("temporal", State.STARTING, line),
        )

    async def _start_worker(self) -> None:
        data_dir = self._settings.data_dir
        worker = Worker(
            self._command("worker", grace_s=10),
            data_dir / WORKER_READY_FILE,
            data_dir / heartbeat.WORKER_FILE,
        )
        await self._supervisor.start("worker", worker, lambda: "")

    async def _start_api(self) -> None:
        api = Api(self._command("api", grace_s=5), self._api_url())
        await self._supervisor.start("api", api, self._api_url)

    async def _start_bot(self) -> None:
        if self._settings.discord_token is None:
            return

        def show() -> None:
            state = State.READY if bot.connected else State.STARTING
            self._on_state("bot", State.FAILED if bot.refused else state, bot.status)

        data_dir = self._settings.data_dir
        bot = Bot(
            self._command("bot", grace_s=8),
            data_dir / STATUS_FILE,
            data_dir / heartbeat.BOT_FILE,
            show,
        )
        await self._supervisor.start("bot", bot, lambda: bot.status)

    def _command(self, name: str, grace_s: float) -> Command:
        settings = self._settings
        return Command(
            name=name,
            argv=[*self._program, name, "--data-dir", str(settings.data_dir)],
            log=settings.data_dir / "logs" / f"{name}.log",
            grace_s=grace_s,
            # What an option of `up` may have changed; the rest is in runtime.json.
            env={
                **_own_environment(),
                "PANAGER_API_HOST": settings.api_host,
                "PANAGER_API_PORT": str(settings.api_port),
                **self._discord(),
            },
            keep_fds=self._keep_fds,
        )

    def _discord(self) -> dict[str, str]:
        """In the environment only: command lines are for everybody to see."""
        token = self._settings.discord_token
        if token is None:
            return {}
        base = str(self._settings.discord_api_base)
        return {"DISCORD_TOKEN": token.get_secret_value(), "DISCORD_API_BASE": base}

    def _api_url(self) -> str:
        host = self._settings.api_host
        if host in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
            host = ports.LOOPBACK
        return f"http://{f'[{host}]' if ':' in host else host}:{self._settings.api_port}"
