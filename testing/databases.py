"""Databases with the newest schema, each cloned from a template that was migrated once."""

import asyncpg

from panager.db.migrate import migrate
from panager.embedded.postgres.server import EmbeddedPostgres

TEMPLATE = "panager_template"
APP_PASSWORD = "for-tests"


async def make_template(server: EmbeddedPostgres) -> None:
    await execute(server, f"CREATE DATABASE {TEMPLATE}")
    await migrate(server.admin_url(TEMPLATE), app_url(server, TEMPLATE))


async def create_database(server: EmbeddedPostgres, name: str) -> None:
    await execute(server, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY")


async def drop_database(server: EmbeddedPostgres, name: str) -> None:
    await execute(server, f"DROP DATABASE {name} WITH (FORCE)")


def app_url(server: EmbeddedPostgres, name: str) -> str:
    return f"postgresql://panager_app:{APP_PASSWORD}@127.0.0.1:{server.port}/{name}"


async def execute(server: EmbeddedPostgres, statement: str) -> None:
    connection = await asyncpg.connect(server.admin_url("postgres"))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
