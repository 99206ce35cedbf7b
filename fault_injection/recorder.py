"""Records what reaches people, and does nothing else; a process of its own that nobody kills.

It follows `GET /v1/events` of each person as any client does, and writes down every message as
often as it comes: unlike our own client it drops nothing that it has seen before.
"""

import asyncio
import contextlib
import json
import re
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import httpx
from httpx_sse import SSEError, aconnect_sse

from fault_injection.entries import Connected, Log, Received
from panager.client.connection import open_client
from panager.client.models import Message
from panager.settings import load_settings

PAUSE_S = 0.2
SILENCE_S = 40.0
REMINDER_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Follower:
    """One person with one screen."""

    def __init__(self, client: httpx.AsyncClient, user: str, log: Log) -> None:
        """The client speaks for that person."""
        self._client = client
        self._user = user
        self._log = log
        self._seen = 0

    async def follow(self) -> None:
        """Until cancelled, through every restart of the API."""
        while True:
            with contextlib.suppress(httpx.TransportError, SSEError):
                await self._listen()
            await asyncio.sleep(PAUSE_S)

    async def _listen(self) -> None:
        async with aconnect_sse(
            self._client,
            "GET",
            "/v1/events",
            headers={"Last-Event-ID": str(self._seen)},
            timeout=httpx.Timeout(10.0, read=SILENCE_S),
        ) as source:
            if not source.response.is_success:
                return
            self._log.write(Connected(at=datetime.now(UTC), user=self._user))
            async for event in source.aiter_sse():
                if event.event == "message" and event.data:
                    self._write(Message.model_validate_json(event.data))

    def _write(self, message: Message) -> None:
        self._seen = max(self._seen, message.seq)
        if message.direction == "out":
            found: list[UUID | None] = [*reminders_in(message)]
            for reminder_id in found or [None]:
                self._log.write(
                    Received(
                        at=datetime.now(UTC),
                        user=self._user,
                        message_id=message.id,
                        seq=message.seq,
                        kind=message.kind,
                        reminder_id=reminder_id,
                        said_at=message.at,
                    )
                )


def reminders_in(message: Message) -> list[UUID]:
    """The reminders that the person reads in it: their text is their id.

    After an outage one message may remind of several.
    """
    if message.kind != "reminder":
        return []
    return [UUID(found) for found in REMINDER_ID.findall(message.text)]


async def record(data_dir: Path, out: Path, users: list[str]) -> None:
    """Follow all of them until SIGTERM."""
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    settings = load_settings(data_dir)
    log = Log.open(out)
    async with contextlib.AsyncExitStack() as stack:
        clients = [await stack.enter_async_context(open_client(settings, user)) for user in users]
        tasks = [
            asyncio.create_task(Follower(client, user, log).follow())
            for client, user in zip(clients, users, strict=True)
        ]
        await stop.wait()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    log.close()


def main() -> None:
    """`python -m fault_injection.recorder` with a JSON object on standard input.

    Not as arguments: who kills everything that names the data directory must spare this one.
    """
    given = json.load(sys.stdin)
    asyncio.run(record(Path(given["data_dir"]), Path(given["out"]), given["users"]))


if __name__ == "__main__":
    main()
