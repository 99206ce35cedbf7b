"""What reached people, read from the journal that the fake Discord writes."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

from pydantic import BaseModel

from fault_injection.entries import Entry, Lines, Received

REMINDER_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""A reminder of the suite has its id as its text."""
ITEM = re.compile(r"\bITEM-(\d+)\b")
"""Ties an answer to the message that it answers."""
SHOWN = ("message", "message_edited")


class Line(BaseModel):
    """One line of the journal, as far as it matters here."""

    at: datetime
    what: str
    person_id: int | None = None
    message_id: int | None = None
    content: str = ""
    fault: str = ""
    """Of an `event_fault`."""
    kind: str = ""
    """Of a `fault`."""


class Receipts:
    """Turns lines into entries; a message that is edited reaches its person once."""

    def __init__(self) -> None:
        """Nothing was seen yet."""
        self._seen: set[tuple[int, UUID]] = set()

    def of(self, line: Line) -> Iterator[Received]:
        """One entry for each thing that the person reads there for the first time."""
        if line.what not in SHOWN or line.person_id is None or line.message_id is None:
            return
        for kind, promise_id in promises_in(line.content):
            if (line.message_id, promise_id) not in self._seen:
                self._seen.add((line.message_id, promise_id))
                yield Received(
                    at=line.at,
                    user=str(line.person_id),
                    message_id=UUID(int=line.message_id),
                    seq=line.message_id,
                    kind=kind,
                    reminder_id=promise_id,
                    said_at=line.at,
                )


def promises_in(content: str) -> list[tuple[str, UUID]]:
    """Kind and promise, in the order of reading."""
    return [
        *(("reminder", UUID(text)) for text in REMINDER_ID.findall(content)),
        *(("reply", answer_id(int(number))) for number in ITEM.findall(content)),
    ]


def count_others(lines: Iterable[Line]) -> int:
    """Messages that in the end say neither a reminder nor an answer."""
    shown = {line.message_id: line.content for line in lines if line.what in SHOWN}
    return sum(not promises_in(content) for content in shown.values())


def answer_id(number: int) -> UUID:
    """What the answer to the message with ITEM-`number` is called in both logs."""
    return UUID(int=number)


class JournalTail:
    """Reads on in a journal that is being written."""

    def __init__(self, path: Path) -> None:
        """From the beginning."""
        self._lines = Lines(path)
        self._receipts = Receipts()

    def read(self) -> Iterator[Entry]:
        """What came since the last time."""
        for line in parse(self._lines.read()):
            yield from self._receipts.of(line)


def parse(lines: Iterable[bytes]) -> Iterator[Line]:
    """Every line of a journal."""
    for line in lines:
        yield Line.model_validate_json(line)
