"""The bot in this process, between a fake Discord and real servers; no worker answers."""

import asyncio
import contextlib
import functools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from pydantic import SecretStr
from temporalio.api.enums.v1.event_type_pb2 import EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED
from temporalio.client import Client
from temporalio.service import RPCError

from panager.bot import interactions
from panager.bot.identifies import Identifies
from panager.bot.inbox import Inbox
from panager.bot.process import open_connection
from panager.bot.status import CONNECTED, Status
from panager.channels.discord import base
from panager.contracts.names import chat_workflow_id
from panager.db.conversation import messages, turns
from panager.db.discord import dms
from panager.db.pool import Database
from panager.embedded.postgres.server import EmbeddedPostgres
from testing.eventually import assert_eventually
from testing.fake_discord import FakeDiscord, Person


@dataclass(frozen=True)
class Row:
    """A stored message."""

    channel_order: int
    text: str
    deleted: bool


@dataclass
class Desk:
    """Starts bots, and looks what they wrote down."""

    fake: FakeDiscord
    db: Database
    temporal: Client
    directory: Path
    token: str | None = None
    """Instead of the right one."""
    patience_s: float = 90

    @asynccontextmanager
    async def bot(self, db: Database | None = None) -> AsyncIterator[asyncio.Task[None]]:
        """A bot that is connected for the length of the block; `db` instead of the usual one."""
        async with self.starting(db) as serving:
            await assert_eventually(lambda: serving.done() or self.status.startswith(CONNECTED))
            yield serving

    @asynccontextmanager
    async def starting(self, db: Database | None = None) -> AsyncIterator[asyncio.Task[None]]:
        """A bot that may not be connected yet."""
        base.use_api_base(self.fake.api_base)
        db = db or self.db
        inbox = Inbox(db, self.temporal, language="ko", zone="Asia/Seoul")
        status = Status(self.directory / "bot.status")
        status.show("")
        attach = functools.partial(
            interactions.attach, db=db, temporal=self.temporal, zone="Asia/Seoul"
        )
        token = SecretStr(self.token or self.fake.settings.token)
        async with open_connection(
            db,
            inbox,
            token,
            identifies=self.identifies,
            status=status,
            attach=attach,
            patience_s=self.patience_s,
        ) as connection:
            serving = asyncio.create_task(connection.run())
            try:
                yield serving
            finally:
                serving.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await serving

    @property
    def identifies(self) -> Identifies:
        return Identifies(self.directory / "identifies.json", spacing_s=0)

    @property
    def status(self) -> str:
        return (self.directory / "bot.status").read_text(encoding="utf-8")

    async def rows(self, person: Person) -> list[Row]:
        """In the order in which a turn reads them."""
        user_id = await self._find_user(person)
        if user_id is None:
            return []
        async with self.db.user(user_id) as connection:
            rows = await connection.fetch(
                "SELECT channel_order, text, deleted_at IS NOT NULL AS deleted"
                " FROM inbound_messages ORDER BY seq"
            )
        return [Row(**row) for row in rows]

    async def texts(self, person: Person) -> list[str]:
        """In the order in which they were stored."""
        return [row.text for row in await self.rows(person)]

    async def rings(self, person: Person) -> int:
        """How often the conversation was woken."""
        handle = self.temporal.get_workflow_handle(chat_workflow_id(await self.user_id(person)))
        try:
            history = await handle.fetch_history()
        except RPCError:
            return 0
        return sum(e.event_type == EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED for e in history.events)

    async def user_id(self, person: Person) -> UUID:
        """Of somebody whose message is stored."""
        user_id = await self._find_user(person)
        assert user_id is not None
        return user_id

    async def _find_user(self, person: Person) -> UUID | None:
        channel = self.fake.world.channel_of(person)
        return await dms.find_user(self.db, channel.id) if channel else None

    async def answer_all(self, person: Person) -> None:
        """As a turn that is over."""
        user_id = await self.user_id(person)
        async with self.db.user(user_id) as connection:
            turn_id = uuid4()
            await turns.end_turn(connection, user_id, turn_id, state="answered")
            await messages.claim(connection, user_id, turn_id, channel="discord", upto=None)

    async def expect(self, person: Person, *texts: str) -> None:
        """Until exactly these are stored, in this order."""

        async def stored() -> bool:
            return await self.texts(person) == list(texts)

        with contextlib.suppress(AssertionError):
            await assert_eventually(stored)
        assert await self.texts(person) == list(texts)


class Relay:
    """A way to a server that can be cut."""

    def __init__(self, port: int) -> None:
        self.target = port
        self._writers: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None
        self.port = 0

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        """Nobody can connect, and who was connected is not any more."""
        assert self._server is not None
        self._server.close()
        for writer in self._writers:
            writer.transport.abort()
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", self.target)
        mine = {writer, inner_writer}
        self._writers |= mine
        try:
            await asyncio.gather(_pump(reader, inner_writer), _pump(inner_reader, writer))
        finally:
            self._writers -= mine


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
    writer.close()


@pytest.fixture
def desk(fake: FakeDiscord, database: Database, temporal_client: Client, tmp_path: Path) -> Desk:
    return Desk(fake, database, temporal_client, tmp_path)


@pytest.fixture
async def relay(postgres: EmbeddedPostgres) -> AsyncIterator[Relay]:
    assert postgres.port is not None
    relay = Relay(postgres.port)
    await relay.open()
    yield relay
    await relay.cut()
