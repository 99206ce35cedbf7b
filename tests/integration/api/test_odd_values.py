"""What no client of ours sends, at every place of the OpenAPI document that takes something."""

import base64
import itertools
import json
from collections.abc import Iterator
from typing import Any, Final
from uuid import uuid4

import httpx
import pytest

from tests.support.requests import ahead, create, made

pytestmark = pytest.mark.timeout(300)

VERBS: Final = ("get", "post", "patch", "delete", "put")
MOMENTS: Final = (
    "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z",
    "9999-12-31T23:59:59-12:00", "1582-10-10T00:00:00Z", "2024-02-30T00:00:00Z", "2099-01-01",
)  # fmt: skip
RULES: Final = (
    "FREQ=DAILY", "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO", "FREQ=DAILY;INTERVAL=999999999",
    "FREQ=DAILY;COUNT=0", "FREQ=DAILY;UNTIL=00010101T000000Z", "FREQ=DAILY;UNTIL=99991231T235959Z",
    "FREQ", "=", ";",
)  # fmt: skip
ODD: Final[tuple[Any, ...]] = (
    None, True, -1, 0, 2**31, 2**63, 2**200, 1e308, "", " ", "0", "\x00", "\u202e", "é" * 5000,
    "[", "../..", "%00", "NaN", "24:00", "23:00+09:00", "00:00:00.000001", [], [None], {}, {"a": 1},
    *MOMENTS, *RULES,
)  # fmt: skip
RAW: Final = (
    b"", b"null", b"[]", b"1e999", b"NaN", b"{", b"\xff\xfe", b'{"text": "\\ud800", "key": "s"}',
    b"[" * 20_000, b'{"text": 1, "text": 2}',
)  # fmt: skip


def bodies(document: dict[str, Any], operation: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Each field with each odd value, the others as they should be."""
    content = operation.get("requestBody", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema", {})
    for name, value in itertools.product(names_in(document, schema), ODD):
        yield right_values(name) | {name: value}


def right_values(but: str) -> dict[str, Any]:
    if but in ("rrule", "urgent", "nag_every_s", "if_late", "zone"):
        return {"text": "Buy milk", "due_at": ahead()}
    if but == "due_at":
        return {"text": "Buy milk", "rrule": "FREQ=DAILY"}
    return {}


def names_in(document: dict[str, Any], schema: dict[str, Any]) -> list[str]:
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    options = [one for one in schema.get("anyOf", []) if one.get("type") != "null"]
    return list(schema.get("properties", {})) or [
        name for one in options for name in names_in(document, one)
    ]


async def ask(
    api: httpx.AsyncClient, method: str, path: str, **how: Any
) -> tuple[str, str, str, int]:
    headers = {"Idempotency-Key": uuid4().hex, "Content-Type": "application/json"}
    answer = await api.request(method, path, headers=headers | how.pop("headers", {}), **how)
    return method, path, str(how)[:100], answer.status_code


async def walk(api: httpx.AsyncClient, *, conversation: bool) -> list[tuple[str, str, str, int]]:
    document = (await api.get("/openapi.json")).json()
    found = []
    for path, operations in document["paths"].items():
        if path == "/v1/events" or (path == "/v1/messages") is not conversation:
            continue  # the first never ends; its parameters are those of the other
        for method, operation in operations.items():
            reminder = await made(api)
            here = path.replace("{reminder_id}", reminder["id"]).replace(
                "{action_id}", str(uuid4())
            )
            for body in bodies(document, operation):
                content = json.dumps(body).encode()
                found.append(await ask(api, method, here, content=content))
            for odd in ("x", "%00", "%ff", "0" * 5000, "1e9"):
                odd_path = path.replace("{reminder_id}", odd).replace("{action_id}", odd)
                found.append(await ask(api, method, odd_path))
            if "requestBody" in operation:
                for raw in RAW:
                    found.append(await ask(api, method, here, content=raw))
            for parameter, value in itertools.product(operation.get("parameters", []), ODD):
                if parameter["in"] == "query":
                    params = {parameter["name"]: str(value)}
                    found.append(await ask(api, method, here, params=params))

    return found


async def test_no_odd_message_is_our_fault(api: httpx.AsyncClient) -> None:
    """Without a worker, who would answer them all."""
    found = await walk(api, conversation=True)

    assert len(found) > 100
    assert [each for each in found if each[-1] >= 500] == []


@pytest.mark.usefixtures("worker")
async def test_no_odd_value_is_our_fault(api: httpx.AsyncClient) -> None:
    found = await walk(api, conversation=False)

    assert len(found) > 500
    assert [each for each in found if each[-1] >= 500] == []


@pytest.mark.parametrize("moment", MOMENTS[:5])
async def test_cursor_that_was_made_up_is_refused(api: httpx.AsyncClient, moment: str) -> None:

    reminder = await made(api)
    places = {
        "/v1/reminders?after=": f"{moment}|{uuid4()}",
        f"/v1/reminders/{reminder['id']}/timeline?before=": f"{moment}|1|1",
    }

    answers = [
        (await api.get(path + base64.urlsafe_b64encode(place.encode()).decode())).status_code
        for path, place in places.items()
    ]

    assert answers == [422, 422]


@pytest.mark.parametrize("moment", MOMENTS[:4])
async def test_time_at_the_end_of_the_calendar_is_refused(
    api: httpx.AsyncClient, moment: str
) -> None:
    answer = await create(api, due_at=moment, rrule="FREQ=DAILY")

    assert answer.status_code == 422
    assert "between the years" in answer.text


async def test_wrong_method_is_told_every_right_one(api: httpx.AsyncClient) -> None:
    document = (await api.get("/openapi.json")).json()
    wrong = []
    for path, operations in document["paths"].items():
        here = path.replace("{reminder_id}", str(uuid4())).replace("{action_id}", str(uuid4()))
        answer = await api.put(here)
        if set(answer.headers["Allow"].split(", ")) != {one.upper() for one in operations}:
            wrong.append((path, answer.headers["Allow"]))

    assert wrong == []


async def test_times_of_day_are_what_the_document_says(api: httpx.AsyncClient) -> None:
    document = (await api.get("/openapi.json")).text
    now = await api.patch("/v1/settings", json={"quiet_from": "23:00", "quiet_to": "07:30"})

    assert '"format":"time"' not in document
    assert (now.json()["quiet_from"], now.json()["quiet_to"]) == ("23:00:00", "07:30:00")
