"""The two logs: what was promised (the ledger) and what reached people (the record).

Both are append-only files with one JSON object a line; the checker reads nothing else.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal, Protocol, Self, TextIO
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from panager.contracts.reminder import Verb


class Line(BaseModel):
    """One thing that happened; `at` is the writer's clock, UTC."""

    model_config = ConfigDict(frozen=True)

    at: datetime


class Promised(Line):
    """A reminder whose workflow was acknowledged by Temporal, or the answer to a message.

    An answer is due when the message is written.
    """

    what: Literal["promised"] = "promised"
    reminder_id: UUID
    user: str
    due_at: datetime


class Asked(Line):
    """A change that is about to be requested."""

    what: Literal["asked"] = "asked"
    change_id: UUID
    reminder_id: UUID
    verb: Verb
    due_at: datetime | None = None


class Answered(Line):
    """What the person who asked was told."""

    what: Literal["answered"] = "answered"
    change_id: UUID
    accepted: bool


class Received(Line):
    """A message that reached a person, as often as it did."""

    what: Literal["received"] = "received"
    user: str
    message_id: UUID
    seq: int
    kind: str
    reminder_id: UUID | None = None
    said_at: datetime
    """When the product says that it was delivered."""


class Connected(Line):
    """The recorder sees this person's messages (again)."""

    what: Literal["connected"] = "connected"
    user: str


type Entry = Promised | Asked | Answered | Received | Connected

ENTRY: TypeAdapter[Entry] = TypeAdapter(Annotated[Entry, Field(discriminator="what")])


class Log:
    """Appends lines; what was written outlives this process."""

    def __init__(self, file: TextIO) -> None:
        """Use `open`."""
        self._file = file

    @classmethod
    def open(cls, path: Path) -> Self:
        """Made when it is missing."""
        return cls(path.open("a", encoding="utf-8", buffering=1))

    def write(self, entry: Entry) -> None:
        """One line, handed to the system at once."""
        self._file.write(entry.model_dump_json(exclude_none=True) + "\n")

    def close(self) -> None:
        """Nothing more will be written."""
        self._file.close()


class Lines:
    """Reads on in a file that is being written; a line that is not complete is left for later."""

    def __init__(self, path: Path) -> None:
        """From the beginning."""
        self._path = path
        self._position = 0

    def read(self) -> Iterator[bytes]:
        """What came since the last time."""
        with self._path.open("rb") as file:
            file.seek(self._position)
            for line in file:
                if not line.endswith(b"\n"):
                    return
                self._position += len(line)
                yield line


class Tail(Protocol):
    """Reads on in a record."""

    def read(self) -> Iterator[Entry]:
        """What came since the last time."""
        ...


class LogTail:
    """Reads on in a log."""

    def __init__(self, path: Path) -> None:
        """From the beginning."""
        self._lines = Lines(path)

    def read(self) -> Iterator[Entry]:
        """What came since the last time."""
        for line in self._lines.read():
            yield ENTRY.validate_json(line)


def read(path: Path) -> Iterator[Entry]:
    """All of a log."""
    return LogTail(path).read()
