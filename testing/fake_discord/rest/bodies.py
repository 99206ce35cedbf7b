"""Reads what a client sends: JSON, or a form with `payload_json` and files."""

import json
from dataclasses import dataclass, field

from aiohttp import BodyPartReader, web

from testing.fake_discord.rest import errors
from testing.fake_discord.rest.errors import Json


@dataclass
class Upload:
    filename: str
    data: bytes
    content_type: str


@dataclass
class Body:
    payload: Json
    files: dict[str, Upload] = field(default_factory=dict)
    """By their number, which `attachments` in the payload refers to."""


async def read(request: web.Request) -> Body:
    if request.content_type.startswith("multipart/"):
        return await _read_form(request)
    return Body(_parse(await request.text() or "{}"))


async def read_list(request: web.Request) -> list[Json]:
    """The body of a bulk overwrite."""
    try:
        payload = json.loads(await request.text())
    except ValueError as error:
        raise errors.invalid_json() from error
    if not isinstance(payload, list):
        raise errors.invalid_form("", "BASE_TYPE_BAD_TYPE", "Only iterables may be used.")
    return payload


async def _read_form(request: web.Request) -> Body:
    body = Body({})
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            raise errors.invalid_json()
        if part.name == "payload_json":
            body.payload = _parse(await part.text())
        elif part.filename:
            number = (part.name or "").removeprefix("files[").removesuffix("]")
            kind = part.headers.get("Content-Type", "application/octet-stream")
            body.files[number] = Upload(part.filename, bytes(await part.read()), kind)
    return body


def _parse(text: str) -> Json:
    try:
        payload = json.loads(text)
    except ValueError as error:
        raise errors.invalid_json() from error
    if not isinstance(payload, dict):
        raise errors.invalid_json()
    return payload
