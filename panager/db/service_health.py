"""What a process last found out about a service outside, for `doctor` and `/readyz`."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from panager.db.pool import Database

MODEL: Final = "model"
"""The part that workers find out about language models; the others are about Discord."""


@dataclass(frozen=True, kw_only=True)
class ServiceHealth:
    """`part` is the service as one process sees it, e.g. "discord" for what workers send."""

    part: str
    ok: bool
    detail: str
    """What is wrong and what to do about it; empty when nothing is."""
    at: datetime


async def put_health(db: Database, part: str, *, ok: bool, detail: str) -> None:
    """This is how it is now."""
    async with db.edge() as connection:
        await connection.execute(
            """
            INSERT INTO service_health (part, ok, detail) VALUES ($1, $2, $3)
            ON CONFLICT (part) DO UPDATE
            SET ok = excluded.ok, detail = excluded.detail, at = now()
            """,
            part,
            ok,
            detail,
        )


async def list_health(db: Database) -> list[ServiceHealth]:
    """Of every part that has said something."""
    async with db.edge() as connection:
        rows = await connection.fetch("SELECT part, ok, detail, at FROM service_health")
    return [ServiceHealth(**row) for row in rows]
