"""All parts together."""

import asyncio
from collections.abc import Iterable

from panager.doctor import parts
from panager.doctor.findings import Check, Finding
from panager.settings import Settings


async def diagnose(settings: Settings, checks: Iterable[Check]) -> list[Finding]:
    """Every part of what runs in the data directory; never raises for a part that is down.

    `checks` are those of the features.
    """
    found = [
        parts.versions(),
        parts.data_dir(settings),
        parts.zones(settings),
        *await asyncio.gather(
            parts.database(settings), parts.temporal(settings), parts.api(settings)
        ),
    ]
    for check in checks:
        found += await check(settings)
    return [*found, Finding(part="google", ok=True, detail="not configured")]
