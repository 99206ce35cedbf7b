"""The same key means the same request, in everything."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest

from tests.integration.api.test_problems import assert_problem
from tests.support.requests import ahead, change, create

FAR = timedelta(days=9)
DUE = {"text": "Buy milk", "due_at": ahead()}
SERIES = DUE | {"rrule": "FREQ=DAILY"}


async def post(api: httpx.AsyncClient, path: str, key: str, body: Any) -> httpx.Response:
    return await api.post(path, json=body, headers={"Idempotency-Key": key})


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize(
    "other",
    [
        {"due_at": ahead(FAR)},
        {"rrule": "FREQ=WEEKLY"},
        {"rrule": None},
        {"urgent": True},
        {"if_late": "skip"},
        {"nag_every_s": 600},
        {"zone": "Europe/Berlin"},
        {"text": "Buy bread"},
    ],
    ids=lambda other: next(iter(other)),
)
async def test_another_reminder_with_the_same_key_is_a_conflict(
    api: httpx.AsyncClient, other: dict[str, Any]
) -> None:
    made = await post(api, "/v1/reminders", "k", SERIES)

    conflict = await post(api, "/v1/reminders", "k", SERIES | other)
    again = await post(api, "/v1/reminders", "k", dict(reversed(SERIES.items())))

    assert_problem(conflict, 409)
    assert "new key" in conflict.json()["detail"]
    assert (made.status_code, again.status_code) == (201, 200)
    assert again.json() == made.json() | {"updated_at": again.json()["updated_at"]}
    assert len((await api.get("/v1/reminders")).json()["items"]) == 1


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize(
    ("verb", "first", "second"),
    [
        ("snooze", {"minutes": 10}, {"minutes": 60}),
        ("snooze", {"due_at": ahead(FAR)}, {"minutes": 60}),
        ("pause", {"until": ahead(FAR)}, {}),
        ("pause", {}, {"until": ahead(FAR)}),
    ],
)
async def test_another_change_with_the_same_key_is_a_conflict(
    api: httpx.AsyncClient, verb: str, first: dict[str, Any], second: dict[str, Any]
) -> None:
    reminder = (await post(api, "/v1/reminders", "made", SERIES)).json()
    path = f"/v1/reminders/{reminder['id']}/{verb}"
    changed = await post(api, path, "k", first)

    conflict = await post(api, path, "k", second)
    again = await post(api, path, "k", first)

    assert (changed.status_code, again.status_code) == (200, 200)
    assert_problem(conflict, 409)
    assert again.json()["due_at"] == changed.json()["due_at"]


@pytest.mark.usefixtures("worker")
async def test_edit_of_the_rule_and_another_time_with_the_same_key_is_a_conflict(
    api: httpx.AsyncClient,
) -> None:
    reminder = (await create(api)).json()
    rule = {"rrule": "FREQ=DAILY"}
    await change(api, reminder, "edit", key="k", due_at=ahead(), **rule)

    conflict = await change(api, reminder, "edit", key="k", due_at=ahead(FAR), **rule)

    assert_problem(conflict, 409)


@pytest.mark.usefixtures("worker")
async def test_two_requests_at_once_with_one_key_make_one(api: httpx.AsyncClient) -> None:
    answers = await asyncio.gather(
        *(post(api, "/v1/reminders", "k", DUE | {"urgent": urgent}) for urgent in (True, False))
    )

    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert len((await api.get("/v1/reminders")).json()["items"]) == 1


@pytest.mark.usefixtures("worker")
async def test_request_that_made_no_sense_leaves_its_key_free(api: httpx.AsyncClient) -> None:
    refused = await post(api, "/v1/reminders", "k", DUE | {"due_at": "2020-01-01T00:00:00Z"})

    made = await post(api, "/v1/reminders", "k", DUE)

    assert (refused.status_code, made.status_code) == (422, 201)
