"""A person has several accounts, and nobody has another's."""

import asyncio
from uuid import UUID

import asyncpg
import pytest

from panager.db import identities, users
from panager.db.conversation import messages
from panager.db.pool import Database
from testing.eventually import assert_eventually
from tests.integration.test_row_level_security import two_people


async def test_linked_account_is_the_same_person(database: Database) -> None:
    alice, _ = await two_people(database)

    async with database.user(alice) as connection:
        for _ in range(2):
            assert await identities.link(
                connection, alice, channel="discord", channel_user_id="4711"
            )

    assert alice == await users.ensure_user(
        database, channel="discord", channel_user_id="4711", language="en", zone="UTC"
    )


async def test_account_of_another_person_cannot_be_linked(database: Database) -> None:
    alice, bob = await two_people(database)
    async with database.user(bob) as connection:
        await identities.link(connection, bob, channel="discord", channel_user_id="4711")

    async with database.user(alice) as connection:
        for channel, account in (("discord", "4711"), ("local", "alice two")):
            assert not await identities.link(
                connection, alice, channel=channel, channel_user_id=account
            )

    assert bob == await users.find_user(database, channel="discord", channel_user_id="4711")


async def test_identities_of_others_are_neither_seen_nor_made_nor_moved(
    database: Database,
) -> None:
    alice, bob = await two_people(database)

    async with database.user(alice) as connection:
        seen = await connection.fetch("SELECT user_id FROM identities")
        moved = await connection.execute(
            "UPDATE identities SET address = 'mine' WHERE channel_user_id = 'bob'"
        )
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with database.user(alice) as connection:
            await identities.link(connection, bob, channel="discord", channel_user_id="1")

    assert [row["user_id"] for row in seen] == [alice]
    assert moved == "UPDATE 0"


async def test_stranger_who_is_met_twice_at_once_is_one_person(database: Database) -> None:
    met = "SELECT ensure_user('local', 'new', 'en', 'UTC')"

    async def is_met() -> UUID:
        async with database.edge() as connection:
            found: UUID = await connection.fetchval(met)
            return found

    # Who looks is in no transaction: there the first look at pg_stat_activity would stand.
    async with (
        database.edge() as connection,
        database.edge() as looking,
        connection.transaction(),
    ):
        first = await connection.fetchval(met)
        second = asyncio.create_task(is_met())

        async def waits() -> bool:
            waiting: bool = await looking.fetchval(
                "SELECT EXISTS (SELECT FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock')"
            )
            return waiting

        await assert_eventually(waits)

    assert await second == first


async def test_person_is_reached_where_they_last_wrote(database: Database) -> None:
    alice, _ = await two_people(database)
    reached = []

    for key, channel in enumerate(("discord", "local")):
        async with database.user(alice) as connection:
            await messages.insert_inbound(
                connection, alice, channel=channel, channel_message_id=f"new {key}", text="hello"
            )
            reached.append((await users.get_person(connection, alice)).channel)

    assert reached == ["discord", "local"]
