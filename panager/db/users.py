"""People and their settings."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

import asyncpg

from panager.db.pool import Connection, Database
from panager.sentences import Language
from panager.when import HABITS, USUAL, Habits, HabitsError, read_habits, said_habits

type Tone = Literal["friendly", "brief", "formal"]


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who somebody is and how to talk to them."""

    user_id: UUID
    channel: str
    """Where what is for them goes: of a turn, where it was asked; else where they last wrote."""
    language: Language
    zone: ZoneInfo
    quiet_from: time | None = None
    """Quiet hours: from then on, on the wall clock, reminders wait until `quiet_to`."""
    quiet_to: time | None = None
    persona_name: str | None = None
    """What they call us; None for our own name."""
    persona_tone: Tone | None = None
    """How they want us to talk; None as it comes."""
    persona_emoji: bool | None = None
    """Whether they want emoji; None when they did not say."""
    zone_confirmed_at: datetime | None = None
    """When they told us their zone; None while we only take it to be that."""
    habits: Habits = USUAL
    """What they mean by words of the day."""


PERSON = (
    "last_channel AS channel, language, zone, quiet_from, quiet_to, persona_name, persona_tone,"
    " persona_emoji, zone_confirmed_at, habits"
)
"""Columns of users and user_settings."""


async def ensure_user(
    db: Database, *, channel: str, channel_user_id: str, language: Language, zone: str
) -> UUID:
    """The person behind an account of a channel, registered when new."""
    async with db.edge() as connection:
        user_id: UUID = await connection.fetchval(
            "SELECT ensure_user($1, $2, $3, $4)", channel, channel_user_id, language, zone
        )
    return user_id


async def get_person(connection: Connection, user_id: UUID) -> Person:
    """The person of this transaction."""
    row = await connection.fetchrow(
        f"SELECT {PERSON} FROM users JOIN user_settings USING (user_id)"  # noqa: S608
        " WHERE user_id = $1",
        user_id,
    )
    if row is None:
        raise LookupError(f"no user {user_id}")
    return person_of(user_id, row)


def person_of(user_id: UUID, row: asyncpg.Record) -> Person:
    """The person that a row of users and their settings is about."""
    return Person(
        user_id=user_id,
        channel=row["channel"],
        language=row["language"],
        zone=ZoneInfo(row["zone"]),
        quiet_from=row["quiet_from"],
        quiet_to=row["quiet_to"],
        persona_name=row["persona_name"],
        persona_tone=row["persona_tone"],
        persona_emoji=row["persona_emoji"],
        zone_confirmed_at=row["zone_confirmed_at"],
        habits=_habits(row["habits"]),
    )


def _habits(stored: Mapping[str, object]) -> Habits:
    """What this version can read of them: a newer one may have stored more."""
    habits = USUAL
    for name, value in stored.items():
        with suppress(HabitsError):
            habits = read_habits({name: value}, habits)
    return habits


async def hold_habits(connection: Connection, user_id: UUID) -> Habits:
    """Their habits, which nobody else changes until commit."""
    stored = await connection.fetchval(
        "SELECT habits FROM user_settings WHERE user_id = $1 FOR NO KEY UPDATE", user_id
    )
    return _habits(stored)


async def set_habits(connection: Connection, user_id: UUID, habits: Habits) -> None:
    """Only what is not usual is stored; what a newer version has stored beside it stays."""
    await connection.execute(
        "UPDATE user_settings SET habits = (habits - $2::text[]) || $3, updated_at = now()"
        " WHERE user_id = $1",
        user_id,
        list(HABITS),
        said_habits(habits),
    )


async def set_quiet_hours(
    connection: Connection, user_id: UUID, *, start: time | None, end: time | None
) -> None:
    """Both or neither; they may cross midnight."""
    await connection.execute(
        "UPDATE user_settings SET quiet_from = $2, quiet_to = $3, updated_at = now()"
        " WHERE user_id = $1",
        user_id,
        start,
        end,
    )


