"""Gateway sessions: numbered events, kept for the client that resumes."""

import asyncio
import time
from dataclasses import dataclass, field
from random import Random
from typing import Protocol
from uuid import uuid4

from testing.fake_discord.faults import Faults
from testing.fake_discord.journal import Journal
from testing.fake_discord.rest.errors import Json
from testing.fake_discord.settings import Settings

DISPATCH = 0
REORDER_AT_MOST_S = 0.25


class Connection(Protocol):
    """One websocket of a client."""

    def send(self, payload: Json) -> None: ...

    def cut(self) -> None: ...


@dataclass
class Session:
    """What Discord remembers about one identified client."""

    intents: int
    shard: tuple[int, int] = (0, 1)
    id: str = field(default_factory=lambda: uuid4().hex)
    seq: int = 0
    events: list[Json] = field(default_factory=list)
    connection: Connection | None = None
    left_at: float = 0.0

    def dispatch(self, name: str, data: Json) -> None:
        """Kept while nobody listens; sent now if somebody does."""
        self.seq += 1
        event = {"op": DISPATCH, "t": name, "s": self.seq, "d": data}
        self.events.append(event)
        if self.connection:
            self.connection.send(event)

    def replay(self, seen: int) -> None:
        for event in [e for e in self.events if e["s"] > seen]:
            if self.connection:
                self.connection.send(event)

    def leave(self, connection: Connection) -> None:
        """Unless another connection has resumed meanwhile."""
        if self.connection is connection:
            self.connection = None
            self.left_at = time.monotonic()


class Sessions:
    """All sessions of the bot; every event goes to each of them, as in Discord."""

    def __init__(self, settings: Settings, faults: Faults, journal: Journal) -> None:
        self._settings = settings
        self._faults = faults
        self._journal = journal
        self._chance = Random(settings.seed)
        self._sessions: dict[str, Session] = {}
        self._held: list[tuple[str, Json, int]] = []

    def start(self, intents: int, shard: tuple[int, int]) -> Session:
        session = Session(intents, shard)
        self._sessions[session.id] = session
        return session

    def find(self, session_id: object) -> Session | None:
        self._forget_old()
        return self._sessions.get(str(session_id))

    def end(self, session: Session) -> None:
        self._sessions.pop(session.id, None)

    def end_all(self) -> None:
        """Nobody can resume: every client has to identify again."""
        self._sessions.clear()

    def connected(self) -> list[Connection]:
        return [s.connection for s in self._sessions.values() if s.connection]

    def dispatch(self, name: str, data: Json, intent: int = 0) -> None:
        """To every session with the intent, unless a fault hits the event."""
        faults = self._faults.events
        if self._hit(faults.drop, "drop", name, data):
            return
        if self._hit(faults.reorder, "reorder", name, data):
            self._held.append((name, data, intent))
            asyncio.get_running_loop().call_later(REORDER_AT_MOST_S, self._release)
            return
        doubled = self._hit(faults.double, "double", name, data)
        for _ in range(2 if doubled else 1):
            self._to_all(name, data, intent)
        self._release()

    def _hit(self, share: float, fault: str, name: str, data: Json) -> bool:
        hit = share > 0 and self._chance.random() < share
        if hit:
            self._journal.write("event_fault", fault=fault, event=name, id=data.get("id"))
        return hit

    def _release(self) -> None:
        held, self._held = self._held, []
        for name, data, intent in held:
            self._to_all(name, data, intent)

    def _to_all(self, name: str, data: Json, intent: int) -> None:
        self._forget_old()
        for session in self._sessions.values():
            wanted = not intent or session.intents & intent
            # Direct messages go to shard 0 only.
            if wanted and session.shard[0] == 0:
                session.dispatch(name, data)

    def _forget_old(self) -> None:
        oldest = time.monotonic() - self._settings.resume_window_s
        for session in list(self._sessions.values()):
            if not session.connection and session.left_at < oldest:
                self.end(session)
