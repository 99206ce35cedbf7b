"""Whatever is exported or forgotten with a person is named by a feature."""

import asyncpg

from panager.features import registry


async def test_every_table_about_people_belongs_to_one_feature(admin_url: str) -> None:
    connection = await asyncpg.connect(admin_url)
    rows = await connection.fetch(
        "SELECT table_name FROM information_schema.columns"
        " WHERE table_schema = 'public' AND column_name = 'user_id'"
    )
    await connection.close()

    assert sorted(registry.user_tables()) == sorted(row["table_name"] for row in rows)
