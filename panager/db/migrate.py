"""Brings a database to the newest schema; safe to run again and by two at once."""

import asyncio
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from panager.errors import PanagerError

MIGRATIONS = Path(__file__).parent / "migrations"
APPLICATION_ROLE = "panager_app"


class MigrationError(PanagerError):
    """The database could not be migrated."""


async def migrate(admin_url: str, app_url: str) -> str:
    """Upgrade the schema as its owner and let `app_url`'s role in; returns the revision.

    Both are `postgresql://user:password@host:port/database`. The role of `app_url` must be
    `panager_app`, which the migrations create without any right to bypass row-level security.
    """
    role = urlsplit(app_url)
    if role.username != APPLICATION_ROLE:
        raise MigrationError(
            f"PANAGER_DATABASE_URL must log in as {APPLICATION_ROLE}, not {role.username}."
        )
    await asyncio.to_thread(command.upgrade, _config(admin_url), "head")
    await _set_password(admin_url, role.password or "")
    return newest_revision()


def newest_revision() -> str:
    """The revision that this code needs."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head() or ""


async def current_revision(url: str) -> str | None:
    """The revision that a database has; None before the first migration."""
    connection = await asyncpg.connect(url)
    try:
        if await connection.fetchval("SELECT to_regclass('alembic_version')") is None:
            return None
        revision: str | None = await connection.fetchval("SELECT version_num FROM alembic_version")
        return revision
    finally:
        await connection.close()


def _config(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url.replace("postgresql://", "postgresql+asyncpg://", 1)
    return config


async def _set_password(admin_url: str, password: str) -> None:
    """ALTER ROLE takes no parameters, so the server quotes the password first."""
    connection = await asyncpg.connect(admin_url)
    try:
        statement = await connection.fetchval(
            "SELECT format('ALTER ROLE %I PASSWORD %L', $1::text, $2::text)",
            APPLICATION_ROLE,
            password,
        )
        await connection.execute(statement)
    finally:
        await connection.close()
