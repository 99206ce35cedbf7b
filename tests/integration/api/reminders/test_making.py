import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from panager.contracts import limits
from panager.db.pool import Database
from panager.settings import Settings
from testing.eventually import assert_eventually
from tests.integration.api.conftest import running_api
from tests.integration.api.reminders.test_reminders import insert
from tests.integration.api.test_outages import without_temporal
from tests.integration.api.test_problems import assert_problem
from tests.support.requests import FAR, ahead, create, made


async def test_reminder_is_promised_when_it_answers(api: httpx.AsyncClient) -> None:
    due_at = ahead()

    answer = await create(api, text=" Buy milk ", due_at=due_at, urgent=True, nag_every_s=600)

    assert answer.status_code == 201
    body = answer.json()
    assert body["state"] == "scheduled"
    assert (body["text"], body["zone"], body["recurrence"]) == ("Buy milk", "Asia/Seoul", None)
    assert datetime.fromisoformat(body["due_at"]) == datetime.fromisoformat(due_at)
    assert (body["urgent"], body["if_late"], body["nag_every_s"]) == (True, "send", 600)


async def test_made_reminder_comes(api: httpx.AsyncClient, worker: None) -> None:
    reminder = await made(api, due_at=ahead(timedelta(seconds=2)))

    async def came() -> bool:
        items = (await api.get("/v1/messages")).json()["items"]
        return [item["reminder_id"] for item in items] == [reminder["id"]]

    await assert_eventually(came, timeout_s=20)


async def test_same_key_is_the_same_reminder(api: httpx.AsyncClient) -> None:
    due_at = ahead()

    answers = await asyncio.gather(*(create(api, key="k", due_at=due_at) for _ in range(3)))
    again = await create(api, key="k", due_at=due_at)
    other = await create(api, key="k", text="Something else")

    assert {answer.status_code for answer in answers} <= {200, 201}
    assert again.status_code == 200
    assert len({answer.json()["id"] for answer in (*answers, again)}) == 1
    assert_problem(other, 409)


async def test_same_key_of_another_person_is_another_reminder(
    api: httpx.AsyncClient, other: httpx.AsyncClient
) -> None:
    mine, theirs = await create(api, key="k"), await create(other, key="k")

    assert (mine.status_code, theirs.status_code) == (201, 201)
    assert mine.json()["id"] != theirs.json()["id"]


async def test_series_begins_at_its_first_occurrence_to_come(api: httpx.AsyncClient) -> None:
    reminder = await made(
        api,
        due_at="2024-01-01T09:00:00-05:00",
        zone="new york",
        rrule="rrule:byday=mo;freq=weekly",
    )

    due_at = datetime.fromisoformat(reminder["due_at"])
    assert due_at > datetime.now(UTC)
    assert due_at.weekday() == 0
    assert reminder["zone"] == "America/New_York"
    assert reminder["rrule"] == "FREQ=WEEKLY;BYDAY=MO"
    assert reminder["recurrence"] == {
        "rrule": "FREQ=WEEKLY;BYDAY=MO",
        "start": "2024-01-01T09:00:00",
        "except_dates": [],
        "except_holidays": None,
    }


async def test_long_words_are_kept_whole(api: httpx.AsyncClient) -> None:
    text = "약 먹기 " * 800

    assert (await made(api, text=text))["text"] == text.strip()


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"due_at": "2020-01-01T00:00:00Z"}, "past"),
        ({"due_at": "2030-01-01T00:00:00"}, "timezone"),
        ({"due_at": ahead(timedelta(days=2200))}, "five years"),
        ({"rrule": "FREQ=SECONDLY"}, "SECONDLY"),
        ({"rrule": "FREQ=DAILY;UNTIL=20200101T000000Z"}, "No occurrence"),
        ({"rrule": "FREQ=HOURLY;BYHOUR=9;COUNT=5000"}, "takes too long"),
        ({"rrule": "FREQ=YEARLY;BYWEEKNO=1,53;BYSETPOS=366"}, "takes too long"),
        ({"zone": "Middle/Earth"}, "IANA"),
        ({"nag_every_s": 10}, "nag_every_s"),
        ({"text": "   "}, "text"),
        ({"text": "x" * 4001}, "should have at most 4000 characters"),
        ({"if_late": "never"}, "if_late"),
        ({"colour": "red"}, "colour"),
    ],
)
async def test_what_no_reminder_can_have_is_refused(
    api: httpx.AsyncClient, fields: dict[str, Any], says: str
) -> None:
    answer = await create(api, **fields)

    assert_problem(answer, 422)
    assert says in answer.text
    assert (await api.get("/v1/reminders")).json()["items"] == []


async def test_making_needs_a_key(api: httpx.AsyncClient) -> None:
    answer = await api.post("/v1/reminders", json={"text": "Buy milk", "due_at": ahead()})

    assert_problem(answer, 422)
    assert "Idempotency-Key" in answer.json()["detail"]


async def test_too_many_open_reminders_are_refused(
    api: httpx.AsyncClient, database: Database
) -> None:
    for number in range(limits.MAX_OPEN_REMINDERS):
        await insert(database, f"{number}", datetime.now(UTC) + FAR)

    answer = await create(api)

    assert_problem(answer, 409)
    assert "200" in answer.json()["detail"]


async def test_reminder_without_temporal_is_not_promised(settings: Settings) -> None:
    settings = without_temporal(settings)
    token = settings.operator_token
    assert token is not None
    headers = {"Authorization": f"Bearer {token.get_secret_value()}"}
    url = f"http://127.0.0.1:{settings.api_port}"
    async with (
        running_api(settings),
        httpx.AsyncClient(base_url=url, timeout=12, headers=headers) as api,
    ):
        answer = await create(api)

        assert_problem(answer, 503)
        [item] = (await api.get("/v1/reminders")).json()["items"]
        assert item["state"] == "creating"
