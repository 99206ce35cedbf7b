"""Habits in the row of a person."""

import asyncio
from dataclasses import replace
from datetime import time
from uuid import UUID

import pytest

from panager.db import users
from panager.db.pool import Database
from panager.when import USUAL, Habits, read_habits


@pytest.fixture
async def user_id(database: Database) -> UUID:
    return await registered(database, "minsu")


async def registered(db: Database, name: str) -> UUID:
    return await users.ensure_user(
        db, channel="local", channel_user_id=name, language="ko", zone="Asia/Seoul"
    )


async def habits_of(db: Database, user_id: UUID) -> Habits:
    async with db.user(user_id) as connection:
        return (await users.get_person(connection, user_id)).habits


async def store(db: Database, user_id: UUID, habits: Habits) -> None:
    async with db.user(user_id) as connection:
        await users.set_habits(connection, user_id, habits)


async def stored(db: Database, user_id: UUID) -> object:
    async with db.user(user_id) as connection:
        return await connection.fetchval(
            "SELECT habits FROM user_settings WHERE user_id = $1", user_id
        )


async def test_new_person_has_the_usual_habits(database: Database, user_id: UUID) -> None:
    assert await habits_of(database, user_id) == USUAL
    assert await stored(database, user_id) == {}


async def test_only_what_is_not_usual_is_stored(database: Database, user_id: UUID) -> None:
    habits = Habits(morning=time(7, 30), week_start=6)

    await store(database, user_id, habits)
    row = await stored(database, user_id)
    read = await habits_of(database, user_id)
    await store(database, user_id, replace(habits, morning=USUAL.morning))

    assert row == {"morning": "07:30", "week_start": "sunday"}
    assert read == habits
    assert await stored(database, user_id) == {"week_start": "sunday"}


async def test_what_a_newer_version_has_stored_is_ignored_and_kept(
    database: Database, user_id: UUID
) -> None:
    newer = {"brunch": "11:00", "morning": {"weekend": "10:00"}, "evening": "18:30"}
    async with database.user(user_id) as connection:
        await connection.execute(
            "UPDATE user_settings SET habits = $2 WHERE user_id = $1", user_id, newer
        )

    read = await habits_of(database, user_id)
    await store(database, user_id, replace(read, night=time(22)))

    assert read == Habits(evening=time(18, 30))
    assert await stored(database, user_id) == {
        "brunch": "11:00",
        "evening": "18:30",
        "night": "22:00",
    }


async def test_nobody_changes_the_habits_of_somebody_else(
    database: Database, user_id: UUID
) -> None:
    other = await registered(database, "alice")

    async with database.user(other) as connection:
        await users.set_habits(connection, user_id, Habits(morning=time(4, 30)))

    assert await habits_of(database, user_id) == USUAL


async def test_two_who_change_one_habit_each_at_once_keep_both(
    database: Database, user_id: UUID
) -> None:
    async def change(name: str, at: str) -> None:
        async with database.user(user_id) as connection:
            known = await users.hold_habits(connection, user_id)
            await users.set_habits(connection, user_id, read_habits({name: at}, known))

    await asyncio.gather(change("morning", "07:00"), change("evening", "18:00"))

    assert await habits_of(database, user_id) == Habits(morning=time(7), evening=time(18))
