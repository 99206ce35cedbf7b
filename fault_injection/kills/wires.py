"""What the bytes of a connection to Postgres and to a model say, as far as kills need it."""

from collections.abc import Callable, Iterator
from typing import Protocol

UNTYPED = (80877103, 80877104)
"""SSLRequest and GSSENCRequest: after them another message without a type comes."""
QUIET_SQL = ("SELECT user_id FROM users_waiting", "SELECT t.oid", "WITH RECURSIVE typeinfo_tree")
"""The sweeper's, in its own time, and asyncpg's about types, once per connection."""
LABEL = 70


class Wire(Protocol):
    """One connection."""

    def asked(self, data: bytes) -> Iterator[str]:
        """The operations that begin in this, which a client sends."""
        ...

    def answered(self, data: bytes) -> Iterator[str]:
        """Those whose answer begins in this, which a server sends."""
        ...


class PostgresWire:
    """https://www.postgresql.org/docs/current/protocol-message-formats.html"""

    def __init__(self) -> None:
        """Nothing was sent yet."""
        self._rest = b""
        self._is_started = False
        self._statements: dict[bytes, str] = {}
        self._open: list[str] = []

    def asked(self, data: bytes) -> Iterator[str]:
        """Statements that are executed; preparing one does nothing."""
        self._rest += data
        for kind, body in self._messages():
            label = self._read(kind, body)
            if label and not label.startswith(QUIET_SQL):
                self._open.append(label)
                yield label

    def answered(self, data: bytes) -> Iterator[str]:
        """The first bytes come when it was executed."""
        del data
        done, self._open = self._open, []
        yield from done

    def _messages(self) -> Iterator[tuple[bytes, bytes]]:
        while True:
            at = 1 if self._is_started else 0
            length = int.from_bytes(self._rest[at : at + 4])
            if len(self._rest) < at + 4 or len(self._rest) < at + length:
                return
            kind, body = self._rest[:at], self._rest[at + 4 : at + length]
            self._rest = self._rest[at + length :]
            if not self._is_started:
                self._is_started = int.from_bytes(body[:4]) not in UNTYPED
            yield kind, body

    def _read(self, kind: bytes, body: bytes) -> str:
        if kind == b"Q":
            return _label(body)
        if kind == b"P":
            name, sql, _ = body.split(b"\0", 2)
            self._statements[name] = _label(sql)
        if kind == b"B":
            _, name, _ = body.split(b"\0", 2)
            return self._statements.get(name, "")
        return ""


class ModelWire:
    """HTTP/1.1 of one request at a time, answered by a stream of events."""

    def __init__(self) -> None:
        """Nothing was sent yet."""
        self._waits = False

    def asked(self, data: bytes) -> Iterator[str]:
        """A call."""
        if data.startswith(b"POST "):
            self._waits = True
            yield "call"

    def answered(self, data: bytes) -> Iterator[str]:
        """Its first words, and its last."""
        if self._waits:
            self._waits = False
            yield "call"
        if b"[DONE]" in data:
            yield "last words"


def _label(sql: bytes) -> str:
    first = sql.rstrip(b"\0").decode().partition(";")[0]
    return " ".join(first.split())[:LABEL]


type MakeWire = Callable[[], Wire]
