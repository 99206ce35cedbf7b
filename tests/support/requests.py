"""Requests about reminders, as a program makes them."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx

FAR = timedelta(days=3)


def ahead(by: timedelta = FAR) -> str:
    """A whole second, at least so far in the future."""
    return (datetime.now(UTC).replace(microsecond=0) + by + timedelta(seconds=1)).isoformat()


async def create(api: httpx.AsyncClient, key: str | None = None, **fields: Any) -> httpx.Response:
    body = {"text": "Buy milk", "due_at": ahead(), **fields}
    headers = {"Idempotency-Key": key or uuid4().hex}
    return await api.post("/v1/reminders", json=body, headers=headers)


async def made(api: httpx.AsyncClient, **fields: Any) -> dict[str, Any]:
    answer = await create(api, **fields)
    assert answer.status_code == 201, answer.text
    reminder: dict[str, Any] = answer.json()
    return reminder


async def change(
    api: httpx.AsyncClient,
    reminder: dict[str, Any],
    verb: str,
    *,
    key: str | None = None,
    **fields: Any,
) -> httpx.Response:
    """A verb with its fields; "edit" is a PATCH."""
    path = f"/v1/reminders/{reminder['id']}"
    headers = {"Idempotency-Key": key or uuid4().hex}
    if verb == "edit":
        return await api.patch(path, json=fields, headers=headers)
    if not fields:
        return await api.post(f"{path}/{verb}", headers=headers)
    return await api.post(f"{path}/{verb}", json=fields, headers=headers)
