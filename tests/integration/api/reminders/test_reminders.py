import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import httpx
import pytest
from temporalio.client import Client

from panager.contracts.names import Queue, reminder_workflow_id
from panager.contracts.reminder import ReminderInput, ReminderState
from panager.db import reminders
from panager.db.pool import Database
from panager.settings import Settings
from testing.eventually import assert_eventually
from tests.integration.api.conftest import running_api
from tests.integration.api.test_messages import operator_id
from tests.integration.api.test_outages import without_temporal

FAR = timedelta(days=3)


async def insert(db: Database, text: str, due_at: datetime) -> UUID:
    user_id, reminder_id = await operator_id(db), uuid4()
    async with db.user(user_id) as connection:
        await reminders.insert_reminder(
            connection,
            user_id,
            reminder_id=reminder_id,
            text=text,
            due_at=due_at,
            zone="Asia/Seoul",
            language="en",
        )
        await reminders.mark_scheduled(connection, user_id, reminder_id)
    return reminder_id


async def start(db: Database, client: Client, due_at: datetime) -> UUID:
    reminder_id = await insert(db, "Buy milk", due_at)
    await client.start_workflow(
        "ReminderWorkflow",
        ReminderInput(
            user_id=await operator_id(db),
            reminder_id=reminder_id,
            state=ReminderState(due_at=due_at),
        ),
        id=reminder_workflow_id(reminder_id),
        task_queue=Queue.REMINDERS,
    )
    return reminder_id


async def test_list_goes_by_due_time_in_pages(api: httpx.AsyncClient, database: Database) -> None:
    now = datetime(2030, 1, 1, 9, 30, tzinfo=UTC)
    for days in (3, 1, 2, 2):
        await insert(database, f"in {days}", now + timedelta(days=days))

    first = (await api.get("/v1/reminders", params={"limit": 3})).json()
    second = (await api.get("/v1/reminders", params={"after": first["next"]})).json()

    assert [r["text"] for r in first["items"] + second["items"]] == ["in 1", "in 2", "in 2", "in 3"]
    assert second["next"] is None
    assert first["items"][0]["due_at"] == "2030-01-02T09:30:00Z"
    assert first["items"][0]["workflow_id"] == f"reminder:{first['items'][0]['id']}"


@pytest.mark.parametrize("cursor", ["x", "", "AAAA", "eHx5"])
async def test_cursor_that_we_never_gave_is_refused(api: httpx.AsyncClient, cursor: str) -> None:
    assert (await api.get("/v1/reminders", params={"after": cursor})).status_code == 422


async def test_other_people_do_not_see_it(
    api: httpx.AsyncClient, other: httpx.AsyncClient, database: Database
) -> None:
    reminder_id = await insert(database, "Buy milk", datetime.now(UTC) + FAR)

    assert (await api.get(f"/v1/reminders/{reminder_id}")).json()["text"] == "Buy milk"
    assert (await other.get(f"/v1/reminders/{reminder_id}")).status_code == 404
    assert (await other.delete(f"/v1/reminders/{reminder_id}")).status_code == 404
    assert (await other.get("/v1/reminders")).json()["items"] == []


async def test_cancelling_is_done_when_it_answers_and_may_be_repeated(
    api: httpx.AsyncClient, database: Database, temporal_client: Client, worker: None
) -> None:
    reminder_id = await start(database, temporal_client, datetime.now(UTC) + FAR)
    path, key = f"/v1/reminders/{reminder_id}", {"Idempotency-Key": "c1"}

    answers = await asyncio.gather(*(api.delete(path, headers=key) for _ in range(3)))
    again = await api.delete(path)

    assert [a.status_code for a in (*answers, again)] == [200] * 4
    assert {a.json()["state"] for a in answers} == {"cancelled"}
    handle = temporal_client.get_workflow_handle(reminder_workflow_id(reminder_id))
    await handle.result()


async def test_cancelling_what_was_delivered_is_too_late(
    api: httpx.AsyncClient, database: Database, temporal_client: Client, worker: None
) -> None:
    reminder_id = await start(database, temporal_client, datetime.now(UTC))
    await temporal_client.get_workflow_handle(reminder_workflow_id(reminder_id)).result()

    answer = await api.delete(f"/v1/reminders/{reminder_id}")

    assert answer.status_code == 409
    assert "delivered" in answer.json()["detail"]


async def test_cancelling_without_temporal_says_that_it_is_unknown(
    settings: Settings, database: Database
) -> None:
    reminder_id = await insert(database, "Buy milk", datetime.now(UTC) + FAR)
    settings = without_temporal(settings)
    async with (
        running_api(settings),
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{settings.api_port}", timeout=8) as api,
    ):
        token = settings.operator_token
        assert token is not None
        api.headers["Authorization"] = f"Bearer {token.get_secret_value()}"

        answer = await api.delete(f"/v1/reminders/{reminder_id}")

    assert answer.status_code == 503
    assert "unknown" in answer.json()["detail"]


async def test_cancelling_without_worker_says_that_it_is_unknown(
    api: httpx.AsyncClient, database: Database, temporal_client: Client
) -> None:
    reminder_id = await start(database, temporal_client, datetime.now(UTC) + FAR)

    answer = await api.delete(f"/v1/reminders/{reminder_id}")

    assert answer.status_code == 503


async def test_everything_is_ready_with_a_worker(api: httpx.AsyncClient, worker: None) -> None:
    async def ready() -> bool:
        return (await api.get("/readyz")).status_code == 200

    await assert_eventually(ready)
    assert all(part["ok"] for part in (await api.get("/readyz")).json()["parts"].values())
