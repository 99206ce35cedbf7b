"""The wall between people, as the database itself sees it."""

from uuid import UUID, uuid4

import asyncpg
import pytest

from panager.db import users
from panager.db.conversation import messages
from panager.db.migrate import APPLICATION_ROLE
from panager.db.pool import Database

NOBODYS = ["service_health"]
"""Tables in which nothing is about a person."""


@pytest.fixture
async def admin(admin_url: str) -> "asyncpg.Connection[asyncpg.Record]":
    return await asyncpg.connect(admin_url)


async def two_people(db: Database) -> tuple[UUID, UUID]:
    alice, bob = [
        await users.ensure_user(
            db, channel="local", channel_user_id=name, language="en", zone="UTC"
        )
        for name in ("alice", "bob")
    ]
    for user_id in (alice, bob):
        async with db.user(user_id) as connection:
            await messages.insert_inbound(
                connection, user_id, channel="local", channel_message_id="1", text=str(user_id)
            )
    return alice, bob


async def test_every_table_with_a_user_is_protected(
    admin: "asyncpg.Connection[asyncpg.Record]",
) -> None:
    rows = await admin.fetch(
        """
        SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity,
               EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid) AS has_policy
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
        WHERE c.relkind IN ('r', 'p') AND c.relname NOT IN ('alembic_version', 'service_health')
        """
    )
    without_user = await admin.fetch(
        """
        SELECT table_name FROM information_schema.tables t
        WHERE table_schema = 'public' AND table_name <> 'alembic_version' AND NOT EXISTS (
            SELECT FROM information_schema.columns c WHERE c.table_schema = 'public'
            AND c.table_name = t.table_name AND c.column_name = 'user_id')
        """
    )
    await admin.close()

    assert len(rows) >= 9
    assert [row["table_name"] for row in without_user] == NOBODYS
    for row in rows:
        assert all(row.values()), row["relname"]


async def test_application_role_can_bypass_nothing(
    admin: "asyncpg.Connection[asyncpg.Record]",
) -> None:
    role = await admin.fetchrow("SELECT * FROM pg_roles WHERE rolname = $1", APPLICATION_ROLE)
    owned = await admin.fetchval(
        "SELECT count(*) FROM pg_class WHERE relowner = $1::regrole", APPLICATION_ROLE
    )
    memberships = await admin.fetchval(
        "SELECT count(*) FROM pg_auth_members WHERE member = $1::regrole", APPLICATION_ROLE
    )
    edge = await admin.fetch(
        "SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " WHERE n.nspname = 'public' AND p.prosecdef ORDER BY 1"
    )
    await admin.close()

    assert role is not None
    assert not any(
        role[right] for right in ("rolsuper", "rolbypassrls", "rolcreaterole", "rolcreatedb")
    )
    assert owned == 0
    assert memberships == 0
    assert [row["proname"] for row in edge] == [
        "due_reminders",
        "ended_reminders",
        "ensure_user",
        "find_discord_user",
        "find_user",
        "list_discord_dms",
        "open_actions",
        "open_reminders",
        "overdue_reminders",
        "users_waiting",
    ]


async def test_functions_look_up_no_table_of_the_session_and_answer_no_stranger(
    admin: "asyncpg.Connection[asyncpg.Record]",
) -> None:
    functions = await admin.fetch(
        """
        SELECT p.oid::regprocedure::text AS name, p.prosecdef AS is_edge, p.proconfig AS settings,
               has_function_privilege('public', p.oid, 'EXECUTE') AS is_public
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace AND n.nspname = 'public'
        WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
        """
    )
    await admin.close()

    assert len(functions) >= 9
    for function in functions:
        assert not function["is_public"], function
        assert not function["is_edge"] or function["settings"] == ["search_path=public, pg_temp"]


async def test_temporary_table_deceives_no_function(database: Database) -> None:
    alice, _ = await two_people(database)

    async with database.edge() as connection, connection.transaction():
        await connection.execute(
            "CREATE TEMP TABLE identities AS SELECT gen_random_uuid() AS user_id,"
            " 'local' AS channel, 'alice' AS channel_user_id"
        )
        await connection.execute("GRANT SELECT ON pg_temp.identities TO PUBLIC")
        found = await connection.fetchval("SELECT find_user('local', 'alice')")

    assert found == alice


async def test_forgotten_where_shows_only_own_rows(database: Database) -> None:
    alice, _ = await two_people(database)

    async with database.user(alice) as connection:
        texts = await connection.fetch("SELECT text FROM inbound_messages")
        people = await connection.fetch("SELECT user_id FROM users")

    assert [row["text"] for row in texts] == [str(alice)]
    assert [row["user_id"] for row in people] == [alice]


async def test_without_a_person_there_are_no_rows(database: Database) -> None:
    await two_people(database)

    async with database.edge() as connection:
        assert await connection.fetchval("SELECT count(*) FROM inbound_messages") == 0


async def test_nobody_writes_for_another(database: Database) -> None:
    alice, bob = await two_people(database)

    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with database.user(alice) as connection:
            await connection.execute(
                "INSERT INTO turns (turn_id, user_id) VALUES ($1, $2)", uuid4(), bob
            )
    async with database.user(alice) as connection:
        changed = await connection.execute(
            "UPDATE inbound_messages SET text = 'x' WHERE user_id = $1", bob
        )
    assert changed == "UPDATE 0"


async def test_same_key_of_two_people_is_two_messages(database: Database) -> None:
    alice, bob = await two_people(database)

    async with database.user(bob) as connection:
        items = await messages.list_conversation(connection, bob, after=0, limit=10)

    assert [item.text for item in items] == [str(bob)]
    assert alice != bob
