"""The log of everything that reached people, and of what they did: one JSON object a line."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

Entry = dict[str, Any]


class Journal:
    """Kept in memory and, with a path, in a file whose lines outlive a killed process.

    Every entry has `n` (counts from 1), `at` (UTC) and `what`:

    * what people did: `person_wrote`, `person_edited`, `person_deleted`, `person_acted`;
    * what reached them: `message`, `message_edited`, `message_deleted`, `typing`, `deferred`,
      `modal`, `choices`, `interaction_failed`;
    * what did not: `deduplicated` (the nonce was known), `refused`, `rate_limited`, `fault`;
    * the gateway: `identified`, `resumed`, `disconnected`, `event_fault`, `commands_synced`.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.entries: list[Entry] = []
        self._listeners: list[Callable[[Entry], None]] = []
        self._file: TextIO | None = path.open("a", encoding="utf-8", buffering=1) if path else None

    def write(self, what: str, **details: Any) -> None:
        entry = {
            "n": len(self.entries) + 1,
            "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "what": what,
            **details,
        }
        self.entries.append(entry)
        if self._file:
            self._file.write(json.dumps(entry, ensure_ascii=False) + "\n")
        for listener in self._listeners:
            listener(entry)

    def of(self, what: str, person_id: int | None = None) -> list[Entry]:
        """The entries of one kind, of one person if given."""
        return [
            entry
            for entry in self.entries
            if entry["what"] == what and person_id in (None, entry.get("person_id"))
        ]

    def listen(self, listener: Callable[[Entry], None]) -> None:
        self._listeners.append(listener)

    def close(self) -> None:
        if self._file:
            self._file.close()