async def set_language_and_zone(
    connection: Connection, user_id: UUID, *, language: Language, zone: str
) -> None:
    """How to talk to them from now on; reminders keep the zone that they were made in."""
    await connection.execute(
        "UPDATE user_settings SET language = $2, zone = $3, updated_at = now() WHERE user_id = $1",
        user_id,
        language,
        zone,
    )


async def set_zone(connection: Connection, user_id: UUID, zone: str) -> None:
    """The zone that they named; reminders keep the one that they were made in."""
    await connection.execute(
        "UPDATE user_settings SET zone = $2, zone_confirmed_at = now(), updated_at = now()"
        " WHERE user_id = $1",
        user_id,
        zone,
    )


async def restore_zone(
    connection: Connection, user_id: UUID, zone: str, confirmed_at: datetime | None
) -> None:
    """The zone that was theirs before, and when they had told us so."""
    await connection.execute(
        "UPDATE user_settings SET zone = $2, zone_confirmed_at = $3, updated_at = now()"
        " WHERE user_id = $1",
        user_id,
        zone,
        confirmed_at,
    )


async def set_language(connection: Connection, user_id: UUID, language: Language) -> None:
    """Of everything that is no answer to their own words."""
    await connection.execute(
        "UPDATE user_settings SET language = $2, updated_at = now() WHERE user_id = $1",
        user_id,
        language,
    )


async def set_persona_name(connection: Connection, user_id: UUID, name: str) -> None:
    """What this person calls us from now on."""
    await connection.execute(
        "UPDATE user_settings SET persona_name = $2, updated_at = now() WHERE user_id = $1",
        user_id,
        name,
    )


async def set_persona(
    connection: Connection,
    user_id: UUID,
    *,
    name: str | None,
    tone: Tone | None,
    emoji: bool | None,
) -> None:
    """What this person calls us and how we talk to them; None is as if they never said."""
    await connection.execute(
        "UPDATE user_settings SET persona_name = $2, persona_tone = $3, persona_emoji = $4,"
        " updated_at = now() WHERE user_id = $1",
        user_id,
        name,
        tone,
        emoji,
    )


async def find_user(db: Database, *, channel: str, channel_user_id: str) -> UUID | None:
    """The person behind an account of a channel, if there is one."""
    async with db.edge() as connection:
        user_id: UUID | None = await connection.fetchval(
            "SELECT find_user($1, $2)", channel, channel_user_id
        )
    return user_id


async def give_consent(connection: Connection, user_id: UUID) -> None:
    """They agreed to what is stored; the first time counts."""
    await connection.execute(
        "UPDATE user_settings SET consented_at = coalesce(consented_at, now()) WHERE user_id = $1",
        user_id,
    )


async def next_seq(connection: Connection, user_id: UUID) -> int:
    """The next number in this person's conversation; holds their row until commit.

    The lock is the point: numbers become visible in the order in which they were given, so
    that a reader who has seen n never misses one below n.
    """
    seq: int = await connection.fetchval(
        "UPDATE users SET last_seq = last_seq + 1 WHERE user_id = $1 RETURNING last_seq", user_id
    )
    return seq


async def next_written_seq(connection: Connection, user_id: UUID, channel: str) -> int:
    """As `next_seq`, for something that they write: from now on that is where they are reached."""
    seq: int = await connection.fetchval(
        "UPDATE users SET last_seq = last_seq + 1, last_channel = $2 WHERE user_id = $1"
        " RETURNING last_seq",
        user_id,
        channel,
    )
    return seq


async def lock_conversation(connection: Connection, user_id: UUID) -> None:
    """Until commit no message of this person comes, changes or goes."""
    await connection.execute("SELECT FROM users WHERE user_id = $1 FOR NO KEY UPDATE", user_id)


async def list_waiting(db: Database, *, older_than_s: float) -> list[UUID]:
    """People with a message that nobody answered for so long, longest first."""
    async with db.edge() as connection:
        rows = await connection.fetch(
            "SELECT user_id FROM users_waiting(make_interval(secs => $1))", older_than_s
        )
    return [row["user_id"] for row in rows]
