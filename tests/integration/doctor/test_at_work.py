"""What processes of ours last found out, and what is overdue."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
from pydantic import SecretStr

from panager.db import reminders, users
from panager.db.pool import Database
from panager.doctor.at_work import diagnose
from panager.settings import Settings


@pytest.fixture
def settings(tmp_path: Path, app_url: str) -> Settings:
    return Settings(data_dir=tmp_path, database_url=SecretStr(app_url))


async def test_what_the_worker_found_out_is_told(settings: Settings, admin_url: str) -> None:
    [before] = await diagnose(settings)
    connection = await asyncpg.connect(admin_url)
    await connection.execute(
        "INSERT INTO service_health (part, ok, detail) VALUES ('discord', false, 'refused: 401')"
    )
    await connection.close()

    after, _ = await diagnose(settings)

    assert before.part == "reminders"
    assert after.part == "discord at work"
    assert not after.ok
    assert after.detail.startswith("refused: 401")


async def test_reminders_that_should_have_come_are_counted(
    settings: Settings, database: Database
) -> None:
    user_id = await users.ensure_user(
        database, channel="local", channel_user_id="alice", language="en", zone="UTC"
    )
    now = datetime.now(UTC)
    async with database.user(user_id) as connection:
        for late in (timedelta(hours=2), timedelta(hours=1), timedelta(seconds=-5)):
            await reminders.insert_reminder(
                connection,
                user_id,
                reminder_id=uuid4(),
                text="tea",
                due_at=now - late,
                zone="UTC",
                language="en",
            )

    [found] = await diagnose(settings)

    assert not found.ok
    first = now - timedelta(hours=2)
    assert found.detail == f"2 overdue, the first since {first:%Y-%m-%d %H:%M} UTC"
