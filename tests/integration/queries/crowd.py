"""A database with 216,000 rows of 4,000 people, so that reading all of a table costs more than an
index does, and shows.

Everybody has five of everything. Ids are made from kind and number: `id_of("turn", 7)` is there
from the start.
"""

import hashlib
from typing import Final
from uuid import UUID

import asyncpg

from panager.embedded.postgres.server import EmbeddedPostgres
from testing import databases

DATABASE: Final = "panager_crowd"
PEOPLE: Final = 4_000
EACH: Final = 5

SCHEMA = """
-- The checks of foreign keys, one by one, would take most of the time.
SET session_replication_role = replica;
CREATE FUNCTION pg_temp.id(kind text, n integer) RETURNS uuid LANGUAGE sql IMMUTABLE AS
    $$ SELECT md5(kind || n)::uuid $$;
CREATE TEMP TABLE people AS SELECT n, pg_temp.id('user', n) AS user_id
    FROM generate_series(0, {people} - 1) n;
-- `n` of `kind` k belongs to person n modulo the number of people.
CREATE TEMP TABLE things AS
    SELECT k * {people} + p.n AS n, k, p.user_id,
           now() - interval '1 day' * k - interval '1 hour' AS at,
           pg_temp.id('turn', k * {people} + p.n) AS turn_id,
           pg_temp.id('reminder', k * {people} + p.n) AS reminder_id,
           pg_temp.id('delivery', k * {people} + p.n) AS delivery_id,
           pg_temp.id('action', k * {people} + p.n) AS action_id
    FROM people p, generate_series(0, {each} - 1) k;

INSERT INTO users (user_id, last_channel, last_seq)
    SELECT user_id, 'discord', 1000 FROM people;
INSERT INTO identities (user_id, channel, channel_user_id, address)
    SELECT user_id, 'discord', n::text, n::text FROM people;
INSERT INTO user_settings (user_id, language, zone) SELECT user_id, 'ko', 'Asia/Seoul' FROM people;
INSERT INTO discord_dms (user_id, last_message_id) SELECT user_id, n FROM people;
INSERT INTO summaries (user_id, text, upto, turns, prompt)
    SELECT user_id, 'notes', now() - interval '3 days', 1, 'summary@0' FROM people;
INSERT INTO turns (turn_id, user_id, state, started_at, ended_at, draft_message_id)
    SELECT turn_id, user_id, CASE k WHEN 0 THEN 'open' ELSE 'answered' END, at, at, n::text
    FROM things;
-- Of each five one was deleted before it was answered; of one person in a hundred one waits.
INSERT INTO inbound_messages (message_id, user_id, channel, channel_message_id, seq, text,
                              received_at, turn_id, channel_order, deleted_at)
    SELECT pg_temp.id('message', n), user_id, 'discord', n::text, k * 2, 'hello', at,
           CASE WHEN k > 1 OR k = 0 AND n % 100 > 0 THEN turn_id END, n,
           CASE WHEN k = 1 THEN at END FROM things;
INSERT INTO steps (turn_id, number, call_id, user_id, kind, body, created_at)
    SELECT turn_id, 1, 'a', user_id, 'tool', '{{"status": "told", "offered": []}}', at FROM things;
INSERT INTO reminders (reminder_id, user_id, text, state, due_at, zone, language, updated_at)
    SELECT reminder_id, user_id, 'call', (ARRAY['scheduled', 'paused', 'delivered', 'cancelled',
           'delivered'])[k + 1], at + interval '1 day', 'Asia/Seoul', 'ko', at FROM things;
INSERT INTO reminder_changes (change_id, user_id, reminder_id, verb, due_at)
    SELECT pg_temp.id('change', n), user_id, reminder_id,
           CASE k WHEN 2 THEN 'acknowledge' ELSE 'skip' END, at FROM things;
INSERT INTO occurrences (reminder_id, number, user_id, due_at, state, delivery_id, ended_at)
    SELECT reminder_id, 1, user_id, at, CASE k WHEN 0 THEN 'sending' ELSE 'delivered' END,
           delivery_id, at FROM things;
INSERT INTO deliveries (delivery_id, user_id, kind, owner_id, channel, text, state, seq,
                        channel_message_id, sent_message_ids, delivered_at)
    SELECT delivery_id, user_id,
           (ARRAY['reminder', 'reply', 'reminder', 'reply', 'card'])[k + 1],
           CASE WHEN k IN (0, 2) THEN reminder_id WHEN k = 4 THEN action_id ELSE turn_id END,
           'discord', 'call', CASE WHEN k = 0 THEN 'sending' WHEN k = 1 AND n % 100 = 0
           THEN 'undeliverable' ELSE 'delivered' END, k * 2 + 1, n::text, ARRAY[n::text], at
    FROM things;
INSERT INTO usage (usage_id, user_id, turn_id, purpose, day)
    SELECT pg_temp.id('usage', n), user_id, turn_id, 'turn', at::date FROM things;
INSERT INTO actions (action_id, user_id, turn_id, tool, language, args, card, state, created_at,
                     expires_at, ended_at)
    SELECT action_id, user_id, turn_id, 'cancel_many', 'ko', '{{}}', 'Cancel?',
           CASE k WHEN 0 THEN 'waiting' WHEN 1 THEN 'approved' ELSE 'done' END, at,
           at + interval '7 days', CASE WHEN k > 1 THEN at END FROM things;
INSERT INTO effects (effect_id, user_id, turn_id, tool, compensation, created_at)
    SELECT pg_temp.id('effect', n), user_id, turn_id, 'set_reminder', '{{}}', at FROM things;
"""


def id_of(kind: str, number: int) -> UUID:
    """That of the thing with this number."""
    return UUID(hashlib.md5(f"{kind}{number}".encode()).hexdigest())


async def make_crowd(server: EmbeddedPostgres) -> str:
    """The URL of the database for the application's role."""
    await databases.create_database(server, DATABASE)
    admin = await asyncpg.connect(server.admin_url(DATABASE))
    try:
        await admin.execute(SCHEMA.format(people=PEOPLE, each=EACH))
        await admin.execute("VACUUM ANALYZE")
    finally:
        await admin.close()
    return databases.app_url(server, DATABASE)
