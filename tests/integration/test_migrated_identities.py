"""A database from before identities keeps its people, their direct messages and deliveries."""

import asyncio
from uuid import UUID

import asyncpg
from alembic import command
from alembic.config import Config

from panager.db import users
from panager.db.discord import dms
from panager.db.migrate import MIGRATIONS, migrate
from panager.db.pool import open_database
from panager.embedded.postgres.server import EmbeddedPostgres
from testing import databases

DATABASE = "panager_before_identities"
BEFORE = "0015"
ON_DISCORD, LOCALLY = UUID(int=1), UUID(int=2)
ROWS = """
INSERT INTO users (user_id, channel, channel_user_id, last_seq) VALUES
    ('{discord}', 'discord', '4711', 3), ('{local}', 'local', 'alice', 0);
INSERT INTO user_settings (user_id, language, zone) VALUES
    ('{discord}', 'ko', 'Asia/Seoul'), ('{local}', 'en', 'UTC');
INSERT INTO discord_dms (user_id, channel_id, last_message_id) VALUES ('{discord}', 77, 99);
INSERT INTO deliveries (user_id, kind, owner_id, channel, text)
    VALUES ('{discord}', 'notice', '{discord}', 'discord', 'hello');
"""


def _upgrade(url: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url.replace("postgresql://", "postgresql+asyncpg://", 1)
    command.upgrade(config, BEFORE)


async def test_people_of_an_older_database_keep_what_is_theirs(
    postgres: EmbeddedPostgres,
) -> None:
    await databases.execute(postgres, f"CREATE DATABASE {DATABASE}")
    admin_url, app_url = postgres.admin_url(DATABASE), databases.app_url(postgres, DATABASE)
    await asyncio.to_thread(_upgrade, admin_url)
    admin = await asyncpg.connect(admin_url)
    await admin.execute(ROWS.format(discord=ON_DISCORD, local=LOCALLY))
    await admin.close()

    await migrate(admin_url, app_url)

    async with open_database(app_url) as db:
        by_account = [
            await users.ensure_user(
                db, channel=channel, channel_user_id=account, language="en", zone="UTC"
            )
            for channel, account in (("discord", "4711"), ("local", "alice"))
        ]
        known = await dms.list_known(db)
        writer = await dms.find_user(db, 77)
        async with db.user(ON_DISCORD) as connection:
            person = await users.get_person(connection, ON_DISCORD)
            address = await dms.get_channel(connection, ON_DISCORD)
            sent = await connection.fetchrow("SELECT channel, text FROM deliveries")
        async with db.user(LOCALLY) as connection:
            other = await users.get_person(connection, LOCALLY)
    await databases.drop_database(postgres, DATABASE)

    assert by_account == [ON_DISCORD, LOCALLY]
    assert known == [dms.KnownDm(channel_id=77, last_message_id=99)]
    assert writer == ON_DISCORD
    assert address == 77
    assert (person.channel, person.language, other.channel) == ("discord", "ko", "local")
    assert sent is not None
    assert tuple(sent) == ("discord", "hello")
