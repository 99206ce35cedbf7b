"""A running Panager with a recorder beside it, a ledger, and people to promise things to."""

import asyncio
import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from uuid import UUID

from temporalio.client import Client

from fault_injection import checker
from fault_injection.checker import Verdict
from fault_injection.entries import Connected, Entry, Log, LogTail, Received, Tail, read
from panager.db import users
from panager.db.pool import Database, open_database
from panager.temporal import connect
from tests.e2e.stack import Stack

ROOT = Path(__file__).parents[1]
ZONE = "Asia/Seoul"
QUIET_S = 5.0
"""How long nothing more may come before a run is over; a retry would have within that time."""
POLL_S = 0.1

Report = Callable[[str], None]


@dataclass(frozen=True)
class Reader:
    """One person who is being recorded."""

    name: str
    user_id: UUID


@dataclass
class Stage:
    """Everything that a scenario needs."""

    stack: Stack
    db: Database
    client: Client
    ledger: Log
    directory: Path
    people: list[Reader]
    random: Random
    report: Report
    recorder: subprocess.Popen[bytes] | None = None

    @property
    def ledger_path(self) -> Path:
        """What was promised."""
        return self.directory / "ledger.jsonl"

    @property
    def record_path(self) -> Path:
        """What reached people."""
        return self.directory / "record.jsonl"

    def tail(self) -> Tail:
        """Of the record, from its beginning."""
        return LogTail(self.record_path)

    def record(self) -> list[Entry]:
        """So far."""
        return list(self.tail().read())

    def verdict(self) -> Verdict:
        """The checker's, from the two files as they are now."""
        return checker.check(read(self.ledger_path), self.record(), until=now())

    async def until_received(self, count: int, *, stalled_s: float = 200) -> None:
        """Until so many reminders came and a while longer, or nothing came for `stalled_s`."""
        tail, seen, since, told = self.tail(), 0, time.monotonic(), 0
        while seen < count and time.monotonic() - since < stalled_s:
            await asyncio.sleep(POLL_S)
            new = sum(isinstance(e, Received) and e.kind == "reminder" for e in tail.read())
            if new:
                seen, since = seen + new, time.monotonic()
            if seen - told >= max(1, count // 10):
                self.report(f"{seen} of {count} received")
                told = seen
        await asyncio.sleep(QUIET_S)
        self.require_recorder()

    async def start_recorder(self) -> None:
        """Start it and wait until it sees everybody's messages."""
        self.recorder = subprocess.Popen(
            [sys.executable, "-m", "fault_injection.recorder"],
            cwd=ROOT, stdin=subprocess.PIPE, env=_clean_environment(), start_new_session=True,
        )  # fmt: skip
        given = {
            "data_dir": str(self.stack.data_dir),
            "out": str(self.record_path),
            "users": [person.name for person in self.people],
        }
        assert self.recorder.stdin is not None
        self.recorder.stdin.write(json.dumps(given).encode())
        self.recorder.stdin.close()
        self.record_path.touch()
        while len({e.user for e in self.record() if isinstance(e, Connected)}) < len(self.people):
            self.require_recorder()
            await asyncio.sleep(POLL_S)

    def require_recorder(self) -> None:
        """Without it nothing that came would be known."""
        if self.recorder is None or self.recorder.poll() is not None:
            raise RuntimeError("the recorder ended")

    def end_recorder(self) -> None:
        """Nothing more is written down."""
        if self.recorder is not None:
            self.recorder.terminate()
            self.recorder.wait(10)


def _clean_environment() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if not k.startswith(("PANAGER_", "DISCORD_"))}


@dataclass(frozen=True)
class Opened:
    """A Panager that runs, and the logs' directory."""

    stack: Stack
    db: Database
    client: Client
    ledger: Log
    directory: Path


@asynccontextmanager
async def open_panager(
    directory: Path, discord: Mapping[str, str] | None = None
) -> AsyncIterator[Opened]:
    """A new one in `directory`; nothing of it runs any more afterwards."""
    stack = Stack(directory / "data", zone=ZONE, discord=dict(discord or {}))
    async with contextlib.AsyncExitStack() as closing:
        closing.push_async_callback(stack.kill_everything)
        await stack.start_and_wait()
        database_url = stack.settings.database_url
        if database_url is None:
            raise RuntimeError("panager up did not say where its database is")
        db = await closing.enter_async_context(open_database(database_url.get_secret_value()))
        ledger = Log.open(directory / "ledger.jsonl")
        closing.callback(ledger.close)
        client = await connect(stack.temporal_address, update_key=stack.settings.read_update_key())
        yield Opened(stack, db, client, ledger, directory)


@asynccontextmanager
async def open_stage(
    directory: Path, *, people: int, seed: int, report: Report
) -> AsyncIterator[Stage]:
    """With people who talk in terminals."""
    directory.mkdir(parents=True)
    async with (
        open_panager(directory) as opened,
        recorded(opened, people=people, seed=seed, report=report) as stage,
    ):
        yield stage


@asynccontextmanager
async def open_stage_beside(stage: Stage, directory: Path, *, seed: int) -> AsyncIterator[Stage]:
    """In the same Panager, with as many people and logs of its own; `seed` must be another."""
    directory.mkdir(parents=True)
    with contextlib.closing(Log.open(directory / "ledger.jsonl")) as ledger:
        opened = Opened(stage.stack, stage.db, stage.client, ledger, directory)
        people = len(stage.people)
        async with recorded(opened, people=people, seed=seed, report=stage.report) as beside:
            yield beside


@asynccontextmanager
async def recorded(
    opened: Opened, *, people: int, seed: int, report: Report
) -> AsyncIterator[Stage]:
    """With new people, and a recorder of what reaches them."""
    names = [f"{opened.directory.name}-{number}" for number in range(people)]
    stage = Stage(
        **vars(opened),
        people=[await _register(opened.db, name) for name in names],
        random=Random(seed),
        report=report,
    )
    try:
        await stage.start_recorder()
        yield stage
    finally:
        stage.end_recorder()


async def _register(db: Database, name: str) -> Reader:
    user_id = await users.ensure_user(
        db, channel="local", channel_user_id=name, language="en", zone=ZONE
    )
    return Reader(name, user_id)


def now() -> datetime:
    """Aware UTC, as in both logs."""
    return datetime.now(UTC)
