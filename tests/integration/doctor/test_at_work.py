"""What processes of ours last found out."""

from pathlib import Path

import asyncpg
from pydantic import SecretStr

from panager.doctor.at_work import diagnose
from panager.settings import Settings


async def test_what_the_worker_found_out_is_told(
    tmp_path: Path, app_url: str, admin_url: str
) -> None:
    settings = Settings(data_dir=tmp_path, database_url=SecretStr(app_url))
    before = await diagnose(settings)
    connection = await asyncpg.connect(admin_url)
    await connection.execute(
        "INSERT INTO service_health (part, ok, detail) VALUES ('discord', false, 'refused: 401')"
    )
    await connection.close()

    [after] = await diagnose(settings)

    assert before == []
    assert after.part == "discord at work"
    assert not after.ok
    assert after.detail.startswith("refused: 401")
