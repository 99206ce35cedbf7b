"""What a turn reads of the database stays the same however long the conversation is."""

from uuid import UUID, uuid4

import asyncpg
import pytest

from activities.turn.prompt import PromptReader
from panager.db import reminders, users
from panager.db.actions import outcomes
from panager.db.conversation import messages, summaries, turns
from panager.db.conversation.turns import Step
from panager.db.pool import Connection, Database

LONG = 3_000
MOST_ROWS = 300
"""Of all tables and indexes together, in one turn."""
READ = """
SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint FROM pg_stat_xact_user_tables
"""
ENDED_TURNS = """
WITH numbers AS (SELECT n, gen_random_uuid() AS turn_id FROM generate_series(1, $2::int) n),
made AS (
    INSERT INTO turns (turn_id, user_id, state, started_at, ended_at)
    SELECT turn_id, $1, 'answered', now() - interval '1 minute' * ($2 - n + 1), now() FROM numbers),
said AS (
    INSERT INTO inbound_messages
        (user_id, channel, channel_message_id, seq, text, turn_id, channel_order)
    SELECT $1, 'local', n::text, n * 3, 'message ' || n, turn_id, n FROM numbers),
thought AS (
    INSERT INTO steps (turn_id, number, call_id, user_id, kind, body)
    SELECT turn_id, 1, '', $1, 'think', '{"text": "", "read_upto": 1, "calls":
        [{"id": "a", "name": "current_time", "args": {}}]}'::jsonb FROM numbers),
used AS (
    INSERT INTO steps (turn_id, number, call_id, user_id, kind, body)
    SELECT turn_id, 1, 'a', $1, 'tool', '{"status": "told"}'::jsonb FROM numbers),
promised AS (
    INSERT INTO reminders (reminder_id, user_id, text, state, due_at, zone, language)
    SELECT turn_id, $1, 'old', CASE n % 2 WHEN 0 THEN 'cancelled' ELSE 'delivered' END,
        now() - interval '1 minute' * n, 'UTC', 'en' FROM numbers),
told AS (
    INSERT INTO deliveries (user_id, kind, owner_id, channel, text, state, seq,
        channel_message_id, delivered_at)
    SELECT $1, kind, turn_id, 'local', 'due', 'delivered', n * 3 + part, n::text, now()
    FROM numbers, (VALUES ('reminder', 1), ('reply', 2)) AS sent (kind, part))
SELECT
"""
SUMMARY = """
INSERT INTO summaries (user_id, text, upto, turns, prompt)
SELECT user_id, 'notes', started_at, 1, 'summary@0' FROM turns WHERE user_id = $1
ORDER BY started_at DESC OFFSET 15 LIMIT 1
"""


@pytest.fixture
async def talkative(database: Database, admin_url: str) -> UUID:
    user_id = await users.ensure_user(
        database, channel="local", channel_user_id="alice", language="en", zone="UTC"
    )
    admin = await asyncpg.connect(admin_url)
    await admin.execute("SET ROLE panager_app")
    await admin.execute(f"SET panager.user_id = '{user_id}'")
    await admin.execute(ENDED_TURNS.replace("$1", f"'{user_id}'::uuid").replace("$2", str(LONG)))
    await admin.execute(SUMMARY.replace("$1", f"'{user_id}'"))
    await admin.execute("UPDATE users SET last_seq = 1000000")
    await admin.execute("RESET ROLE")
    await admin.execute("ANALYZE")
    await admin.close()
    return user_id


async def one_turn(connection: Connection, user_id: UUID, prompt_reader: PromptReader) -> None:
    """The queries of a turn that looks for a reminder, in their order."""
    turn_id = uuid4()
    await messages.insert_inbound(
        connection, user_id, channel="local", channel_message_id=uuid4().hex, text="and now?"
    )
    turn = await turns.get_current(connection, user_id, turn_id)
    parts = await prompt_reader.read(connection, user_id, turn)
    assert len(parts.messages(100_000)) > 10
    step = Step(turn_id=turn_id, number=1, call_id="", kind="think", body={"calls": []})
    await turns.insert_step(connection, user_id, step)
    await turns.get_last_offer(connection, user_id)
    await outcomes.find_answerable(
        connection, user_id, turn.open[0].message_id, decision_id=uuid4()
    )
    await reminders.list_open(connection, user_id)
    await reminders.count_open(connection, user_id)
    await turns.end_turn(connection, user_id, turn_id, state="answered")
    await messages.claim(connection, user_id, turn_id, channel="local", upto=None)
    await summaries.is_due(connection, user_id)


@pytest.mark.parametrize("is_metered", [True, False])
async def test_rows_that_a_turn_reads_do_not_grow_with_the_history(
    database: Database, talkative: UUID, is_metered: bool
) -> None:
    prompt_reader = PromptReader({}, is_metered=is_metered)
    async with database.pool.acquire() as held:
        read = []
        # More than five times on one connection: from then on plans are generic.
        for _ in range(8):
            async with held.transaction():
                await held.execute(f"SET LOCAL panager.user_id = '{talkative}'")
                before = await held.fetchval(READ)
                await one_turn(held, talkative, prompt_reader)
                read.append(await held.fetchval(READ) - before)

    assert 0 < max(read) < MOST_ROWS, read
