"""A client that stays connected through everything and keeps what it received."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx

from panager.client.connection import UnreachableError, open_client
from panager.client.events import follow
from panager.client.models import Message
from panager.client.sending import send
from panager.settings import Settings


@dataclass
class Mailbox:
    client: httpx.AsyncClient
    received: list[Message] = field(default_factory=list)

    def of(self, kind: str) -> list[Message]:
        return [message for message in self.received if message.kind == kind]

    def answers_to(self, message: Message) -> list[Message]:
        return [reply for reply in self.of("reply") if message.id in reply.answers]

    async def write(self, text: str, key: str) -> Message:
        """With the same key until it is taken, as every client does."""
        while True:
            try:
                return await send(self.client, text, key)
            except UnreachableError:
                await asyncio.sleep(0.1)

    async def collect(self) -> None:
        async for event in follow(self.client, after=0):
            if isinstance(event, Message):
                self.received.append(event)


@asynccontextmanager
async def open_mailbox(settings: Settings, user: str) -> AsyncIterator[Mailbox]:
    async with open_client(settings, user) as client:
        mailbox = Mailbox(client)
        collecting = asyncio.create_task(mailbox.collect())
        try:
            yield mailbox
        finally:
            collecting.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await collecting
