"""Rows that fail for as long as the test runs do not hold up others, nor the end of the worker."""

import asyncio
import contextlib
from datetime import UTC, datetime, timedelta

import asyncpg

from panager.llm.offline.model import OfflineModel
from panager.llm.providers.chain import ModelChain
from panager.worker.running import running_worker
from testing.eventually import assert_eventually
from testing.people import Someone
from testing.scheduling import schedule

POISON = """
CREATE SEQUENCE tried;
GRANT USAGE ON tried TO panager_app;
CREATE FUNCTION poisoned() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN PERFORM nextval('tried'); RAISE EXCEPTION 'poisoned' USING ERRCODE = '57014'; END $$;
CREATE TRIGGER poison BEFORE INSERT ON occurrences
    FOR EACH ROW WHEN (NEW.user_id = '{user_id}') EXECUTE FUNCTION poisoned()
"""
"""Fails as a database does that is being shut down, so it is tried for as long as it takes."""
POISONED = 3
"""As many as there are places for workflow tasks of reminders."""
STOPS_WITHIN_S = 20


async def test_poisoned_reminders_hold_up_neither_others_nor_the_end_of_the_worker(
    alice: Someone, minsu: Someone, admin_url: str
) -> None:
    admin = await asyncpg.connect(admin_url)
    await admin.execute(POISON.format(user_id=alice.user_id))

    async def are_tried() -> bool:
        tried: int = await admin.fetchval("SELECT last_value FROM tried")
        return tried >= POISONED * 2

    async with contextlib.AsyncExitStack() as stack:
        models = ModelChain.of(OfflineModel())
        await stack.enter_async_context(running_worker(alice.client, alice.db, models))
        for _ in range(POISONED):
            await schedule(alice, datetime.now(UTC), "poisoned")
        await assert_eventually(are_tried, timeout_s=20)

        await schedule(minsu, datetime.now(UTC) + timedelta(seconds=1), "water")
        [item] = await minsu.wait_for_reminders(1)
        async with asyncio.timeout(STOPS_WITHIN_S):
            await stack.aclose()

    await admin.close()
    assert item.text.startswith("⏰ water")
    assert "late" not in item.text
