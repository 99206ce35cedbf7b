"""One sitting at a conversation: what came while away, then both directions until the end."""

import asyncio
import contextlib
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

import httpx

from panager.client.connection import request
from panager.client.events import Connected, Disconnected, follow
from panager.client.models import Action, Draft, Message
from panager.client.screen import Screen
from panager.client.sending import Outbox
from panager.terminal import UNREADABLE, sendable

PAGE = 200
SEND_TIMEOUT_S = 10.0
ANSWER_TIMEOUT_S = 120.0
NOT_TEXT = f"Not all of this was UTF-8: what was not is sent as {UNREADABLE}."


class SeenMark:
    """Remembers between sittings which message was the last one shown."""

    def __init__(self, data_dir: Path, user: str) -> None:
        self._path = data_dir / "seen" / quote(sendable(user), safe="")

    def read(self) -> int:
        """The number of that message; 0 for a first sitting."""
        try:
            return int(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return 0

    def write(self, seq: int) -> None:
        with contextlib.suppress(OSError):  # next time begins with the last few messages again
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(str(seq), encoding="utf-8")


class Conversation:
    """Connects a screen with the API."""

    def __init__(self, client: httpx.AsyncClient, screen: Screen, mark: SeenMark) -> None:
        """Nothing is shown before `run`."""
        self._client = client
        self._screen = screen
        self._mark = mark
        self._outbox = Outbox(client, on_refused=lambda why: screen.note(f"Not taken: {why}"))
        self._shown = mark.read()
        self._answered: set[UUID] = set()
        self._cards: set[UUID] = set()
        self._progress = asyncio.Event()
        self._connected = True

    async def run(self) -> None:
        """Until the person leaves; raises ClientError when there is no way to go on."""
        await self._show_past()
        tasks = [
            asyncio.create_task(work) for work in (self._type(), self._follow(), self._outbox.run())
        ]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self._mark.write(self._shown)

    async def _show_past(self) -> None:
        seen = self._shown
        past = await self._list_past(seen)
        missed = [message for message in past if message.seq > seen > 0]
        if self._screen.recent:
            self._show_all(past[: len(past) - len(missed)])
        if missed:
            self._screen.note("— while you were away —")
            self._show_all(missed)
        # Not the mark: it is ahead of everything when the database was set back.
        self._shown = past[-1].seq if past else 0

    def _show_all(self, messages: list[Message]) -> None:
        for message in messages:
            self._screen.show(message)

    async def _list_past(self, seen: int) -> list[Message]:
        """The last few, or everything since the last sitting when that is more."""
        latest = await self._list(latest=max(1, self._screen.recent))
        if not seen or not latest or latest[0].seq <= seen + 1:
            return latest
        missed: list[Message] = []
        while page := await self._list(after=missed[-1].seq if missed else seen, limit=PAGE):
            missed += page
        return missed

    async def _list(self, **params: int) -> list[Message]:
        page = await request(self._client, "GET", "/v1/messages", params=params)
        return [Message.model_validate(item) for item in page["items"]]

    async def _type(self) -> None:
        async for line in self._screen.lines():
            if text := sendable(line.strip()):
                if UNREADABLE in text:
                    self._screen.note(NOT_TEXT)
                self._outbox.put(text)
        try:
            async with asyncio.timeout(SEND_TIMEOUT_S):
                await self._outbox.drain()
            if self._screen.waits_for_answers:
                async with asyncio.timeout(ANSWER_TIMEOUT_S):
                    await self._wait_for_answers()
        except TimeoutError:
            unsent = self._outbox.unsent
            self._screen.note(f"{unsent} not sent." if unsent else "Left without an answer.")

    async def _wait_for_answers(self) -> None:
        while not {message.id for message in self._outbox.sent} <= self._answered:
            self._progress.clear()
            await self._progress.wait()
        # A card comes after the answer that speaks of it.
        expected = await self._list_cards()
        while not expected <= self._cards:
            self._progress.clear()
            await self._progress.wait()

    async def _list_cards(self) -> set[UUID]:
        """What waits for a yes because of what was sent here."""
        first = min((message.at for message in self._outbox.sent), default=None)
        page = await request(self._client, "GET", "/v1/actions", params={"waiting": True})
        actions = [Action.model_validate(item) for item in page["items"]]
        return {each.id for each in actions if first is not None and each.created_at >= first}

    async def _follow(self) -> None:
        async for event in follow(self._client, after=self._shown):
            match event:
                case Message():
                    self._take(event)
                case Draft():
                    self._screen.show_draft(event.text)
                case Connected() | Disconnected():
                    self._tell_connection(event)

    def _take(self, message: Message) -> None:
        self._shown = message.seq
        if message.direction == "out":
            self._screen.show_draft("")
        if not self._outbox.is_echo(message):
            self._screen.show(message)
        self._answered.update(message.answers)
        if message.kind == "card" and message.action_id is not None:
            self._cards.add(message.action_id)
        self._progress.set()

    def _tell_connection(self, event: Connected | Disconnected) -> None:
        """Once per change; what is typed meanwhile is sent afterwards."""
        if isinstance(event, Disconnected) and self._connected:
            self._screen.note("Connection lost; trying again. What you type is sent then.")
        elif isinstance(event, Connected) and not self._connected:
            self._screen.note("Connected again.")
        self._connected = isinstance(event, Connected)
