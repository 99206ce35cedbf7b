"""All parts together."""

import asyncio

from panager.doctor import at_work, discord, models, parts
from panager.doctor.findings import Finding
from panager.settings import Settings


async def diagnose(settings: Settings) -> list[Finding]:
    """Every part of what runs in the data directory; never raises for a part that is down."""
    return [
        parts.versions(),
        parts.data_dir(settings),
        parts.zones(settings),
        *await asyncio.gather(
            parts.database(settings), parts.temporal(settings), parts.api(settings)
        ),
        *await models.diagnose(settings),
        *await discord.diagnose(settings),
        *await at_work.diagnose(settings),
        Finding(part="google", ok=True, detail="not configured"),
    ]
