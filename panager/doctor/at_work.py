"""What our own processes last found out, and whether what they owe has come."""

import asyncio

import asyncpg

from panager.contracts import limits
from panager.db import reminders, service_health
from panager.db.pool import open_database
from panager.db.reminders import Overdue
from panager.db.service_health import ServiceHealth, is_own
from panager.doctor.findings import PATIENCE_S, Finding
from panager.outages import DATABASE_OUTAGES
from panager.settings import Settings


async def diagnose(settings: Settings) -> list[Finding]:
    """One for each part that has told, one for reminders; none without a database to ask."""
    if settings.database_url is None:
        return []
    url = settings.database_url.get_secret_value()
    try:
        async with asyncio.timeout(PATIENCE_S), open_database(url, max_size=1) as db:
            told = [_process(found) for found in await service_health.list_health(db)]
            return [*told, _overdue(await reminders.count_overdue(db, grace=limits.OVERDUE_AFTER))]
    except (*DATABASE_OUTAGES, asyncpg.PostgresError):
        return []  # the database has a finding of its own


def _overdue(found: Overdue) -> Finding:
    if found.since is None:
        return Finding(part="reminders", ok=True, detail="none is overdue")
    return Finding(
        part="reminders",
        ok=False,
        detail=f"{found.count} overdue, the first since {found.since:%Y-%m-%d %H:%M} UTC",
        remedy="See that the worker, Temporal and Discord are well; they come late, but they come.",
    )


def _process(found: ServiceHealth) -> Finding:
    detail = f"{found.detail or 'works'} ({found.at:%Y-%m-%d %H:%M} UTC)"
    remedy = "" if found.ok else _remedy(found)
    return Finding(part=f"{found.part} at work", ok=found.ok, detail=detail, remedy=remedy)


def _remedy(found: ServiceHealth) -> str:
    if is_own(found):
        return "A fault of Panager: please report the traceback, which is in logs/."
    return "Correct that, then start `panager up` again."
