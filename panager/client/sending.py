"""Sends what the person types: in order, each once, through restarts of the API."""

import asyncio
from collections import Counter
from collections.abc import Callable
from uuid import uuid4

import httpx

from panager.client.connection import RefusedError, UnreachableError, request_patiently
from panager.client.models import Message


async def send(client: httpx.AsyncClient, text: str, key: str) -> Message:
    """Send one message; the key makes repeating it harmless."""
    answer = await request_patiently(
        client, "POST", "/v1/messages", json={"text": text}, headers={"Idempotency-Key": key}
    )
    return Message.model_validate(answer)


class Outbox:
    """A queue in front of `send`, so that typing never waits for the network."""

    def __init__(self, client: httpx.AsyncClient, on_refused: Callable[[str], None]) -> None:
        """`on_refused` is told why the API does not take a message."""
        self._client = client
        self._on_refused = on_refused
        self._queue: asyncio.Queue[str] = asyncio.Queue()
        self._typed: Counter[str] = Counter()
        self.unsent = 0
        self.sent: list[Message] = []

    def put(self, text: str) -> None:
        """Send it when it is its turn."""
        self._typed[text] += 1
        self.unsent += 1
        self._queue.put_nowait(text)

    def is_echo(self, message: Message) -> bool:
        """Whether this is one of ours that comes back; the person saw it while typing."""
        if message.direction != "in" or not self._typed[message.text]:
            return False
        self._typed[message.text] -= 1
        return True

    async def run(self) -> None:
        while True:
            text = await self._queue.get()
            await self._send(text)
            self.unsent -= 1
            self._queue.task_done()

    async def drain(self) -> None:
        """Return when nothing waits any more."""
        await self._queue.join()

    async def _send(self, text: str) -> None:
        key = uuid4().hex
        while True:
            try:
                self.sent.append(await send(self._client, text, key))
            except UnreachableError:
                continue
            except RefusedError as error:
                self._typed[text] -= 1
                self._on_refused(str(error))
            return
