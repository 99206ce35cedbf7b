"""The parts that every Panager has."""

import asyncio
import platform
import shutil
from importlib.metadata import version
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import asyncpg
import httpx
from temporalio.api.workflowservice.v1 import GetSystemInfoRequest

from panager.data_dir import is_in_use
from panager.db.migrate import current_revision, newest_revision
from panager.doctor.findings import PATIENCE_S, START, Finding
from panager.setting_sources import RUNTIME_FILE
from panager.settings import Settings
from panager.temporal import connect

STALE = (
    f"; its {RUNTIME_FILE} is not used: it is of the directory that this is a copy of, or of a"
    " `panager up` that was killed"
)


def versions() -> Finding:
    """What runs."""
    detail = (
        f"panager {version('panager')}, Python {platform.python_version()},"
        f" temporalio {version('temporalio')}, {platform.system()} {platform.machine()}"
    )
    return Finding(part="versions", ok=True, detail=detail)


def data_dir(settings: Settings) -> Finding:
    """Whether it is there and has room."""
    path = settings.data_dir
    if not path.exists():
        return Finding(part="data directory", ok=False, detail=f"{path} is empty", remedy=START)
    free = shutil.disk_usage(path).free / 1e9
    stale = (path / RUNTIME_FILE).exists() and not is_in_use(path)
    return Finding(
        part="data directory",
        ok=free > 1,
        detail=f"{path}, {free:.0f} GB free{STALE if stale else ''}",
        remedy="" if free > 1 else "Make room on this disk.",
    )


def zones(settings: Settings) -> Finding:
    """Whether the default one is known."""
    try:
        ZoneInfo(settings.zone)
    except (ZoneInfoNotFoundError, ValueError):
        return Finding(
            part="time zones",
            ok=False,
            detail=f"{settings.zone} is unknown",
            remedy="Set PANAGER_ZONE to an IANA name such as Asia/Seoul.",
        )
    return Finding(
        part="time zones",
        ok=True,
        detail=f"{len(available_timezones())} known, default {settings.zone}",
    )


async def database(settings: Settings) -> Finding:
    """Whether it answers and has the newest schema."""
    if settings.database_url is None:
        return Finding(part="database", ok=False, detail="does not run", remedy=START)
    try:
        async with asyncio.timeout(PATIENCE_S):
            found = await current_revision(settings.database_url.get_secret_value())
    except (OSError, TimeoutError, asyncpg.PostgresError) as error:
        return Finding(part="database", ok=False, detail=f"unreachable: {error}", remedy=START)
    wanted = newest_revision()
    return Finding(
        part="database",
        ok=found == wanted,
        detail=f"schema {found}, this version needs {wanted}",
        remedy="" if found == wanted else "Run `panager migrate`.",
    )


async def temporal(settings: Settings) -> Finding:
    """Whether the server answers."""
    address = settings.temporal_address
    if address is None:
        return Finding(part="temporal", ok=False, detail="does not run", remedy=START)
    try:
        async with asyncio.timeout(PATIENCE_S):
            client = await connect(address, namespace=settings.temporal_namespace, update_key=None)
            info = await client.workflow_service.get_system_info(GetSystemInfoRequest())
    except (RuntimeError, TimeoutError) as error:
        detail = f"{address} unreachable: {error}"
        return Finding(part="temporal", ok=False, detail=detail, remedy=START)
    detail = f"server {info.server_version} at {address}, UI {settings.temporal_ui_url or '-'}"
    return Finding(part="temporal", ok=True, detail=detail)


async def api(settings: Settings) -> Finding:
    """Whether it answers, and what it misses."""
    if settings.api_url is None:
        return Finding(part="api", ok=False, detail="does not run", remedy=START)
    try:
        async with httpx.AsyncClient(timeout=PATIENCE_S) as client:
            ready = (await client.get(f"{settings.api_url}/readyz")).json()
    except (httpx.HTTPError, ValueError) as error:
        detail = f"{settings.api_url} unreachable: {error}"
        return Finding(part="api", ok=False, detail=detail, remedy=START)
    down = [name for name, part in ready["parts"].items() if not part["ok"]]
    return Finding(
        part="api",
        ok=bool(ready["ready"]),
        detail=f"{settings.api_url}, " + (f"not ready: {', '.join(down)}" if down else "ready"),
        remedy="See the logs in the data directory." if down else "",
    )
