"""Follows the conversation; a restart of the API loses nothing and doubles nothing."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from dataclasses import dataclass

import httpx
from httpx_sse import ServerSentEvent, SSEError, aconnect_sse

from panager.client.connection import UnreachableError, check, unreachable
from panager.client.models import Draft, Message

FIRST_PAUSE_S = 0.2
LONGEST_PAUSE_S = 5.0
SILENCE_S = 40.0
"""The API says something every 15 s; after so long without a word the connection is dead."""


@dataclass(frozen=True)
class Connected:
    """The API answers (again)."""


@dataclass(frozen=True)
class Disconnected:
    """The connection was lost or cannot be made; it is being tried again."""

    reason: str


type Event = Message | Draft | Connected | Disconnected


async def follow(client: httpx.AsyncClient, *, after: int) -> AsyncGenerator[Event]:
    """Everything after message number `after`, for ever; raises RefusedError only."""
    seen, pause = after, FIRST_PAUSE_S
    while True:
        try:
            async with contextlib.aclosing(_connect(client, after=seen)) as events:
                async for event in events:
                    pause = FIRST_PAUSE_S
                    if isinstance(event, Message):
                        if event.seq <= seen:
                            continue
                        seen = event.seq
                    yield event
            reason = "The API ended the connection."
        except UnreachableError as error:
            reason = str(error)
        yield Disconnected(reason)
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE_S)


async def _connect(client: httpx.AsyncClient, *, after: int) -> AsyncGenerator[Event]:
    try:
        async with aconnect_sse(
            client,
            "GET",
            "/v1/events",
            headers={"Last-Event-ID": str(after)},
            timeout=httpx.Timeout(10.0, read=SILENCE_S),
        ) as source:
            if not source.response.is_success:
                await source.response.aread()
                check(source.response)
            yield Connected()
            async for received in source.aiter_sse():
                event = _parse(received)
                if event is not None:
                    yield event
    except (httpx.TransportError, SSEError) as error:
        raise unreachable(client) from error


def _parse(received: ServerSentEvent) -> Event | None:
    """None for kinds that a later API may add."""
    match received.event:
        case "message" if received.data:
            return Message.model_validate_json(received.data)
        case "draft":
            return Draft.model_validate_json(received.data)
        case _:
            return None
