"""The same idempotency key means the same request: what differs in anything is refused.

https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Annotated
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from fastapi import Depends, Request

from panager.api.dependencies import IdempotencyKey
from panager.db import idempotency_keys
from panager.db.pool import Database
from panager.errors import PanagerError


class KeyReusedError(PanagerError):
    """The same idempotency key with another request."""

    http_status = 409


@dataclass(frozen=True)
class Asked:
    """A request that may be sent again; without a key each is another one."""

    key: str | None
    fingerprint: bytes
    """Of method, path and body."""

    def id_for(self, user_id: UUID) -> UUID:
        """The same for the same request, so that a workflow takes it once."""
        if self.key is None:
            return uuid4()
        return uuid5(NAMESPACE_URL, f"panager:api:{user_id}:{self.key}")

    async def require_same(self, db: Database, user_id: UUID) -> None:
        """Remember it, or raise when this key was used for another request."""
        if self.key is None:
            return
        async with db.user(user_id) as connection:
            is_same = await idempotency_keys.insert_key(
                connection,
                user_id,
                key=self.key,
                fingerprint=self.fingerprint,
            )
        if not is_same:
            raise KeyReusedError(
                "This Idempotency-Key was used for another request; nothing was changed. Send this"
                " one with a new key."
            )


async def read_asked(request: Request, idempotency_key: IdempotencyKey = None) -> Asked:
    """What is asked, and with which key."""
    what = f"{request.method} {request.url.path}\n".encode() + _canonical(await request.body())
    return Asked(idempotency_key, hashlib.sha256(what).digest())


def _canonical(body: bytes) -> bytes:
    """The same for the same JSON, however it is written."""
    try:
        return json.dumps(json.loads(body), sort_keys=True).encode()
    except (ValueError, RecursionError):
        return body


Once = Annotated[Asked, Depends(read_asked)]
