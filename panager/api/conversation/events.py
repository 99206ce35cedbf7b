"""The conversation as it goes on: server-sent events that can be resumed without a gap.

https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Annotated
from uuid import UUID

import structlog
from fastapi import APIRouter, Header, Query
from pydantic import BaseModel, BeforeValidator, Field
from starlette.responses import StreamingResponse

from panager.api.conversation.schemas import MAX_SEQ, Draft, Message
from panager.api.dependencies import Parts, Running, User
from panager.db.conversation import messages, turns
from panager.outages import DATABASE_OUTAGES

LOOK_EVERY_S = 15.0
"""How often a stream looks without being woken, and says that it is alive."""
PAGE = 200
HELLO = "retry: 1000\n\n"
PING = ": ping\n\n"

type LastEventId = Annotated[
    Annotated[int, Field(ge=0, le=MAX_SEQ)] | None,
    BeforeValidator(lambda value: value or None),  # empty: the reader has seen nothing yet
]
type DraftState = tuple[UUID, str] | None

router = APIRouter(prefix="/v1/events", tags=["messages"])
log = structlog.get_logger(__name__)


@router.get(
    "",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {}}, "description": "An endless stream."}},
)
async def follow(
    parts: Running,
    user_id: User,
    after: Annotated[int | None, Query(ge=0, le=MAX_SEQ)] = None,
    last_event_id: Annotated[LastEventId, Header()] = None,
) -> StreamingResponse:
    """Events `message` (data: a message, id: its seq) and `draft` (an answer being written).

    Starts after Last-Event-ID, else after `after`, else with what comes from now on.
    """
    start = after if last_event_id is None else last_event_id
    async with parts.db.user(user_id) as connection:
        end = await messages.last_seq(connection, user_id)
    # Beyond the end lies nothing, unless the database was set back: then all of it is news.
    seen = end if start is None else min(start, end)
    return StreamingResponse(
        Stream(parts, user_id, seen).events(),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


class Stream:
    """One reader of one conversation. What it sends comes from the database, never from a
    notification, so that nothing is lost, doubled or out of order when those are.
    """

    def __init__(self, parts: Parts, user_id: UUID, seen: int) -> None:
        """`seen` is the number of the last message that the reader has."""
        self._parts = parts
        self._user_id = user_id
        self._seen = seen
        self._draft: DraftState = None

    async def events(self) -> AsyncIterator[str]:
        """Encoded events until the process ends or the reader leaves."""
        yield HELLO
        hub = self._parts.hub
        with hub.subscribe(self._user_id) as woken:
            while not hub.closed:
                woken.clear()
                async for event in self._news():
                    yield event
                if not await _wait(woken):
                    yield PING

    async def _news(self) -> AsyncIterator[str]:
        while True:
            items, draft = await self._look()
            for item in items:
                self._seen = item.seq
                yield encode("message", item, id=item.seq)
            if len(items) < PAGE:
                break
        if draft is not None and draft != self._draft:
            yield encode("draft", Draft(turn_id=draft[0], text=draft[1]))
        self._draft = draft

    async def _look(self) -> tuple[list[Message], DraftState]:
        """The draft is read last: whatever it belongs to was not answered just before."""
        try:
            async with self._parts.db.user(self._user_id) as connection:
                items = await messages.list_conversation(
                    connection, self._user_id, after=self._seen, limit=PAGE
                )
                draft = await turns.get_draft(connection, self._user_id)
        except DATABASE_OUTAGES as error:
            # The listener wakes everybody as soon as the database is back.
            log.warning("stream_cannot_read", error=type(error).__name__)
            return [], self._draft
        return [Message.of(item) for item in items], draft


async def _wait(woken: asyncio.Event) -> bool:
    """Whether there was a wake-up before it was time to look anyway."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(woken.wait(), LOOK_EVERY_S)
        return True
    return False


def encode(event: str, data: BaseModel, *, id: int | None = None) -> str:
    """One event; JSON is a single line, so one data field carries it."""
    head = "" if id is None else f"id: {id}\n"
    return f"{head}event: {event}\ndata: {data.model_dump_json()}\n\n"
