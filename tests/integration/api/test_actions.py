"""Actions over HTTP: what waits, deciding about it, and clear refusals."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from testing.eventually import assert_eventually
from tests.integration.api.conftest import say

pytestmark = pytest.mark.usefixtures("worker")
type Json = dict[str, Any]


async def remind(api: httpx.AsyncClient, text: str, days: int) -> None:
    due_at = (datetime.now(UTC) + timedelta(days=days)).isoformat()
    made = await api.post(
        "/v1/reminders",
        json={"text": text, "due_at": due_at},
        headers={"Idempotency-Key": uuid4().hex},
    )
    assert made.status_code == 201


async def states(api: httpx.AsyncClient) -> dict[str, str]:
    items = (await api.get("/v1/reminders")).json()["items"]
    return {item["text"]: item["state"] for item in items}


async def messages(api: httpx.AsyncClient, kind: str, count: int = 1) -> list[Json]:
    found: list[Json] = []

    async def came() -> bool:
        items = (await api.get("/v1/messages")).json()["items"]
        found[:] = [item for item in items if item["kind"] == kind]
        return len(found) >= count

    await assert_eventually(came, timeout_s=20)
    return found


async def waiting(api: httpx.AsyncClient, *texts: str) -> Json:
    """The action that cancels reminders with these texts."""
    for days, text in enumerate(texts, start=1):
        await remind(api, text, days)
    await say(api, "cancel everything", uuid4().hex)
    [card] = await messages(api, "card")
    action: Json = (await api.get(f"/v1/actions/{card['action_id']}")).json()
    assert action["card"] == card["text"]
    return action


async def post(api: httpx.AsyncClient, action: Json, verb: str, **body: object) -> httpx.Response:
    body = {"revision": action["revision"], **body}
    return await api.post(f"/v1/actions/{action['id']}/{verb}", json=body)


async def test_approved_action_is_done_and_told(api: httpx.AsyncClient) -> None:
    action = await waiting(api, "dentist")

    approved = await post(api, action, "approve")
    [outcome] = await messages(api, "outcome")

    assert action["state"] == "waiting"
    assert "Answer “yes” or “no”" in action["card"]
    assert approved.status_code == 200
    assert approved.json()["state"] in ("approved", "done")
    assert outcome["action_id"] == action["id"]
    assert await states(api) == {"dentist": "cancelled"}


async def test_same_verdict_again_changes_nothing_and_the_other_is_a_conflict(
    api: httpx.AsyncClient,
) -> None:
    action = await waiting(api, "dentist")

    await post(api, action, "reject")
    again = await post(api, action, "reject")
    other = await post(api, action, "approve")

    assert (again.status_code, again.json()["state"]) == (200, "rejected")
    assert other.status_code == 409
    assert other.headers["content-type"] == "application/problem+json"
    assert "rejected already" in other.json()["detail"]
    assert await states(api) == {"dentist": "scheduled"}


async def test_edited_card_replaces_the_old_one(api: httpx.AsyncClient) -> None:
    action = await waiting(api, "dentist", "pills")

    edited = await post(api, action, "edit", keep=[1])
    old = await post(api, action, "approve")
    new = await post(api, edited.json(), "approve")
    await messages(api, "outcome")

    assert edited.json()["revision"] == 2
    assert "dentist" not in edited.json()["card"]
    assert (old.status_code, new.status_code) == (409, 200)
    assert "Another card is shown" in old.json()["detail"]
    assert await states(api) == {"dentist": "scheduled", "pills": "cancelled"}


@pytest.mark.parametrize("keep", [[], [0], [9], [1, 2]])
async def test_impossible_edit_is_refused(api: httpx.AsyncClient, keep: list[int]) -> None:
    action = await waiting(api, "dentist", "pills")

    refused = await post(api, action, "edit", keep=keep)

    assert refused.status_code == 422
    assert (await api.get(f"/v1/actions/{action['id']}")).json() == action


async def test_somebody_else_sees_and_decides_nothing(
    api: httpx.AsyncClient, other: httpx.AsyncClient
) -> None:
    action = await waiting(api, "dentist")

    seen = await other.get(f"/v1/actions/{action['id']}")
    refused = [await post(other, action, verb) for verb in ("approve", "reject")]
    refused.append(await post(other, action, "edit", keep=[1]))

    assert {each.status_code for each in [seen, *refused]} == {404}
    assert (await other.get("/v1/actions")).json() == {"items": []}
    assert (await api.get(f"/v1/actions/{action['id']}")).json() == action


async def test_list_shows_what_waits(api: httpx.AsyncClient) -> None:
    action = await waiting(api, "dentist")

    before = (await api.get("/v1/actions", params={"waiting": True})).json()["items"]
    await post(api, action, "reject")
    after = (await api.get("/v1/actions", params={"waiting": True})).json()["items"]
    every = (await api.get("/v1/actions")).json()["items"]

    assert before == [action]
    assert after == []
    assert [each["state"] for each in every] == ["rejected"]
