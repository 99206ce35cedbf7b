"""What our own processes last found out about services outside."""

import asyncio

import asyncpg

from panager.db import service_health
from panager.db.pool import open_database
from panager.db.service_health import ServiceHealth
from panager.doctor.findings import PATIENCE_S, Finding
from panager.outages import DATABASE_OUTAGES
from panager.settings import Settings


async def diagnose(settings: Settings) -> list[Finding]:
    """One finding for each part that has told; none where there is no database to ask."""
    if settings.database_url is None:
        return []
    url = settings.database_url.get_secret_value()
    try:
        async with asyncio.timeout(PATIENCE_S), open_database(url, max_size=1) as db:
            return [_process(found) for found in await service_health.list_health(db)]
    except (*DATABASE_OUTAGES, asyncpg.PostgresError):
        return []  # the database has a finding of its own


def _process(found: ServiceHealth) -> Finding:
    detail = f"{found.detail or 'works'} ({found.at:%Y-%m-%d %H:%M} UTC)"
    remedy = "" if found.ok else "Correct that, then start `panager up` again."
    return Finding(part=f"{found.part} at work", ok=found.ok, detail=detail, remedy=remedy)
