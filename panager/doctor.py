"""Looks at every part and says what is wrong and how to mend it."""

import asyncio
import json
import platform
import shutil
import sys
from dataclasses import asdict, dataclass
from importlib.metadata import version
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import asyncpg
import httpx
from rich.console import Console
from rich.table import Table
from temporalio.api.workflowservice.v1 import GetSystemInfoRequest

from panager.db.migrate import current_revision, newest_revision
from panager.settings import Settings
from panager.temporal import connect

PATIENCE_S = 5
START = "Start it with `panager up`."


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One part: how it is, and the remedy when it is not well."""

    part: str
    ok: bool
    detail: str
    remedy: str = ""


async def diagnose(settings: Settings) -> list[Finding]:
    """Every part of what runs in the data directory; never raises for a part that is down."""
    return [
        _versions(),
        _data_dir(settings),
        _zones(settings),
        *await asyncio.gather(_database(settings), _temporal(settings), _api(settings)),
        Finding(part="model", ok=True, detail=f"{settings.model} (needs no key)"),
        Finding(part="discord", ok=True, detail="not configured"),
        Finding(part="google", ok=True, detail="not configured"),
    ]


def show(findings: list[Finding], *, as_json: bool) -> None:
    """A table for people, or JSON."""
    if as_json:
        sys.stdout.write(json.dumps([asdict(f) for f in findings], ensure_ascii=False) + "\n")
        return
    table = Table("", "part", "state", "remedy")
    for finding in findings:
        mark = "[green]ok[/green]" if finding.ok else "[red]!![/red]"
        table.add_row(mark, finding.part, finding.detail, finding.remedy)
    Console().print(table)


def _versions() -> Finding:
    detail = (
        f"panager {version('panager')}, Python {platform.python_version()},"
        f" temporalio {version('temporalio')}, {platform.system()} {platform.machine()}"
    )
    return Finding(part="versions", ok=True, detail=detail)


def _data_dir(settings: Settings) -> Finding:
    path = settings.data_dir
    if not path.exists():
        return Finding(part="data directory", ok=False, detail=f"{path} is empty", remedy=START)
    free = shutil.disk_usage(path).free / 1e9
    return Finding(
        part="data directory",
        ok=free > 1,
        detail=f"{path}, {free:.0f} GB free",
        remedy="" if free > 1 else "Make room on this disk.",
    )


def _zones(settings: Settings) -> Finding:
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


async def _database(settings: Settings) -> Finding:
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


async def _temporal(settings: Settings) -> Finding:
    address = settings.temporal_address
    if address is None:
        return Finding(part="temporal", ok=False, detail="does not run", remedy=START)
    try:
        async with asyncio.timeout(PATIENCE_S):
            client = await connect(address, namespace=settings.temporal_namespace)
            info = await client.workflow_service.get_system_info(GetSystemInfoRequest())
    except (RuntimeError, TimeoutError) as error:
        detail = f"{address} unreachable: {error}"
        return Finding(part="temporal", ok=False, detail=detail, remedy=START)
    detail = f"server {info.server_version} at {address}, UI {settings.temporal_ui_url or '-'}"
    return Finding(part="temporal", ok=True, detail=detail)


async def _api(settings: Settings) -> Finding:
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
