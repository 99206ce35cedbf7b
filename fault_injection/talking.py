"""A conversation that goes on while reminders fire, and how soon each message meets a model."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import asyncpg

from fault_injection.stage import Stage
from tests.e2e.mailbox import Mailbox, open_mailbox

TALKERS = 3
PAUSE_S = 1.0
PATIENCE_S = 20.0
FIRST_CALLS = """
SELECT extract(epoch FROM min(s.created_at) - m.received_at)::float8
FROM inbound_messages m JOIN steps s ON s.turn_id = m.turn_id AND s.kind = 'think'
WHERE m.received_at BETWEEN $1 AND $2
GROUP BY m.message_id, m.received_at
"""


@asynccontextmanager
async def conversation(stage: Stage) -> AsyncIterator[None]:
    """A few people ask something, wait for the answer, think for a second, and ask again."""
    tasks = [asyncio.create_task(_talk(stage, f"talker{number}")) for number in range(TALKERS)]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _talk(stage: Stage, user: str) -> None:
    async with open_mailbox(stage.stack.settings, user) as mailbox:
        number = 0
        while True:
            await _ask(mailbox, f"{user}-{number}")
            number += 1
            await asyncio.sleep(PAUSE_S)


async def _ask(mailbox: Mailbox, key: str) -> None:
    message = await mailbox.write("what time is it?", key)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE_S):
            while not mailbox.answers_to(message):  # noqa: ASYNC110 - as a person looks
                await asyncio.sleep(0.05)


async def first_calls(stage: Stage, since: datetime, until: datetime) -> list[float]:
    """Seconds from the storing of each message to the end of the first model call for it.

    Read from the rows, so that nothing has to be added to what is measured; the offline model's
    own time is in it. Only messages of this span that were answered at all.
    """
    admin = stage.stack.settings.database_admin_url
    if admin is None:
        raise RuntimeError("panager up did not say who owns its database")
    connection = await asyncpg.connect(admin.get_secret_value())
    try:
        rows = await connection.fetch(FIRST_CALLS, since, until)
    finally:
        await connection.close()
    return [row[0] for row in rows]
