"""What each process last found out about itself and about services outside.

For `doctor` and `/readyz`. A row counts as long as its process says that it lives.
"""

import os
import socket
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from panager.db.pool import Database

MODEL: Final = "model"
"""The part that workers find out about language models."""
GONE_AFTER: Final = timedelta(seconds=90)
"""A process that has not said for so long that it lives does not."""


@dataclass(frozen=True, kw_only=True)
class ServiceHealth:
    """`part` is the service or the task as the process `process` sees it."""

    process: str
    part: str
    ok: bool
    detail: str
    """What is wrong and what to do about it; empty when nothing is."""
    at: datetime
    """Since when it is so."""


def is_own(found: ServiceHealth) -> bool:
    """Whether it is about work of our own (a task, an activity) and not about a service."""
    return found.part.startswith(("task ", "activity "))


def this_process() -> str:
    """The host and the process id; no two processes that live have the same."""
    return f"{socket.gethostname()}:{os.getpid()}"


PUT = """
INSERT INTO service_health (process, part, ok, detail) VALUES ($1, $2, $3, $4)
ON CONFLICT (process, part) DO UPDATE
SET ok = excluded.ok, detail = excluded.detail, seen_at = now(),
    at = CASE WHEN (service_health.ok, service_health.detail) = (excluded.ok, excluded.detail)
              THEN service_health.at ELSE now() END
"""


async def put_health(
    db: Database, part: str, *, ok: bool, detail: str, process: str | None = None
) -> None:
    """This is how it is now, as this process sees it, or as `process` does."""
    async with db.edge() as connection:
        await connection.execute(PUT, process or this_process(), part, ok, detail)


async def list_health(db: Database) -> list[ServiceHealth]:
    """Of every part of every process that lives."""
    async with db.edge() as connection:
        rows = await connection.fetch(
            "SELECT process, part, ok, detail, at FROM service_health"
            " WHERE seen_at > now() - $1::interval ORDER BY part, process",
            GONE_AFTER,
        )
    return [ServiceHealth(**row) for row in rows]


async def delete_gone(db: Database) -> None:
    """Forget the processes that do not live any more."""
    async with db.edge() as connection:
        await connection.execute(
            "DELETE FROM service_health WHERE seen_at <= now() - $1::interval", GONE_AFTER
        )


async def delete_good(db: Database, process: str) -> None:
    """Forget what this process has found to be well."""
    async with db.edge() as connection:
        await connection.execute("DELETE FROM service_health WHERE process = $1 AND ok", process)
