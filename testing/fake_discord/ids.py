"""Snowflakes: ids whose upper bits are milliseconds since 2015, as Discord's reference says."""

import time
from datetime import UTC, datetime

EPOCH_MS = 1_420_070_400_000


class Snowflakes:
    """Makes ids that only ever grow, also within one millisecond."""

    def __init__(self) -> None:
        self._last = 0

    def next(self) -> int:
        fresh = (int(time.time() * 1000) - EPOCH_MS) << 22
        self._last = max(fresh, self._last + 1)
        return self._last


def created_at(snowflake: int) -> datetime:
    return datetime.fromtimestamp(((snowflake >> 22) + EPOCH_MS) / 1000, UTC)


def timestamp(when: datetime) -> str:
    """As Discord writes it: microseconds and an offset."""
    return when.isoformat(timespec="microseconds")
