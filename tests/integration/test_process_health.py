"""What each process says about how it is, and how long that counts."""

from urllib.parse import urlsplit

import asyncpg

from panager.db import service_health
from panager.db.pool import Database, open_database
from panager.process.health import open_health
from testing.eventually import assert_eventually
from tests.integration.bot.conftest import Relay


async def told(db: Database) -> list[tuple[str, str, bool]]:
    return [(each.process, each.part, each.ok) for each in await service_health.list_health(db)]


async def test_processes_do_not_overwrite_what_the_other_found_out(database: Database) -> None:
    async with open_health(database, "one") as one, open_health(database, "two") as two:
        await one.put("discord", ok=False, detail="refused")
        await two.put("discord", ok=True, detail="")

        assert await told(database) == [("one", "discord", False), ("two", "discord", True)]


async def test_process_that_is_gone_is_forgotten(database: Database, admin_url: str) -> None:
    await service_health.put_health(
        database, "discord", ok=False, detail="refused", process="killed"
    )
    admin = await asyncpg.connect(admin_url)
    await admin.execute("UPDATE service_health SET seen_at = now() - interval '2 minutes'")

    assert await told(database) == []
    async with open_health(database, "alive"):
        await assert_eventually(lambda: _is_empty(admin))
    await admin.close()


async def _is_empty(admin: "asyncpg.Connection[asyncpg.Record]") -> bool:
    return bool(await admin.fetchval("SELECT count(*) = 0 FROM service_health"))


async def test_process_that_ends_leaves_only_what_was_wrong(database: Database) -> None:
    async with open_health(database, "one") as one:
        await one.put("discord", ok=False, detail="refused")
        await one.put("model", ok=True, detail="")

    assert await told(database) == [("one", "discord", False)]


async def test_what_was_found_out_during_an_outage_is_told_after_it(
    database: Database, app_url: str
) -> None:
    relay = Relay(urlsplit(app_url).port or 0)
    await relay.open()
    through_relay = app_url.replace(f":{relay.target}/", f":{relay.port}/")
    async with (
        open_database(through_relay) as away,
        open_health(away, "one", beat_s=0.1) as one,
    ):
        await relay.cut()
        await one.put("discord", ok=False, detail="refused")
        assert await told(database) == []
        await relay.open()

        await assert_eventually(lambda: _is_told(database, "discord"))
    await relay.cut()


async def _is_told(db: Database, part: str) -> bool:
    return part in [each.part for each in await service_health.list_health(db)]
