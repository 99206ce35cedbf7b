"""`GET /v1/usage` and `panager usage`."""

import json
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import httpx
import pytest

from panager.client.usage import show_usage
from panager.db import usage, users
from panager.db.pool import Database
from panager.db.usage import Purpose, Taken
from panager.settings import Settings

METERED = {"llm_model": "some-model", "budget_day_usd": Decimal("2.5")}


async def spend(database: Database, name: str, *, days_ago: int, tokens: int) -> None:
    user_id = await users.ensure_user(
        database, channel="local", channel_user_id=name, language="en", zone="Asia/Seoul"
    )
    taken = Taken(input_tokens=tokens, output_tokens=10, cost_micros=1_500, is_estimate=False)
    day = datetime.now(ZoneInfo("Asia/Seoul")).date() - timedelta(days=days_ago)
    async with database.user(user_id) as connection:
        usage_id = await usage.insert_usage(
            connection,
            user_id,
            turn_id=None,
            purpose=Purpose.TURN,
            day=day,
            model="some-model",
            most=taken,
        )
        await usage.end_usage(connection, user_id, usage_id, taken)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update=METERED)


async def test_usage_by_day_and_model_is_told(api: httpx.AsyncClient, database: Database) -> None:
    for days_ago, tokens in ((0, 100), (0, 200), (1, 400), (30, 800)):
        await spend(database, "operator", days_ago=days_ago, tokens=tokens)
    await spend(database, "somebody-else", days_ago=0, tokens=7)

    body = (await api.get("/v1/usage")).json()

    today = datetime.now(ZoneInfo("Asia/Seoul")).date()
    assert body["today"] == {
        "day": today.isoformat(),
        "calls": 2,
        "tokens": 320,
        "cost_usd": "0.003000",
        "limit_tokens": 2_000_000,
        "limit_usd": "2.5",
    }
    assert [(each["day"], each["calls"], each["input_tokens"]) for each in body["days"]] == [
        (today.isoformat(), 2, 300),
        ((today - timedelta(days=1)).isoformat(), 1, 400),
    ]
    assert {each["model"] for each in body["days"]} == {"some-model"}


async def test_command_shows_it(
    settings: Settings,
    running: None,
    database: Database,
    capsys: pytest.CaptureFixture[str],
) -> None:
    await spend(database, "operator", days_ago=0, tokens=1_100)

    await show_usage(settings, "operator", as_json=False)
    shown = capsys.readouterr().out
    await show_usage(settings, "operator", as_json=True)

    assert "tokens  1,110 of 2,000,000" in shown
    assert "some-model" in shown
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["today"]["tokens"] == 1_110
