"""Who waits for an answer: everybody does, whoever waits longest first."""

import asyncpg

from panager.db import users
from panager.db.pool import Database

MANY = 700
"""More than are helped in one go."""
WAIT = """
WITH person AS (
    SELECT n, ensure_user('local', n::text, 'en', 'UTC') AS user_id
    FROM generate_series(1, $1::int) n
)
INSERT INTO inbound_messages
    (user_id, channel, channel_message_id, seq, text, received_at, deleted_at)
SELECT user_id, 'local', k::text, k, 'hello', now() - interval '1 minute' * (n + k),
       CASE WHEN n = 1 THEN now() END
FROM person, generate_series(1, 2) k RETURNING user_id
"""
"""Person n wrote n + 1 and n + 2 minutes ago; the first has deleted it again."""


async def test_everybody_who_waits_is_found_longest_first(
    database: Database, admin_url: str
) -> None:
    admin = await asyncpg.connect(admin_url)
    rows = await admin.fetch(WAIT, MANY)
    people = await admin.fetch("SELECT user_id, channel_user_id::int AS n FROM identities")
    await admin.close()
    names = {row["user_id"]: row["n"] for row in people}
    assert len(rows) == MANY * 2

    waiting = await users.list_waiting(database, older_than_s=60)

    assert [names[user_id] for user_id in waiting] == list(range(MANY, 1, -1))
