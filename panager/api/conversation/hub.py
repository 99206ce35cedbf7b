"""Wakes the event streams of a person when their conversation has news."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID


class EventHub:
    """Knows the open streams; a wake-up says "look again" and carries nothing else."""

    def __init__(self) -> None:
        self._streams: defaultdict[UUID, set[asyncio.Event]] = defaultdict(set)
        self.closed = False

    @contextmanager
    def subscribe(self, user_id: UUID) -> Iterator[asyncio.Event]:
        """An event that is set at every wake-up of this person."""
        event = asyncio.Event()
        self._streams[user_id].add(event)
        try:
            yield event
        finally:
            self._streams[user_id].discard(event)
            if not self._streams[user_id]:
                del self._streams[user_id]

    def wake(self, user_id: UUID) -> None:
        for event in self._streams.get(user_id, ()):
            event.set()

    def wake_all(self) -> None:
        """Anybody may have news, e.g. because notifications were missed."""
        for user_id in self._streams:
            self.wake(user_id)

    def close(self) -> None:
        """End all streams; their clients come back to the next process."""
        self.closed = True
        self.wake_all()
