import asyncio
from uuid import UUID, uuid4

import httpx
import pytest
from temporalio.client import Client

from panager.contracts.names import chat_workflow_id
from panager.db import deliveries, users
from panager.db.pool import Database
from tests.integration.api.conftest import say


async def operator_id(db: Database) -> UUID:
    return await users.ensure_user(
        db, channel="local", channel_user_id="operator", language="en", zone="UTC"
    )


async def test_new_message_is_taken_in_and_rung_for(
    api: httpx.AsyncClient, database: Database, temporal_client: Client
) -> None:
    answer = await say(api, "  hello \n", "k1")

    assert answer.status_code == 202
    body = answer.json()
    assert UUID(body.pop("id"))
    assert body.pop("at").endswith("Z")
    assert body == {
        "direction": "in", "kind": "message", "text": "hello", "reply_to": None,
        "reminder_id": None, "reminder_ids": [], "answers": [], "action_id": None,
        "seq": 1, "new": True,
    }  # fmt: skip
    handle = temporal_client.get_workflow_handle(chat_workflow_id(await operator_id(database)))
    assert (await handle.describe()).workflow_type == "ChatWorkflow"


async def test_same_key_again_gives_the_stored_message(api: httpx.AsyncClient) -> None:
    first = (await say(api, "hello", "k1")).json()

    again = await say(api, "hello", "k1")

    assert again.status_code == 200
    assert again.json() == {**first, "new": False}
    assert len((await api.get("/v1/messages")).json()["items"]) == 1


async def test_key_may_be_in_the_body(api: httpx.AsyncClient) -> None:
    first = await api.post("/v1/messages", json={"text": "hello", "key": "k1"})
    again = await say(api, "hello", "k1")

    assert (first.status_code, again.status_code) == (202, 200)


async def test_same_key_with_another_text_is_a_conflict(api: httpx.AsyncClient) -> None:
    await say(api, "hello", "k1")

    answer = await say(api, "something else", "k1")

    assert answer.status_code == 409
    assert "another text" in answer.json()["detail"]
    assert [i["text"] for i in (await api.get("/v1/messages")).json()["items"]] == ["hello"]


async def test_key_sent_twenty_times_at_once_is_one_message(api: httpx.AsyncClient) -> None:
    answers = await asyncio.gather(*(say(api, "hello", "k1") for _ in range(20)))

    assert sorted(a.status_code for a in answers) == [200] * 19 + [202]
    assert len({a.json()["id"] for a in answers}) == 1
    assert len((await api.get("/v1/messages")).json()["items"]) == 1


async def test_answered_message_is_not_rung_for_again(
    api: httpx.AsyncClient, database: Database, temporal_client: Client
) -> None:
    user_id = await operator_id(database)
    await say(api, "hello", "k1")
    handle = temporal_client.get_workflow_handle(chat_workflow_id(user_id))
    await handle.terminate()
    run_id = (await handle.describe()).run_id
    async with database.user(user_id) as connection:
        turn = await connection.fetchval(
            "INSERT INTO turns (turn_id, user_id) VALUES (gen_random_uuid(), $1) RETURNING turn_id",
            user_id,
        )
        await connection.execute("UPDATE inbound_messages SET turn_id = $1", turn)

    again = await say(api, "hello", "k1")

    assert again.status_code == 200
    assert (await handle.describe()).run_id == run_id


async def test_pages_and_latest(api: httpx.AsyncClient) -> None:
    for number in range(5):
        await say(api, f"m{number}", f"k{number}")
    await asyncio.gather(*(say(api, "m5", "k5") for _ in range(8)))  # burns numbers

    first = (await api.get("/v1/messages", params={"limit": 4})).json()
    second = (await api.get("/v1/messages", params={"after": first["next"], "limit": 4})).json()
    latest = (await api.get("/v1/messages", params={"latest": 3})).json()

    texts = [item["text"] for item in first["items"] + second["items"]]
    assert texts == ["m0", "m1", "m2", "m3", "m4", "m5"]
    assert second["next"] is None
    assert [item["text"] for item in latest["items"]] == ["m3", "m4", "m5"]


async def test_people_are_separate(api: httpx.AsyncClient, other: httpx.AsyncClient) -> None:
    await say(api, "mine", "k1")

    same_key = await say(other, "안녕", "k1")

    assert same_key.status_code == 202
    assert [i["text"] for i in (await api.get("/v1/messages")).json()["items"]] == ["mine"]
    assert [i["text"] for i in (await other.get("/v1/messages")).json()["items"]] == ["안녕"]


async def test_name_in_utf8_and_percent_encoded_is_one_person(
    api: httpx.AsyncClient, other: httpx.AsyncClient
) -> None:
    await say(other, "안녕", "k1")

    raw = await api.get("/v1/messages", headers={b"Panager-User": "김하나".encode()})

    assert [i["text"] for i in raw.json()["items"]] == ["안녕"]


@pytest.mark.parametrize("text", ["", "  \n", "x" * 4001, "a\x00b", 7, None])
async def test_text_out_of_bounds_is_refused(api: httpx.AsyncClient, text: object) -> None:
    answer = await api.post("/v1/messages", json={"text": text, "key": "k"})

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert [(e["in"], e["name"]) for e in answer.json()["errors"]] == [("body", "text")]


async def test_longest_text_is_taken(api: httpx.AsyncClient) -> None:
    assert (await say(api, "가" * 4000, "k1")).status_code == 202


async def test_lone_surrogate_is_refused(api: httpx.AsyncClient) -> None:
    answer = await api.post("/v1/messages", content=b'{"text": "\\ud800", "key": "k"}')

    assert answer.status_code == 422


@pytest.mark.parametrize("key", ["k" * 129, "with space", "tab\there"])
async def test_bad_key_is_refused(api: httpx.AsyncClient, key: str) -> None:
    answer = await say(api, "hello", key)

    assert answer.status_code == 422
    assert (await api.get("/v1/messages")).json()["items"] == []


async def test_missing_key_says_what_to_send(api: httpx.AsyncClient) -> None:
    answer = await api.post("/v1/messages", json={"text": "hello"})

    assert answer.status_code == 422
    assert "Idempotency-Key" in answer.json()["detail"]


async def test_message_may_be_a_reply_to_one_of_ours_only(
    api: httpx.AsyncClient, database: Database
) -> None:
    user_id = await operator_id(database)
    async with database.user(user_id) as connection:
        ours = await deliveries.insert_delivery(
            connection, user_id, kind="notice", owner_id=uuid4(), channel="local", text="x"
        )
    bodies = [
        {"text": "this", "key": f"k{number}", "reply_to": str(to)}
        for number, to in enumerate((ours, uuid4()))
    ]

    answers = [await api.post("/v1/messages", json=body) for body in bodies]

    assert [answer.status_code for answer in answers] == [202, 422]
    async with database.user(user_id) as connection:
        rows = await connection.fetch("SELECT reply_to FROM inbound_messages")
    assert [row["reply_to"] for row in rows] == [ours]
