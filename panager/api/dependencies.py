"""What endpoints need: the running parts, who is asking, and the key that makes a retry safe."""

import hmac
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Annotated
from urllib.parse import unquote
from uuid import UUID

from fastapi import Depends, Header, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import SecretStr
from temporalio.client import Client

from panager.api.conversation.hub import EventHub
from panager.db import users
from panager.db.pool import Database
from panager.errors import PanagerError
from panager.settings import Settings

DEFAULT_USER = "operator"
USER_NAME = re.compile(r"[\w.-]{1,64}")
MAX_KNOWN_USERS = 10_000


class UnauthorizedError(PanagerError):
    """The operator's token is missing or wrong."""

    http_status = 401


class UserNameError(PanagerError):
    """The header Panager-User holds something that is not a name."""

    http_status = 422


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What the process has opened; lives in `app.state.parts` while it runs."""

    settings: Settings
    token: SecretStr | None
    db: Database
    temporal: Client
    hub: EventHub
    revision: str
    """The schema revision that this code needs."""
    users: dict[str, UUID] = field(default_factory=dict)
    """Ids of the local people seen lately, by name."""


def get_parts(request: Request) -> Parts:
    """The running parts."""
    parts: Parts = request.app.state.parts
    return parts


Running = Annotated[Parts, Depends(get_parts)]

bearer = HTTPBearer(auto_error=False, description="The operator token in the data directory.")


def authorize(
    parts: Running, given: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]
) -> None:
    """Let only the operator in."""
    if given is None:
        raise UnauthorizedError("Send `Authorization: Bearer <operator token>`.")
    if parts.token is None:
        raise UnauthorizedError("This API has no operator token; set PANAGER_OPERATOR_TOKEN.")
    expected = parts.token.get_secret_value().encode()
    if not hmac.compare_digest(given.credentials.encode(), expected):
        raise UnauthorizedError(
            "This is not the operator token; it is in the file operator-token of the data"
            " directory, or in PANAGER_OPERATOR_TOKEN."
        )


async def get_user(
    parts: Running,
    _: Annotated[None, Depends(authorize)],
    panager_user: Annotated[
        str,
        Header(description="The local person who speaks: letters, digits, `_.-`; UTF-8 or %-coded"),
    ] = DEFAULT_USER,
) -> UUID:
    """The id of the person who speaks, registered when new."""
    name = _user_name(panager_user)
    known = parts.users.get(name)
    if known is not None:
        return known
    user_id = await users.ensure_user(
        parts.db,
        channel="local",
        channel_user_id=name,
        language=parts.settings.language,
        zone=parts.settings.zone,
    )
    if len(parts.users) >= MAX_KNOWN_USERS:
        parts.users.clear()
    parts.users[name] = user_id
    return user_id


def _user_name(header: str) -> str:
    """Undo what carried it: header bytes arrive as Latin-1, browsers can send ASCII only."""
    try:
        name = unquote(header.encode("latin-1").decode(), errors="strict")
    except UnicodeError:
        name = ""
    name = unicodedata.normalize("NFC", name)
    if not USER_NAME.fullmatch(name):
        raise UserNameError(
            "Panager-User must be 1 to 64 letters, digits, dots, hyphens or underscores,"
            " in UTF-8 or percent-encoded."
        )
    return name


User = Annotated[UUID, Depends(get_user)]

IDEMPOTENCY_KEY = r"^[!-~]{1,128}$"
IdempotencyKey = Annotated[
    str | None,
    Header(
        pattern=IDEMPOTENCY_KEY,
        description="1 to 128 visible ASCII characters; the same key means the same request.",
    ),
]
